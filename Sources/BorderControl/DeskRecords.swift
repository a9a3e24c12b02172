// Everything the desks have written, as data protection sees it: what is due for review, what must go, what is held about
// one person.

import GRDB
import Ledger
package import Records
package import Safeguards

package struct DeskRecords: RetainedRegister, SubjectRegister {
    package let name = "cases"
    package let object = AccessObject.match
    private let journal: Journal
    private let view: CaseView
    private let token: TravellerToken

    package init(journal: Journal, view: CaseView, token: TravellerToken) {
        self.journal = journal
        self.view = view
        self.token = token
    }

    package func reviews(dueBy day: CalendarDay, limit: Int) throws -> [DueReview] {
        try latest("review_on <= ? ORDER BY review_on, record LIMIT ?", [day.description, limit]).map {
            DueReview(record: $0.record, kind: $0.kind, register: name, author: $0.author, retention: $0.retention)
        }
    }

    package func pastDelete(on day: CalendarDay, limit: Int) throws -> [RecordID] {
        try latest("delete_on < ? ORDER BY delete_on, record LIMIT ?", [day.description, limit]).map(\.record)
    }

    /// All versions of each record, in one transaction.
    package func erase(_ records: [RecordID], under warrant: consuming MaintenanceWarrant) async throws {
        let marks = databaseQuestionMarks(count: records.count)
        let positions = try await journal.views.pool.read { db in
            try Int64.fetchAll(
                db, sql: "SELECT position FROM desk_bodies WHERE record IN (\(marks))",
                arguments: StatementArguments(records.map(\.rawValue)))
        }
        try await journal.erase(positions.map { LedgerPosition(index: UInt64(bitPattern: $0)) })
    }

    /// By document number, or by name and birth date, each through a blind token.
    package func held(about subject: AuditSubject, under warrant: consuming Warrant) throws -> [HeldRecord] {
        try latest(
            "(document_token = ?1 OR person_token = ?2) ORDER BY issued",
            [token.document(of: subject), token.person(of: subject)]
        ).map {
            HeldRecord(
                record: $0.record, register: name, what: Self.words[$0.kind] ?? $0.kind.rawValue, word: $0.kind.rawValue,
                since: CalendarDay(millisecondsSince1970: $0.issued), legalBasis: Journal.legalBasis,
                purposes: [.borderCheck], retention: $0.retention, restriction: $0.inquiry ? .inquiry : nil)
        }
    }

    private static let words: [RecordKind: String] = [
        .match: "a check at a border post that was looked at in the second line",
        .hit: "a decision at a border post that you are a person named in an alert",
    ]

    private struct Line {
        var record: RecordID
        var kind: RecordKind
        var author: OfficerID
        var issued: Int64
        var retention: Retention
        var inquiry: Bool
    }

    /// The latest version of each record that still has a body.
    private func latest(_ clause: String, _ arguments: StatementArguments) throws -> [Line] {
        try journal.views.pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT record, kind, author, issued, review_on, delete_on, inquiry FROM desk_bodies AS body
                    WHERE version = (SELECT max(version) FROM desk_bodies WHERE record = body.record) AND \(clause)
                    """, arguments: arguments
            ).map { row in
                guard let review = CalendarDay(row[4] as String), let delete = CalendarDay(row[5] as String) else {
                    throw LedgerError.damaged(file: "views.sqlite", reason: "a date of desk_bodies is none")
                }
                return Line(
                    record: RecordID(unchecked: row[0]), kind: RecordKind(unchecked: row[1]),
                    author: OfficerID(unchecked: row[2]), issued: row[3],
                    retention: Retention(review: review, delete: delete), inquiry: row[6])
            }
        }
    }
}
