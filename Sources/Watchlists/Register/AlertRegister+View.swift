// How the ledger fills the register. An alert of an officer is in force with its entry; those of an import wait in a
// staging table until the entry that closes the import puts all of them in force at once.

import Foundation
package import GRDB
package import Ledger
import Records
import Synchronization

extension AlertRegister: LedgerView {
    package var name: String { "alerts" }
    package var tables: [String] { ["alerts", "alert_staging", "alert_lists", "alert_unreadable"] }

    package func migrate(_ db: Database) throws {
        let columns = """
            id TEXT NOT NULL, version INTEGER NOT NULL, idx INTEGER NOT NULL, slot INTEGER NOT NULL, list TEXT,
            kind TEXT, action TEXT, reference BLOB, content BLOB, fold BLOB, body BLOB, review_on INTEGER, delete_on INTEGER
            """
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS alerts (\(columns), PRIMARY KEY (id));
                CREATE INDEX IF NOT EXISTS alerts_fold ON alerts (fold) WHERE fold IS NOT NULL;
                CREATE INDEX IF NOT EXISTS alerts_reference ON alerts (list, reference);
                CREATE INDEX IF NOT EXISTS alerts_delete ON alerts (delete_on);
                CREATE INDEX IF NOT EXISTS alerts_place ON alerts (idx, slot);
                CREATE TABLE IF NOT EXISTS alert_staging (\(columns), PRIMARY KEY (idx, slot));
                CREATE TABLE IF NOT EXISTS alert_lists (
                    list TEXT PRIMARY KEY, publisher TEXT NOT NULL, source_date TEXT NOT NULL, imported INTEGER NOT NULL,
                    idx INTEGER NOT NULL);
                CREATE TABLE IF NOT EXISTS alert_unreadable (idx INTEGER NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY (idx, slot));
                """)
    }

    package func apply(_ records: [LedgerRecord], in db: Database) throws {
        var read: [LedgerPosition: Alert] = [:]
        for record in records {
            for erased in record.erases where erased.kind == .alert { try forget(erased, in: db) }
            switch record.header.kind {
            case .alert: try keep(record, &read, in: db)
            case .listImport: try close(record, in: db)
            default: break
            }
        }
        justRead.withLock { $0 = read }
    }

    private func keep(_ record: LedgerRecord, _ read: inout [LedgerPosition: Alert], in db: Database) throws {
        let row = try record.body.flatMap { body -> AlertRow? in
            do {
                let alert = try Alert(body: body)
                read[record.position] = alert
                return try AlertRow(record, alert, body: body, seal: seal)
            } catch is DecodingError {
                return try unreadable(record, in: db)
            } catch is JSONRefusal {
                return try unreadable(record, in: db)
            }
        }
        if let list = record.stagedFor {
            return try stage(row, record, list: list, in: db)
        }
        if let row {
            try insert(into: "alerts", row, in: db)
        } else {
            try db.cachedStatement(sql: "DELETE FROM alerts WHERE id = ? AND version <= ?")
                .execute(arguments: [record.id.rawValue, record.version])
        }
    }

    /// A version without a body, or with an erased one, waits like the others: it will end what it follows.
    private func stage(_ row: AlertRow?, _ record: LedgerRecord, list: ListID, in db: Database) throws {
        if let row { return try insert(into: "alert_staging", row, in: db) }
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO alert_staging (id, version, idx, slot, list) VALUES (?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                record.id.rawValue, record.version, Int64(record.position.index), record.position.slot,
                list.rawValue,
            ])
    }

    private func insert(into table: String, _ row: AlertRow, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql:
                "INSERT OR REPLACE INTO \(table) (\(AlertRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        try statement.execute(arguments: row.arguments)
    }

    /// A body that is no alert is counted and left out; the others must not wait for it.
    private func unreadable(_ record: LedgerRecord, in db: Database) throws -> AlertRow? {
        try db.execute(
            sql: "INSERT OR REPLACE INTO alert_unreadable VALUES (?, ?)",
            arguments: [Int64(record.position.index), record.position.slot])
        return nil
    }

    private func close(_ record: LedgerRecord, in db: Database) throws {
        guard let body = record.body, let closing = try? ListImportRecord(body: body) else { return }
        let list = closing.source.list.rawValue
        if let range = closing.range {
            let staged = "FROM alert_staging WHERE list = ? AND idx BETWEEN ? AND ?"
            let arguments: StatementArguments = [list, Int64(range.lowerBound), Int64(range.upperBound)]
            try db.execute(sql: "DELETE FROM alerts WHERE id IN (SELECT id \(staged))", arguments: arguments)
            try db.execute(
                sql:
                    "INSERT OR REPLACE INTO alerts (\(AlertRow.columns)) SELECT \(AlertRow.columns) \(staged) AND body IS NOT NULL",
                arguments: arguments)
        }
        try db.execute(sql: "DELETE FROM alert_staging WHERE list = ?", arguments: [list])
        try db.execute(
            sql: "INSERT OR REPLACE INTO alert_lists VALUES (?, ?, ?, ?, ?)",
            arguments: [
                list, closing.source.publisher, closing.source.date.description, record.header.issued,
                Int64(record.position.index),
            ])
    }

    /// Leaves what a rebuild would find: no row where a body was in force, an empty one where it still waits.
    private func forget(_ erased: ErasedRecord, in db: Database) throws {
        let place: StatementArguments = [Int64(erased.position.index), erased.position.slot]
        try db.cachedStatement(sql: "DELETE FROM alerts WHERE idx = ? AND slot = ?").execute(arguments: place)
        try db.cachedStatement(
            sql: """
                UPDATE alert_staging SET kind = NULL, action = NULL, reference = NULL, content = NULL, fold = NULL, body = NULL,
                review_on = NULL, delete_on = NULL WHERE idx = ? AND slot = ?
                """
        ).execute(arguments: place)
        try db.cachedStatement(sql: "DELETE FROM alert_unreadable WHERE idx = ? AND slot = ?")
            .execute(arguments: place)
    }

    package func committed(_ records: [LedgerRecord]) {
        var slice: [(record: LedgerRecord, alert: Alert?, list: ListID)] = []
        // A rebuild may have read something else meanwhile: then it is read again.
        let read = justRead.withLock { read in
            defer { read = [:] }
            return read
        }
        for record in records {
            let alert =
                record.header.kind == .alert
                ? read[record.position] ?? record.body.flatMap { try? Alert(body: $0) } : nil
            if record.header.kind == .alert, let list = record.stagedFor {
                slice.append((record, alert, list))
                continue
            }
            names.stage(slice)
            slice = []
            for erased in record.erases where erased.kind == .alert {
                names.forget(erased.id, at: erased.position)
            }
            switch record.header.kind {
            case .alert: names.put(record, alert)
            case .listImport:
                guard let closing = record.body.flatMap({ try? ListImportRecord(body: $0) }) else { continue }
                names.close(closing.source.list, closing.range)
            default: break
            }
        }
        names.stage(slice)
    }
}

extension LedgerRecord {
    /// The list whose import this record belongs to; `nil` for an officer's own.
    var stagedFor: ListID? { ListImport.list(of: header.author) }
}
