// The Merkle tree as it stands in the tables: every eighth level as rows, the levels between computed when asked for.
import Foundation
import GRDB

struct StoredTree {
    let db: Database
    let first: UInt64

    var proofs: ProofMaker { ProofMaker(hash: hash) }

    /// The hash of a complete subtree. At most 256 rows are read where a tile must be folded.
    ///
    /// - Throws: `LedgerError.pruned` when it stands in an earlier file and was not handed on.
    func hash(of node: TreeNode) throws -> MerkleHash {
        if node.leaves.lowerBound < first, let seed = try seed(node) { return seed }
        let stored = node.level / 8 * 8
        let depth = UInt64(node.level - stored)
        let rows = try hashes(level: stored, from: node.index << depth, count: 1 << Int(depth))
        if rows.count == 1 << Int(depth) {
            var edge = RightEdge()
            for row in rows { edge.append(row) }
            return edge.root
        }
        guard node.level > 0, node.leaves.lowerBound < first else {
            throw LedgerError.pruned(index: node.leaves.lowerBound, first: first)
        }
        return .node(try hash(of: node.left), try hash(of: node.right))
    }

    func edge(of size: UInt64) throws -> RightEdge {
        let hashes = try TreeNode.cover(0..<size).map { try hash(of: $0) }
        return RightEdge(size: size, hashes: hashes) ?? RightEdge()
    }

    /// Stored hashes of one level in a row, fewer when some are not there.
    func hashes(level: Int, from index: UInt64, count: Int) throws -> [MerkleHash] {
        let start = LedgerFile.place(level: level, index: index)
        let statement = try db.cachedStatement(sql: "SELECT hash FROM hashes WHERE place >= ? AND place < ? ORDER BY place")
        let rows = try Row.fetchCursor(statement, arguments: [start, start + Int64(count)])
        var hashes: [MerkleHash] = []
        while let row = try rows.next() {
            guard let hash = try row.withUnsafeData(atIndex: 0, { MerkleHash($0 ?? Data()) }) else {
                throw LedgerError.damaged(file: "hashes", reason: "a hash is not 32 bytes long")
            }
            hashes.append(hash)
        }
        return hashes
    }

    private func seed(_ node: TreeNode) throws -> MerkleHash? {
        let place = LedgerFile.place(level: node.level, index: node.index)
        return try Data.fetchOne(db, sql: "SELECT hash FROM seeds WHERE place = ?", arguments: [place]).flatMap { MerkleHash($0) }
    }
}
