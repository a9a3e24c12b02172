// Who may sign a note, and how a verifier writes that down.
package import Crypto
import Foundation

/// A verifier's key for signed notes: `name+id+base64(type || public key)`.
///
/// Source: C2SP signed-note (type 0x01, Ed25519) and tlog-cosignature (type 0x04, timestamped Ed25519).
package struct NoteKey: Hashable, Sendable {
    package enum Algorithm: UInt8, Sendable {
        case ed25519 = 1
        case timestampedCosignature = 4
    }

    package let name: String
    package let algorithm: Algorithm
    /// 32 bytes.
    package let publicKey: [UInt8]
    /// First four bytes of SHA-256 over name, line feed, type and public key.
    package let id: UInt32

    /// - Returns: `nil` for a name with white space or a plus sign, or a public key that is not 32 bytes.
    package init?(name: String, algorithm: Algorithm, publicKey: [UInt8]) {
        guard Self.isName(name), publicKey.count == 32 else { return nil }
        (self.name, self.algorithm, self.publicKey) = (name, algorithm, publicKey)
        let digest = SHA256.hash(data: Array(name.utf8) + [0x0A, algorithm.rawValue] + publicKey)
        id = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// - Returns: `nil` for a malformed text, an unknown algorithm or an id that does not belong to the key.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].utf8.count == 8, let id = UInt32(parts[1], radix: 16),
            !parts[1].hasPrefix("+"), let bytes = Base64.decode(parts[2].utf8), let first = bytes.first,
            let algorithm = Algorithm(rawValue: first)
        else { return nil }
        self.init(name: String(parts[0]), algorithm: algorithm, publicKey: Array(bytes.dropFirst()))
        guard id == self.id else { return nil }
    }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 1_024
            && !name.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "+" || $0.value < 0x20 }
    }

    /// - Parameters:
    ///   - text: the note's text with its last line feed.
    ///   - signature: what follows the key id on the signature line.
    func verifies(_ signature: some Collection<UInt8>, over text: [UInt8]) -> NoteSignature? {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return nil }
        switch algorithm {
        case .ed25519:
            guard key.isValidSignature(Array(signature), for: text) else { return nil }
            return NoteSignature(key: self, time: nil)
        case .timestampedCosignature:
            guard signature.count == 72 else { return nil }
            let time = signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let signed = Array("cosignature/v1\ntime \(time)\n".utf8) + text
            guard time <= UInt64(Int64.max), key.isValidSignature(Array(signature.dropFirst(8)), for: signed) else {
                return nil
            }
            return NoteSignature(key: self, time: Int64(time))
        }
    }
}

extension NoteKey: CustomStringConvertible {
    package var description: String { "\(name)+\(idText)+\(Base64.encode([algorithm.rawValue] + publicKey))" }
    private var idText: String {
        let hex = String(id, radix: 16)
        return String(repeating: "0", count: 8 - hex.utf8.count) + hex
    }
}

/// A signature that was checked and holds.
package struct NoteSignature: Hashable, Sendable {
    package let key: NoteKey
    /// Seconds since 1970 that a cosignature vouches for.
    package let time: Int64?
}

/// Signs notes under a name.
package struct NoteSigner: Sendable {
    package let key: NoteKey
    private let secret: Curve25519.Signing.PrivateKey

    /// - Returns: `nil` when the name cannot stand in a note.
    package init?(name: String, secret: Curve25519.Signing.PrivateKey) {
        guard let key = NoteKey(name: name, algorithm: .ed25519, publicKey: Array(secret.publicKey.rawRepresentation))
        else { return nil }
        (self.key, self.secret) = (key, secret)
    }

    /// - Parameter text: ends with a line feed.
    /// - Returns: the signed note.
    package func sign(_ text: String) throws -> String {
        let signature = try secret.signature(for: Array(text.utf8))
        return text + "\n\u{2014} \(key.name) \(Base64.encode(key.idBytes + signature))\n"
    }
}

extension NoteKey {
    var idBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) } }
}
