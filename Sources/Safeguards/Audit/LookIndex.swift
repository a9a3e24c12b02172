// Blind tokens beside the audit, in one file a month, filled from the day files in order. Lost or damaged files are
// deleted and filled again: nothing in them is original.

import Foundation
import GRDB
import Ledger
import Records
import Synchronization

/// Where the looks at a person stand, without saying at whom.
final class LookIndex: Sendable {
    struct Find: Hashable {
        var trace: AuditLine.Trace
        var day: CalendarDay
        var position: LedgerPosition
    }

    private let days: AuditDays
    /// One filling at a time.
    private let filling = Mutex(())

    init(days: AuditDays) { self.days = days }

    /// Brings the index up to the last entry: O(new entries), measured by `serai bench`. The node runs it every minute.
    func catchUp() throws {
        try filling.withLock { _ in
            let all = try days.all()
            for (month, days) in Dictionary(grouping: all, by: Self.month).sorted(by: { $0.key < $1.key }) {
                guard let database = try open(month, creating: true) else { continue }
                let complete = try database.read {
                    try Set(Int.fetchAll($0, sql: "SELECT day FROM filled WHERE complete"))
                }
                // A day is complete once the next has begun: its last writer was waited for.
                for day in days where !complete.contains(day.ordinal) {
                    try catchUp(day, isComplete: day != all.last, in: database)
                }
            }
        }
    }

    /// Every place where a look at this subject stands, the strongest trace for each.
    func find(_ subject: AuditSubject, records: [RecordID]) throws -> [Find] {
        try catchUp()
        let days = try days.all()
        var finds: [LedgerPosition: Find] = [:]
        for month in Set(days.map(Self.month)).sorted() {
            guard let database = try open(month, creating: false) else { continue }
            for find in try traces(of: subject, records: records, month: month, in: database)
            where days.contains(find.day) {
                if let known = finds[find.position], known.trace <= find.trace { continue }
                finds[find.position] = find
            }
        }
        return finds.values.sorted { $0.position < $1.position }
    }

    /// Removes every trace; they are filled again from the day files.
    func discard() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: days.folder.path) where name.hasPrefix("looks-") {
            try FileManager.default.removeItem(at: days.folder.appending(path: name))
        }
    }

    /// Forgets a day; a month without days loses its file and its key.
    func forget(_ day: CalendarDay) throws {
        let month = Self.month(day)
        let left = try days.all().filter { Self.month($0) == month && $0 != day }
        if left.isEmpty {
            try days.secrets.destroy(Self.keyName(month))
            for suffix in ["", "-wal", "-shm"] {
                let file = days.folder.appending(path: Self.fileName(month) + suffix)
                if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
            }
        } else if let database = try open(month, creating: false) {
            try database.write { db in
                try db.execute(sql: "DELETE FROM look WHERE day = ?", arguments: [day.ordinal])
                try db.execute(sql: "DELETE FROM filled WHERE day = ?", arguments: [day.ordinal])
            }
        }
    }

    private func traces(
        of subject: AuditSubject, records: [RecordID], month: String, in database: DatabaseQueue
    ) throws -> [Find] {
        let blind = BlindTokens(key: try days.secrets.existing(Self.keyName(month)))
        let asked =
            blind.tokens(of: subject, record: nil)
            + records.flatMap { blind.tokens(of: .none, record: $0) }
        return try database.read { db in
            try asked.flatMap { trace, token in
                try Row.fetchAll(db, sql: "SELECT day, entry, slot FROM look WHERE token = ?", arguments: [token]).map {
                    Find(
                        trace: trace, day: CalendarDay(ordinal: $0[0]),
                        position: LedgerPosition(index: UInt64($0[1] as Int64), slot: $0[2]))
                }
            }
        }
    }

    private func catchUp(_ day: CalendarDay, isComplete: Bool, in database: DatabaseQueue) throws {
        let filled = try database.read {
            try Int64.fetchOne($0, sql: "SELECT next FROM filled WHERE day = ?", arguments: [day.ordinal])
        }
        let store = try days.read(day)
        let size = store.size
        var next = filled.map(UInt64.init) ?? store.first
        let blind = BlindTokens(key: try days.secrets.key(Self.keyName(Self.month(day))))
        while next < size {
            let end = min(next + 500, size)
            let records = try store.records(from: next, limit: Int(end - next))
            try database.write { db in try fill(records, of: day, upTo: end, blind: blind, in: db) }
            next = end
        }
        guard isComplete else { return }
        try database.write { db in
            try db.execute(
                sql: "INSERT INTO filled (day, next, complete) VALUES (?, ?, 1) ON CONFLICT (day) DO UPDATE SET complete = 1",
                arguments: [day.ordinal, Int64(size)])
        }
    }

    private func fill(
        _ records: [LedgerRecord], of day: CalendarDay, upTo end: UInt64, blind: BlindTokens, in db: Database
    ) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO look (token, entry, slot, day) VALUES (?, ?, ?, ?)")
        for record in records {
            guard let bytes = record.body else { continue }
            let body = try AuditBody(bytes: bytes)
            for (_, token) in blind.tokens(of: body.subject ?? .none, record: body.record) {
                try insert.execute(arguments: [
                    token, Int64(record.position.index), record.position.slot, day.ordinal,
                ])
            }
        }
        try db.execute(
            sql: "INSERT INTO filled (day, next) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET next = excluded.next",
            arguments: [day.ordinal, Int64(end)])
    }

    private func open(_ month: String, creating: Bool) throws -> DatabaseQueue? {
        let file = days.folder.appending(path: Self.fileName(month))
        guard creating || FileManager.default.fileExists(atPath: file.path) else { return nil }
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON") }
        let database = try DatabaseQueue(path: file.path, configuration: configuration)
        try database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS look (
                        token BLOB NOT NULL, entry INTEGER NOT NULL, slot INTEGER NOT NULL, day INTEGER NOT NULL,
                        PRIMARY KEY (token, entry, slot)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE IF NOT EXISTS filled (
                        day INTEGER PRIMARY KEY, next INTEGER NOT NULL, complete INTEGER NOT NULL DEFAULT 0
                    ) STRICT
                    """)
        }
        return database
    }

    /// `2026-11`.
    private static func month(_ day: CalendarDay) -> String { String(day.description.prefix(7)) }
    private static func keyName(_ month: String) -> String { "audit/\(month).blind" }
    private static func fileName(_ month: String) -> String { "looks-\(month).sqlite" }
}
