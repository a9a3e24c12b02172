// The right edge of a growing tree: all that is needed to take the next leaf and to know the root.

/// A complete subtree: 2^level leaves, the `index`th of its level from the left.
package struct TreeNode: Hashable, Sendable {
    package var level: Int
    package var index: UInt64
    package init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The leaves it covers.
    package var leaves: Range<UInt64> { index << UInt64(level)..<(index + 1) << UInt64(level) }
    package var left: TreeNode { TreeNode(level: level - 1, index: index * 2) }
    package var right: TreeNode { TreeNode(level: level - 1, index: index * 2 + 1) }

    /// The fewest complete subtrees that cover a range of leaves, from left to right; at most 2 · 63.
    package static func cover(_ range: Range<UInt64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var at = range.lowerBound
        while at < range.upperBound {
            var level = at == 0 ? 62 : at.trailingZeroBitCount
            while 1 << UInt64(level) > range.upperBound - at { level -= 1 }
            nodes.append(TreeNode(level: level, index: at >> UInt64(level)))
            at += 1 << UInt64(level)
        }
        return nodes
    }
}

/// The hashes of `TreeNode.cover(0..<size)`: one for each bit of the size, largest subtree first.
package struct RightEdge: Hashable, Sendable {
    package private(set) var size: UInt64
    package private(set) var hashes: [MerkleHash]

    package init() { (size, hashes) = (0, []) }

    /// - Returns: `nil` unless there is one hash for each bit of the size.
    package init?(size: UInt64, hashes: [MerkleHash]) {
        guard hashes.count == size.nonzeroBitCount else { return nil }
        (self.size, self.hashes) = (size, hashes)
    }

    /// Takes one leaf. O(1) amortised.
    package mutating func append(_ leaf: MerkleHash) { append(leaf) { _, _ in } }

    /// - Parameter completed: told each subtree that this leaf completes, the leaf itself first.
    package mutating func append(_ leaf: MerkleHash, completed: (TreeNode, MerkleHash) throws -> Void) rethrows {
        var hash = leaf
        var node = TreeNode(level: 0, index: size)
        try completed(node, hash)
        while node.index & 1 == 1, let left = hashes.popLast() {
            hash = .node(left, hash)
            node = TreeNode(level: node.level + 1, index: node.index >> 1)
            try completed(node, hash)
        }
        hashes.append(hash)
        size += 1
    }

    /// Source: RFC 6962 section 2.1, `MTH`.
    package var root: MerkleHash {
        guard var hash = hashes.last else { return .empty }
        for left in hashes.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }
}
