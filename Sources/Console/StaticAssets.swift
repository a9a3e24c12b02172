// Style, scripts and symbols: small files, read once, kept in memory, named after their content so that a browser may
// keep them for ever.
import Crypto
package import Foundation

/// The static files of the console.
package struct StaticAssets: Sendable {
    package struct File: Sendable {
        package let type: String
        package let entityTag: String
        package let bytes: [UInt8]
    }

    private let files: [String: File]
    private let addresses: [String: String]

    /// Reads every file of a folder.
    ///
    /// `console.css` is served as `/assets/console.<16 hexadecimal digits of its SHA-256>.css`.
    package init(folder: URL) throws {
        let types = [
            "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        ]
        var files: [String: File] = [:]
        var addresses: [String: String] = [:]
        for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            guard let type = types[url.pathExtension] else { continue }
            let data = try Data(contentsOf: url)
            let digest = SHA256.hash(data: data).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let name = "\(url.deletingPathExtension().lastPathComponent).\(digest).\(url.pathExtension)"
            files[name] = File(type: type, entityTag: "\"\(digest)\"", bytes: Array(data))
            addresses[url.lastPathComponent] = "/assets/\(name)"
        }
        (self.files, self.addresses) = (files, addresses)
    }

    /// Where a browser finds a file of the source folder.
    package func address(of file: String) -> String? { addresses[file] }

    /// - Parameter name: the last part of an address, with its digest.
    package func file(named name: String) -> File? { files[name] }
}
