// A secret of 32 bytes in a file of its own.
package import Foundation
import Glibc

/// One line of base64, mode 0600, never replaced.
package enum KeyFile {
    package static func write(_ secret: Data, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw LedgerError.keyExists(file: file.lastPathComponent) }
            throw LedgerError.storage(file: file.lastPathComponent, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        let line = Base64.encodedBytes(secret) + [0x0A]
        guard Glibc.write(descriptor, line, line.count) == line.count, fsync(descriptor) == 0 else {
            throw LedgerError.storage(file: file.lastPathComponent, reason: String(cString: strerror(errno)))
        }
    }

    /// - Throws: `LedgerError` when it is missing, not 32 bytes of base64, or open to others than its owner.
    package static func read(_ file: URL) throws -> Data {
        let name = file.lastPathComponent
        guard FileManager.default.fileExists(atPath: file.path) else { throw LedgerError.missing(file: name) }
        let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int ?? 0o777
        guard rights & 0o077 == 0 else {
            throw LedgerError.unreadable(file: name, reason: "others may read this key, its rights must be 0600")
        }
        guard let text = try? Data(contentsOf: file), let secret = Base64.decode(text.filter { $0 != 0x0A }),
            secret.count == 32
        else { throw LedgerError.unreadable(file: name, reason: "not 32 bytes of base64") }
        return Data(secret)
    }
}
