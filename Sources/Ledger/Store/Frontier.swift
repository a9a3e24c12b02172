// What one file of a log hands to the next, so that both are one tree and the first can be deleted.

/// Hashes of complete subtrees that stand for all entries before `size`, and the checkpoints kept of them.
package struct Frontier: Hashable, Sendable {
    /// Entries before the new file.
    package var size: UInt64
    package var hashes: [TreeNode: MerkleHash]
    /// Notes signed before, oldest first; each stays provably consistent with every later one.
    package var checkpoints: [String]

    package init(size: UInt64, hashes: [TreeNode: MerkleHash], checkpoints: [String]) {
        (self.size, self.hashes, self.checkpoints) = (size, hashes, checkpoints)
    }
}
