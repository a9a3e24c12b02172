// Alerts as data protection sees them: what is due for review, what must go, what is held about one person.

import GRDB
package import Ledger
package import Records
package import Safeguards

package struct AlertRecords: RetainedRegister, SubjectRegister {
    package let name = "alerts"
    package let object = AccessObject.alertPerson
    private let register: AlertRegister
    private let ledger: LedgerStore
    private let views: ViewFile
    private let erasure: @Sendable () -> RecordHeader

    /// - Parameters:
    ///   - views: holds the register's tables and `AlertBodies`.
    ///   - erasure: a fresh header of kind `erasure`.
    package init(
        register: AlertRegister, ledger: LedgerStore, views: ViewFile, erasure: @escaping @Sendable () -> RecordHeader
    ) {
        self.register = register
        self.ledger = ledger
        self.views = views
        self.erasure = erasure
    }

    package func reviews(dueBy day: CalendarDay, limit: Int) throws -> [DueReview] {
        try latest("withdrawn = 0 AND review_on <= ? ORDER BY review_on, record LIMIT ?", [day.ordinal, limit]) { row in
            DueReview(
                record: RecordID(unchecked: row[0]), kind: .alert, register: name, author: OfficerID(unchecked: row[1]),
                retention: Retention(review: CalendarDay(ordinal: row[2]), delete: CalendarDay(ordinal: row[3])))
        }
    }

    /// Past the term, or withdrawn `AlertBodies.withdrawnDays` ago.
    package func pastDelete(on day: CalendarDay, limit: Int) throws -> [RecordID] {
        try latest("delete_on < ? ORDER BY delete_on, record LIMIT ?", [day.ordinal, limit]) { RecordID(unchecked: $0[0]) }
    }

    /// All versions of each record, in one transaction.
    package func erase(_ records: [RecordID], under warrant: consuming MaintenanceWarrant) async throws {
        let marks = databaseQuestionMarks(count: records.count)
        let positions = try await views.pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT idx, slot FROM alert_bodies WHERE withdrawn = 0 AND record IN (\(marks))",
                arguments: StatementArguments(records.map(\.rawValue))
            ).map { LedgerPosition(index: UInt64(bitPattern: $0[0] as Int64), slot: $0[1]) }
        }
        try await ledger.erase(positions, header: erasure())
        try await views.catchUp()
    }

    /// By document number, or by a listed name and birth date that are the same.
    package func held(about subject: AuditSubject, under warrant: consuming Warrant) throws -> [HeldRecord] {
        try register.about(subject, under: warrant).map { held in
            HeldRecord(
                record: held.id, register: name, what: "an alert (\(held.alert.action.rule.title)) from the list \(held.alert.list)",
                word: "alert", details: ["action": held.alert.action.rawValue, "list": held.alert.list.rawValue],
                since: held.alert.listed ?? CalendarDay(millisecondsSince1970: held.id.milliseconds),
                legalBasis: held.alert.basis ?? "the law under which the list was adopted",
                purposes: [.borderCheck, .investigation],
                retention: Retention(review: min(held.review, held.delete), delete: held.delete),
                restriction: held.alert.action.isInquiry ? .inquiry : nil)
        }
    }

    private func latest<Line>(
        _ clause: String, _ arguments: StatementArguments, _ line: (Row) -> Line
    ) throws -> [Line] {
        try views.pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT record, author, review_on, delete_on FROM alert_bodies AS body WHERE version =
                        (SELECT max(version) FROM alert_bodies WHERE record = body.record) AND \(clause)
                    """, arguments: arguments
            ).map(line)
        }
    }
}

extension AlertRegister {
    /// Alerts that name this person: the same document number, or the same name with the same birth date.
    func about(_ subject: AuditSubject, under warrant: consuming Warrant) throws -> [HeldAlert] {
        try register().read(under: warrant) { shelf in
            var found: [RecordID: HeldAlert] = [:]
            if let number = subject.document {
                var search = AlertSearch()
                search.number = number
                for held in try shelf.search(search) { found[held.id] = held }
            }
            if let name = subject.name {
                var search = AlertSearch()
                search.name = name
                for held in try shelf.search(search) where held.alert.names(name, born: subject.birth) { found[held.id] = held }
            }
            return found.values.sorted { $0.id < $1.id }
        }
    }
}

extension Alert {
    /// The same letters in any order of the parts, and a birth date that can be the same.
    fileprivate func names(_ name: String, born: PartialDate?) -> Bool {
        guard case .person(let identity) = subject else { return false }
        func parts(_ text: String) -> [String] {
            text.uppercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init).sorted()
        }
        let agrees = born.map { born in identity.births.contains { $0.span.overlaps(born.span) } } ?? true
        return agrees && identity.names.contains { parts($0.value) == parts(name) }
    }
}
