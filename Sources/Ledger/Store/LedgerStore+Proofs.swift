// What partners and witnesses ask for: checkpoints, proofs, tiles.
import Foundation
import GRDB
import Synchronization

extension LedgerStore {
    /// The newest signed checkpoint. The guard file is on disk before it is shown.
    ///
    /// - Throws: `LedgerError` when nothing may be signed: a second history must not be shown either.
    package func checkpoint() throws -> String {
        guard let pen else { return try newestOnDisk().note }
        let (note, refusal) = state.withLock { ($0.newest.note, $0.refusal) }
        if let refusal { throw refusal }
        try pen.guardian?.flush()
        return note
    }

    /// Checkpoints kept: the newest, the last of each hour, and those of earlier files.
    package func checkpoints() throws -> [String] {
        try pool.read { try String.fetchAll($0, sql: "SELECT note FROM checkpoints ORDER BY size") }
    }

    func newestOnDisk() throws -> StoredCheckpoint { try pool.read { try newestCheckpoint($0) } }

    func newestCheckpoint(_ db: Database) throws -> StoredCheckpoint {
        guard let row = try Row.fetchOne(db, sql: "SELECT size, time, note FROM checkpoints ORDER BY size DESC LIMIT 1")
        else { throw LedgerError.damaged(file: file, reason: "no checkpoint") }
        return StoredCheckpoint(size: try row.place(0), time: try row.integer(1), note: try row.text(2))
    }

    /// The root of the first `size` entries.
    package func root(of size: UInt64) throws -> MerkleHash {
        try within(size) { try $0.proofs.root(of: size) }
    }

    /// That entry `index` is among the first `size`.
    package func inclusionProof(of index: UInt64, in size: UInt64) throws -> [MerkleHash] {
        guard index < size else { throw LedgerError.outside(size: index, of: size) }
        return try within(size) { try $0.proofs.inclusion(of: index, in: size) }
    }

    /// That the first `old` entries are the beginning of the first `new`.
    package func consistencyProof(from old: UInt64, to new: UInt64) throws -> [MerkleHash] {
        guard old <= new else { throw LedgerError.outside(size: old, of: new) }
        return try within(new) { try $0.proofs.consistency(from: old, to: new) }
    }

    /// The bytes of a tile or an entry bundle, whole or partial.
    ///
    /// - Throws: `LedgerError.pruned` below the first index of this file, `.outside` beyond its end.
    package func tile(_ path: TilePath) throws -> [UInt8] {
        let start = path.index * 256
        switch path.level {
        case .entries: return EntryBundle.encode(try entries(start..<start + UInt64(path.width)))
        case .hashes(let level):
            guard level < 7 else { throw LedgerError.outside(size: UInt64(level), of: 7) }
            let end = (start + UInt64(path.width)) << UInt64(8 * level)
            return try within(end) { tree in
                let hashes = try tree.hashes(level: 8 * level, from: start, count: path.width)
                guard hashes.count == path.width else { throw LedgerError.pruned(index: start << UInt64(8 * level), first: first) }
                return hashes.flatMap(\.bytes)
            }
        }
    }

    /// What the next file of this log needs.
    ///
    /// - Parameter keeping: sizes whose checkpoints stay provable after this file is deleted; they must be kept here.
    ///   The newest is always among them.
    package func frontier(keeping sizes: [UInt64] = []) throws -> Frontier {
        let size = size
        return try pool.read { db in
            let tree = StoredTree(db: db, first: first)
            let kept = try Row.fetchAll(db, sql: "SELECT size, note FROM checkpoints ORDER BY size")
                .map { (size: try $0.place(0), note: try $0.text(1)) }
                .filter { $0.size == size || sizes.contains($0.size) }
            var hashes: [TreeNode: MerkleHash] = [:]
            var start: UInt64 = 0
            for end in kept.map(\.size) + [size] where end > start {
                for node in TreeNode.cover(start..<end) { hashes[node] = try tree.hash(of: node) }
                start = end
            }
            return Frontier(size: size, hashes: hashes, checkpoints: kept.map(\.note), lineage: lineage)
        }
    }

    private func within<T>(_ size: UInt64, _ body: (StoredTree) throws -> T) throws -> T {
        let here = self.size
        guard size <= here else { throw LedgerError.outside(size: size, of: here) }
        return try pool.read { try body(StoredTree(db: $0, first: first)) }
    }
}
