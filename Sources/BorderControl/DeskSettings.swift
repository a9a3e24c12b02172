// What the node was set to when it gave an answer. A setting that changes how travellers are screened is a record like any
// other: whoever asks later why someone was stopped, or was not, finds it.

package import GRDB
package import Ledger
import Foundation
package import Records
package import Safeguards

/// The newest value of each setting that was changed, filled from the ledger.
package struct DeskSettings: LedgerView {
    package let name = "settings"
    package let tables = ["desk_settings"]

    package init() {}

    private struct Body: Codable {
        var name: String
        var value: String
    }

    package func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS desk_settings (
                    name TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER NOT NULL, record TEXT NOT NULL
                ) STRICT, WITHOUT ROWID
                """)
    }

    package func apply(_ records: [LedgerRecord], in db: Database) throws {
        for record in records where record.header.kind == .setting {
            guard let bytes = record.body, let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else { continue }
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO desk_settings VALUES (?, ?, ?, ?)")
                .execute(arguments: [body.name, body.value, record.version, record.id.rawValue])
        }
    }

    package func committed(_ records: [LedgerRecord]) {}

    /// Writes a setting to the ledger and the audit when it is not what it was; nothing otherwise.
    ///
    /// - Parameter standard: the value of a node that never set it.
    /// - Returns: how often it was changed so far.
    package func keep(
        _ setting: String, _ value: String, standard: String, journal: Journal, gate: Gate
    ) async throws -> Int {
        let held = try journal.views.pool.read { db in
            try Row.fetchOne(
                db, sql: "SELECT value, version, record FROM desk_settings WHERE name = ?", arguments: [setting])
        }
        let version: Int = held?[1] ?? 0
        let former: String = held?[0] ?? standard
        guard former != value else { return version }
        let id = (held?[2] as String?).flatMap { RecordID(rawValue: $0) } ?? journal.newID()
        try await gate.record(
            AuditEvent(.setting, by: AuditLog.machine, what: "\(setting) from \(former) to \(value)", record: id))
        try await journal.write([
            journal.draft(
                .setting, id: id, version: version + 1, by: AuditLog.machine, Body(name: setting, value: value),
                purposes: [.administration])
        ])
        return version + 1
    }
}

extension RecordKind {
    /// How the node screens, from here on.
    package static let setting: Self = "setting"
}
