// Every body an alert ever had, and until when. The register knows what is in force; this table knows what still exists, so
// that withdrawn and corrected versions are erased too. No personal data.

package import GRDB
package import Ledger
import Records

package struct AlertBodies: LedgerView {
    package let name = "alert-bodies"
    package let tables = ["alert_bodies"]

    package init() {}

    package func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS alert_bodies (
                    idx INTEGER NOT NULL, slot INTEGER NOT NULL, record TEXT NOT NULL, version INTEGER NOT NULL,
                    author TEXT NOT NULL, issued INTEGER NOT NULL, review_on INTEGER NOT NULL, delete_on INTEGER NOT NULL,
                    withdrawn INTEGER NOT NULL, PRIMARY KEY (idx, slot)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX IF NOT EXISTS alert_bodies_record ON alert_bodies (record, version);
                CREATE INDEX IF NOT EXISTS alert_bodies_delete ON alert_bodies (delete_on);
                """)
    }

    /// A withdrawal counts as the end of the record: its row says when the bodies before it must go.
    package func apply(_ records: [LedgerRecord], in db: Database) throws {
        let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO alert_bodies VALUES (?,?,?,?,?,?,?,?,?)")
        let forget = try db.cachedStatement(sql: "DELETE FROM alert_bodies WHERE record = ?")
        for record in records {
            for erased in record.erases where erased.kind == .alert { try forget.execute(arguments: [erased.id.rawValue]) }
            guard record.header.kind == .alert, !record.erased else { continue }
            let withdrawn = record.body == nil
            let terms = record.header.retention
            let end = CalendarDay(millisecondsSince1970: record.header.issued).adding(days: Self.withdrawnDays)
            try insert.execute(arguments: [
                Int64(record.position.index), record.position.slot, record.id.rawValue, record.version,
                record.header.author.rawValue, record.header.issued,
                (withdrawn ? end : terms.review).ordinal, (withdrawn ? end : terms.delete).ordinal, withdrawn,
            ])
        }
    }

    package func committed(_ records: [LedgerRecord]) {}

    /// Days a withdrawn alert's bodies are kept, for undoing a mistake and answering for a hit.
    package static let withdrawnDays = 30
}
