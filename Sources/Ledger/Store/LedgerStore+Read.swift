// Reading records back, bodies opened.
import Foundation
import GRDB
import Records

extension LedgerStore {
    /// All slots of `limit` entries in order, tombstones included.
    package func records(from index: UInt64, limit: Int) throws -> [LedgerRecord] {
        try records(from: index, limit: limit, bodies: .max)
    }

    /// As above, but stops after the entry that reaches `bodies` records.
    func records(from index: UInt64, limit: Int, bodies: Int) throws -> [LedgerRecord] {
        guard index >= first else { throw LedgerError.pruned(index: index, first: first) }
        do {
            return try pool.read { try fetch($0, entries: index..<(index + UInt64(max(limit, 0))), bodies: bodies) }
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// - Returns: `nil` when nothing stands there.
    package func record(at position: LedgerPosition) throws -> LedgerRecord? {
        try records(from: position.index, limit: 1).first { $0.position == position }
    }

    /// The bytes of entries, as they were hashed.
    package func entries(_ range: Range<UInt64>) throws -> [[UInt8]] {
        guard range.lowerBound >= first else { throw LedgerError.pruned(index: range.lowerBound, first: first) }
        guard range.upperBound <= size else { throw LedgerError.outside(size: range.upperBound, of: size) }
        return try pool.read { db in
            try Data.fetchAll(
                db, sql: "SELECT bytes FROM entries WHERE place >= ? AND place < ? ORDER BY place",
                arguments: [Int64(range.lowerBound), Int64(range.upperBound)]
            ).map { Array($0) }
        }
    }

    private func fetch(_ db: Database, entries range: Range<UInt64>, bodies limit: Int) throws -> [LedgerRecord] {
        let statement = try db.cachedStatement(
            sql: "SELECT place, bytes FROM entries WHERE place >= ? AND place < ? ORDER BY place")
        let rows = try Row.fetchCursor(
            statement, arguments: [Int64(range.lowerBound), Int64(min(range.upperBound, 1 << 54))])
        var records: [LedgerRecord] = []
        while records.count < limit, let row = try rows.next() {
            let index = try row.place(0)
            let bytes = try row.blob(1)
            guard let entry = LedgerEntry(bytes) else {
                throw LedgerError.damaged(file: file, reason: "entry \(index) is not readable")
            }
            records += try slots(db, of: entry, leaf: .leaf(bytes), at: index)
        }
        return records
    }

    private func slots(_ db: Database, of entry: LedgerEntry, leaf: MerkleHash, at index: UInt64) throws -> [LedgerRecord] {
        let alone = LedgerRecord(
            position: LedgerPosition(index: index), header: entry.header, id: entry.header.id,
            version: entry.header.version, body: nil, erased: false)
        switch entry.content {
        case .none, .succession: return [alone]
        case .erasure(let positions):
            var record = alone
            record.erases = try positions.compactMap { try erased(db, at: $0) }
            return [record]
        case .body, .batch: break
        }
        let statement = try db.cachedStatement(
            sql: "SELECT place, sealed, id, version FROM bodies WHERE place >= ? AND place < ? ORDER BY place")
        let rows = try Row.fetchCursor(statement, arguments: [Int64(index) << 8, Int64(index + 1) << 8])
        let seal = seal?.entry(leaf)
        var records: [LedgerRecord] = []
        while let row = try rows.next() {
            var record = alone
            record.position = LedgerPosition(packed: try row.integer(0))
            if let id = try row.textIfAny(2) {
                let version = Int(try row.integer(3))
                guard let id = RecordID(rawValue: id) else {
                    throw LedgerError.damaged(file: file, reason: "the id at \(record.position) is not readable")
                }
                (record.id, record.version) = (id, version)
            }
            if let sealed = try row.blobIfAny(1), let seal {
                guard let body = seal.open(sealed, slot: record.position.slot)?.body else {
                    throw LedgerError.damaged(file: file, reason: "the body at \(record.position) does not open")
                }
                record.body = body
            } else {
                record.erased = true
            }
            records.append(record)
        }
        return records
    }

    private func erased(_ db: Database, at position: LedgerPosition) throws -> ErasedRecord? {
        guard
            let bytes = try Data.fetchOne(
                db, sql: "SELECT bytes FROM entries WHERE place = ?", arguments: [Int64(position.index)]),
            let entry = LedgerEntry(Array(bytes))
        else { return nil }
        var record = ErasedRecord(
            position: position, id: entry.header.id, version: entry.header.version, kind: entry.header.kind)
        if case .batch = entry.content,
            let row = try Row.fetchOne(
                db, sql: "SELECT id, version FROM bodies WHERE place = ?", arguments: [position.packed]),
            let id = RecordID(rawValue: try row.text(0))
        {
            (record.id, record.version) = (id, Int(try row.integer(1)))
        }
        return record
    }
}
