// The statement that is hashed into the tree. No personal data: a body is present only as a commitment under a random
// key, and when key and body are gone nobody can find out what it was by guessing.
package import Crypto
package import Records

/// One leaf of the ledger.
package struct LedgerEntry: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// A version without a body.
        case none
        /// HMAC-SHA256(random 32-byte key, body).
        case body(commitment: MerkleHash)
        /// Root of the tree over `count` slots, 1…256.
        case batch(root: MerkleHash, count: Int)
        /// The positions whose bodies and keys were destroyed with this entry, in order.
        case erasure([LedgerPosition])
        /// From here on the log goes under its next number.
        case succession(Succession)
    }

    package var header: RecordHeader
    package var content: Content

    package init(header: RecordHeader, content: Content) {
        (self.header, self.content) = (header, content)
    }

    package static let slotLimit = 256
    /// So that an erasure entry stays below the limit of an entry.
    static let erasureLimit = 2_000
}

/// What commits an entry to a body.
package enum Commitment {
    package static func make(key: SymmetricKey, body: [UInt8]) -> MerkleHash {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
        return MerkleHash(Array(code)) ?? .empty
    }

    /// The leaf of one slot: id, version and commitment, so that none can be exchanged for another.
    package static func slotLeaf(id: RecordID, version: Int, commitment: MerkleHash) -> MerkleHash {
        .leaf(Array("\(id.rawValue)\n\(version)\n".utf8) + commitment.bytes)
    }
}
