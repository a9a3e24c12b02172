// What the retention job asks of a register, whatever it holds.

package import Records

/// A record whose review date has come, or soon comes. No personal data.
package struct DueReview: Sendable, Hashable, Identifiable {
    package var id: RecordID { record }
    package let record: RecordID
    package let kind: RecordKind
    /// `alerts`, `cases`.
    package let register: String
    /// Who made it; the first to ask.
    package let author: OfficerID
    package let retention: Retention

    package init(record: RecordID, kind: RecordKind, register: String, author: OfficerID, retention: Retention) {
        self.record = record
        self.kind = kind
        self.register = register
        self.author = author
        self.retention = retention
    }
}

/// A register whose records have a review date and a delete date.
package protocol RetainedRegister: Sendable {
    /// `alerts`, `cases`: for reports.
    var name: String { get }

    /// Records whose review date is on or before a day and which are still alive, oldest date first.
    func reviews(dueBy day: CalendarDay, limit: Int) throws -> [DueReview]

    /// Records whose delete date is before a day, bodies still there.
    func pastDelete(on day: CalendarDay, limit: Int) throws -> [RecordID]

    /// Destroys the bodies of these records, in the ledger and in every view.
    func erase(_ records: [RecordID], under warrant: consuming MaintenanceWarrant) async throws
}
