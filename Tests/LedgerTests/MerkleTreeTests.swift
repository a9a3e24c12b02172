import Ledger
import SeraiTesting
import Testing

/// RFC 6962 section 2.1 written down as it is spoken: slow and obvious.
enum Naive {
    static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        let k = split(leaves.count)
        return .node(root(leaves.prefix(k)), root(leaves.dropFirst(k)))
    }

    static func inclusion(_ m: Int, _ leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
        guard leaves.count > 1 else { return [] }
        let k = split(leaves.count)
        return m < k
            ? inclusion(m, leaves.prefix(k)) + [root(leaves.dropFirst(k))]
            : inclusion(m - k, leaves.dropFirst(k)) + [root(leaves.prefix(k))]
    }

    static func consistency(_ m: Int, _ leaves: ArraySlice<MerkleHash>, whole: Bool = true) -> [MerkleHash] {
        if m == leaves.count { return whole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        return m <= k
            ? consistency(m, leaves.prefix(k), whole: whole) + [root(leaves.dropFirst(k))]
            : consistency(m - k, leaves.dropFirst(k), whole: false) + [root(leaves.prefix(k))]
    }

    private static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}

@Suite struct `The Merkle tree` {
    private static let leaves = (0..<140).map { MerkleHash.leaf(Array("leaf \($0)".utf8)) }

    /// A proof maker over the leaves themselves.
    private static var proofs: ProofMaker {
        ProofMaker { node in Naive.root(leaves[Int(node.leaves.lowerBound)..<Int(node.leaves.upperBound)]) }
    }

    @Test func `grows to the root of the definition`() {
        var edge = RightEdge()
        for size in 0...Self.leaves.count {
            #expect(edge.root == Naive.root(Self.leaves.prefix(size)))
            #expect(edge.hashes.count == size.nonzeroBitCount)
            if size < Self.leaves.count { edge.append(Self.leaves[size]) }
        }
    }

    @Test func `proves every leaf in every size, and nothing else`() throws {
        for size in 1...Self.leaves.count {
            let root = Naive.root(Self.leaves.prefix(size))
            for index in 0..<size {
                let proof = try Self.proofs.inclusion(of: UInt64(index), in: UInt64(size))
                #expect(proof == Naive.inclusion(index, Self.leaves.prefix(size)))
                func holds(_ leaf: Int, at place: Int, in size: Int, _ proof: [MerkleHash]) -> Bool {
                    ProofCheck.inclusion(of: Self.leaves[leaf], at: UInt64(place), in: UInt64(size), root: root, proof: proof)
                }
                #expect(holds(index, at: index, in: size, proof))
                #expect(!holds((index + 1) % 140, at: index, in: size, proof))
                #expect(size == 1 || !holds(index, at: (index + 1) % size, in: size, proof))
                #expect(!holds(index, at: index, in: size, proof + [root]))
                #expect(proof.isEmpty || !holds(index, at: index, in: size, proof.dropLast()))
            }
        }
    }

    @Test func `proves every size to be the beginning of every later one, and nothing else`() throws {
        for new in 0...Self.leaves.count {
            let newRoot = Naive.root(Self.leaves.prefix(new))
            for old in 0...new {
                let oldRoot = Naive.root(Self.leaves.prefix(old))
                let proof = try Self.proofs.consistency(from: UInt64(old), to: UInt64(new))
                if old > 0 { #expect(proof == Naive.consistency(old, Self.leaves.prefix(new))) }
                func holds(_ oldRoot: MerkleHash, _ newRoot: MerkleHash, _ proof: [MerkleHash]) -> Bool {
                    ProofCheck.consistency(from: UInt64(old), oldRoot, to: UInt64(new), newRoot, proof: proof)
                }
                #expect(holds(oldRoot, newRoot, proof))
                let other = MerkleHash.leaf(Array("another".utf8))
                #expect(!holds(other, newRoot, proof))
                #expect(old == 0 || !holds(oldRoot, other, proof))
                #expect(!holds(oldRoot, newRoot, proof + [other]))
                for place in proof.indices {
                    var altered = proof
                    altered[place] = other
                    #expect(!holds(oldRoot, newRoot, altered))
                }
            }
        }
    }

    @Test func `covers any range with complete subtrees, in order and without overlap`() {
        var random = SplitMix(seed: 6962)
        for _ in 0..<2_000 {
            let end = UInt64.random(in: 0..<1 << 40, using: &random)
            let start = UInt64.random(in: 0...end, using: &random)
            var at = start
            for node in TreeNode.cover(start..<end) {
                #expect(node.leaves.lowerBound == at)
                at = node.leaves.upperBound
            }
            #expect(at == end)
        }
    }
}
