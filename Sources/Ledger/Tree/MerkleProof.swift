// Proofs between trees: that an entry is in one (inclusion), that one is the beginning of another (consistency).

/// Makes proofs out of whatever can name the hash of a complete subtree.
package struct ProofMaker {
    /// The hash of a complete subtree; throws when it is not kept.
    let hash: (TreeNode) throws -> MerkleHash

    package init(hash: @escaping (TreeNode) throws -> MerkleHash) { self.hash = hash }

    package func root(of size: UInt64) throws -> MerkleHash { try root(of: 0..<size) }

    /// Source: RFC 6962 section 2.1.1, `PATH`. At most 63 hashes, from the leaf's neighbour up.
    ///
    /// - Precondition: `index < size`.
    package func inclusion(of index: UInt64, in size: UInt64) throws -> [MerkleHash] {
        precondition(index < size)
        var proof: [MerkleHash] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + split(UInt64(range.count))
            if index < middle {
                proof.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return proof.reversed()
    }

    /// Source: RFC 6962 section 2.1.2, `PROOF`. Empty when the old tree is empty or the same.
    ///
    /// - Precondition: `old <= new`.
    package func consistency(from old: UInt64, to new: UInt64) throws -> [MerkleHash] {
        precondition(old <= new)
        guard old > 0, old < new else { return [] }
        var proof: [MerkleHash] = []
        var range = 0..<new
        var whole = true
        while old != range.upperBound {
            let middle = range.lowerBound + split(UInt64(range.count))
            if old <= middle {
                proof.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                whole = false
            }
        }
        if !whole { proof.append(try root(of: range)) }
        return proof.reversed()
    }

    /// - Precondition: the range is one that RFC 6962 splits a tree into, so its cover has sinking levels.
    private func root(of range: Range<UInt64>) throws -> MerkleHash {
        let cover = TreeNode.cover(range)
        guard let last = cover.last else { return .empty }
        var result = try hash(last)
        for node in cover.dropLast().reversed() { result = .node(try hash(node), result) }
        return result
    }

    /// The largest power of two below `count`, which is at least 2.
    private func split(_ count: UInt64) -> UInt64 { 1 << UInt64(63 - (count - 1).leadingZeroBitCount) }
}

/// Checks proofs that come from anywhere; any input is safe.
package enum ProofCheck {
    /// Source: RFC 9162 section 2.1.3.2, equal in effect to RFC 6962 section 2.1.1.
    package static func inclusion(
        of leaf: MerkleHash, at index: UInt64, in size: UInt64, root: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard index < size, proof.count <= 64 else { return false }
        var (place, last, hash) = (index, size - 1, leaf)
        for sibling in proof {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = .node(sibling, hash)
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = .node(hash, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// Source: RFC 9162 section 2.1.4.2. An empty old tree is consistent with every tree, by an empty proof.
    package static func consistency(
        from old: UInt64, _ oldRoot: MerkleHash, to new: UInt64, _ newRoot: MerkleHash, proof: [MerkleHash]
    ) -> Bool {
        guard old <= new, proof.count <= 128 else { return false }
        if old == new { return proof.isEmpty && oldRoot == newRoot && (old > 0 || oldRoot == .empty) }
        if old == 0 { return proof.isEmpty && oldRoot == .empty }
        var path = proof[...]
        if old.nonzeroBitCount == 1 { path = ([oldRoot] + proof)[...] }
        guard let first = path.popFirst() else { return false }
        var (place, last) = (old - 1, new - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var (oldHash, newHash) = (first, first)
        for sibling in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                oldHash = .node(sibling, oldHash)
                newHash = .node(sibling, newHash)
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                newHash = .node(newHash, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot
    }
}
