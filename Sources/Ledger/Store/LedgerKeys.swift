// The two keys of a ledger: one signs checkpoints, one seals bodies. Destroying the second ends every body at once.
package import Crypto
package import Foundation

/// Keys of one ledger.
package struct LedgerKeys: Sendable {
    package let signing: Curve25519.Signing.PrivateKey
    package let sealing: SymmetricKey

    package init(signing: Curve25519.Signing.PrivateKey, sealing: SymmetricKey) {
        (self.signing, self.sealing) = (signing, sealing)
    }

    /// Fresh keys, in memory only.
    package static func generate() -> LedgerKeys {
        LedgerKeys(signing: Curve25519.Signing.PrivateKey(), sealing: SymmetricKey(size: .bits256))
    }

    /// The same log key with another sealing key: one for each day of an audit log.
    package func sealing(with key: SymmetricKey) -> LedgerKeys { LedgerKeys(signing: signing, sealing: key) }

    /// What others need to check this log: `origin+id+base64`.
    ///
    /// - Throws: `LedgerError` when the origin cannot name a key.
    package func verifier(origin: String) throws -> NoteKey { try signer(origin: origin).key }

    func signer(origin: String) throws -> NoteSigner {
        guard let signer = NoteSigner(name: origin, secret: signing) else {
            throw LedgerError.wrongFormat(
                file: "origin", found: "\(origin.utf8.count) bytes", expected: "a name without space or plus sign")
        }
        return signer
    }

    // MARK: Files

    /// Makes both keys and writes them, readable by the owner alone (0600). Refuses to replace any.
    package static func create(in folder: URL, name: String) throws -> LedgerKeys {
        let keys = generate()
        try KeyFile.write(keys.signing.rawRepresentation, to: folder.appending(path: "\(name).log.key"))
        try KeyFile.write(keys.sealing.withUnsafeBytes { Data($0) }, to: folder.appending(path: "\(name).sealing.key"))
        return keys
    }

    package static func load(from folder: URL, name: String) throws -> LedgerKeys {
        let file = folder.appending(path: "\(name).log.key")
        let secret = try KeyFile.read(file)
        guard let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else {
            throw LedgerError.unreadable(file: file.lastPathComponent, reason: "not a log key")
        }
        let sealing = try KeyFile.read(folder.appending(path: "\(name).sealing.key"))
        return LedgerKeys(signing: signing, sealing: SymmetricKey(data: sealing))
    }

    package static func loadOrCreate(in folder: URL, name: String) throws -> LedgerKeys {
        let file = folder.appending(path: "\(name).log.key")
        return FileManager.default.fileExists(atPath: file.path)
            ? try load(from: folder, name: name) : try create(in: folder, name: name)
    }
}
