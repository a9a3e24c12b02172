// The node's keys, each in a file of its own that the service alone can read. No key is ever printed or logged.

package import Crypto
package import Foundation
import Glibc
import Ledger

/// Why the key folder cannot be used. Names files, never contents.
package enum SecretsError: Error, Equatable, CustomStringConvertible {
    case missing(name: String)
    case openToOthers(name: String, mode: String)
    case damaged(name: String)

    package var description: String {
        switch self {
        case .missing(let name):
            "key \(name) is missing: restore it from the printed recovery shares, or run init for a new node"
        case .openToOthers(let name, let mode):
            "\(name) has mode \(mode), expected no access for group and others: chmod go-rwx, and ask who could read it"
        case .damaged(let name):
            "key \(name) does not hold 32 bytes in base64: restore it from a backup of the keys"
        }
    }
}

/// The folder of keys (mode 0700, files 0600).
package struct NodeSecrets: Sendable {
    package let folder: URL

    /// Opens the folder, making it on first use.
    ///
    /// - Throws: `SecretsError.openToOthers` when group or others could read it.
    package init(folder: URL) throws {
        self.folder = folder
        if !FileManager.default.fileExists(atPath: folder.path) {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        try Self.refuseIfOpen(folder)
    }

    /// The 32-byte key of that name, made on first use.
    package func key(_ name: String) throws -> SymmetricKey {
        let file = file(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return try create(name) }
        return try existing(name)
    }

    /// - Throws: `SecretsError.missing` when it was never made or has been destroyed.
    package func existing(_ name: String) throws -> SymmetricKey {
        let file = file(name)
        guard FileManager.default.fileExists(atPath: file.path) else { throw SecretsError.missing(name: name) }
        try Self.refuseIfOpen(file)
        guard let bytes = try? KeyFile.read(file) else { throw SecretsError.damaged(name: name) }
        return SymmetricKey(data: bytes)
    }

    /// Overwrites and removes a key; what it sealed is gone with it.
    ///
    /// On flash storage the overwriting proves nothing about the medium: the file is gone, the cells may not be.
    package func destroy(_ name: String) throws {
        let file = file(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: Data(count: 64))
        try handle.synchronize()
        try handle.close()
        try FileManager.default.removeItem(at: file)
    }

    private func file(_ name: String) -> URL { folder.appending(path: name + ".key") }

    /// The key and its name are on disk before anything is sealed with it.
    private func create(_ name: String) throws -> SymmetricKey {
        let file = file(name)
        let key = SymmetricKey(size: .bits256)
        try KeyFile.write(key.withUnsafeBytes { Data($0) }, to: file)
        let descriptor = Glibc.open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
        close(descriptor)
        return key
    }

    private static func refuseIfOpen(_ file: URL) throws {
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int ?? 0
        guard mode & 0o077 == 0 else {
            throw SecretsError.openToOthers(name: file.lastPathComponent, mode: String(mode & 0o777, radix: 8))
        }
    }
}
