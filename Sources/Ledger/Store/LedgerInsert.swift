// The statements of one write, prepared once for each connection.
import Foundation
import GRDB
import Records

struct LedgerInsert {
    private let db: Database
    private let entry: Statement
    private let hash: Statement
    private let body: Statement

    init(_ db: Database) throws {
        self.db = db
        entry = try db.cachedStatement(sql: "INSERT INTO entries VALUES (?, ?)")
        hash = try db.cachedStatement(sql: "INSERT INTO hashes VALUES (?, ?)")
        body = try db.cachedStatement(sql: "INSERT INTO bodies VALUES (?, ?, ?, ?, ?)")
    }

    func add(_ prepared: PreparedEntry, to edge: inout RightEdge) throws {
        let index = edge.size
        try entry.execute(arguments: [Int64(index), Data(prepared.bytes)])
        try edge.append(prepared.leaf) { node, value in
            guard node.level % 8 == 0 else { return }
            try hash.execute(arguments: [
                LedgerFile.place(level: node.level, index: node.index), value.withUnsafeBytes { Data($0) },
            ])
        }
        for part in prepared.bodies {
            let place = LedgerPosition(index: index, slot: part.slot).packed
            try body.execute(arguments: [
                place, Data(part.sealed), part.item?.id.rawValue, part.item?.version,
                part.item.map { Data($0.commitment.bytes) },
            ])
        }
    }

    /// Destroys body and key; `secure_delete` overwrites their bytes.
    func erase(_ position: LedgerPosition) throws {
        let statement = try db.cachedStatement(sql: "UPDATE bodies SET sealed = NULL WHERE place = ?")
        try statement.execute(arguments: [position.packed])
        guard db.changesCount == 1 else { throw LedgerError.noBody(at: position) }
    }

    /// Keeps the last checkpoint of each hour; the newest takes the place of one from the same hour.
    func replace(_ old: StoredCheckpoint, by new: StoredCheckpoint) throws {
        if old.time / 3_600_000 == new.time / 3_600_000, old.size < new.size {
            try db.cachedStatement(sql: "DELETE FROM checkpoints WHERE size = ?").execute(arguments: [Int64(old.size)])
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)")
            .execute(arguments: [Int64(new.size), new.time, new.note])
    }
}
