// What one file of a log hands to the next, so that both are one tree and the first can be deleted.

/// Hashes of complete subtrees that stand for all entries before `size`, and the checkpoints kept of them.
package struct Frontier: Hashable, Sendable {
    /// Entries before the new file.
    package var size: UInt64
    package var hashes: [TreeNode: MerkleHash]
    /// Notes signed before, oldest first; each stays provably consistent with every later one.
    package var checkpoints: [String]
    /// The names the log has had so far; the new file goes on under the newest.
    package var lineage: Lineage

    package init(size: UInt64, hashes: [TreeNode: MerkleHash], checkpoints: [String], lineage: Lineage) {
        (self.size, self.hashes, self.checkpoints, self.lineage) = (size, hashes, checkpoints, lineage)
    }
}
