// One SHA-256 value, and the two ways a Merkle tree makes one. Held inline: a tree of a million leaves allocates nothing
// for its hashes.
package import Crypto

/// 32 bytes of SHA-256: a leaf, an inner node, a root.
package struct MerkleHash: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// - Returns: `nil` unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    package init(_ digest: SHA256.Digest) {
        withUnsafeMutableBytes(of: &words) { target in digest.withUnsafeBytes { target.copyMemory(from: $0) } }
    }

    /// - Returns: `nil` unless the text is the base64 of 32 bytes.
    package init?(base64 text: some StringProtocol) {
        guard text.utf8.count == 44, let bytes = Base64.decode(text.utf8) else { return nil }
        self.init(bytes)
    }

    package func withUnsafeBytes<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        try Swift.withUnsafeBytes(of: words) { try body($0) }
    }

    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
    package var base64: String { Base64.encode(bytes) }

    package static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

extension MerkleHash: CustomStringConvertible {
    package var description: String { base64 }

    /// The root of the tree without leaves: SHA-256 of nothing.
    package static let empty = MerkleHash(SHA256.hash(data: [UInt8]()))

    /// Source: RFC 6962 section 2.1, `SHA-256(0x00 || entry)`.
    package static func leaf(_ entry: some Sequence<UInt8>) -> MerkleHash {
        var sha = SHA256()
        Swift.withUnsafeBytes(of: UInt8(0)) { sha.update(bufferPointer: $0) }
        let done: Void? = entry.withContiguousStorageIfAvailable { sha.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        if done == nil { Array(entry).withUnsafeBytes { sha.update(bufferPointer: $0) } }
        return MerkleHash(sha.finalize())
    }

    /// Source: RFC 6962 section 2.1, `SHA-256(0x01 || left || right)`.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var sha = SHA256()
        Swift.withUnsafeBytes(of: UInt8(1)) { sha.update(bufferPointer: $0) }
        left.withUnsafeBytes { sha.update(bufferPointer: $0) }
        right.withUnsafeBytes { sha.update(bufferPointer: $0) }
        return MerkleHash(sha.finalize())
    }
}
