// One line of the audit, as the data protection officer reads it.

package import Foundation
package import Records

package struct AuditLine: Sendable, Hashable, Identifiable {
    /// How a line was found by a person's particulars.
    package enum Trace: Int, Sendable, Hashable, Comparable, CaseIterable {
        /// By the number of a document.
        case document = 0
        /// By a record that is about the person.
        case record = 1
        case nameAndBirth = 2
        /// The same name and nothing more: someone must look whether it is the same person.
        case nameOnly = 3

        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// Place in the audit: entry and, within a batch, slot.
    package let index: UInt64
    package let slot: Int
    package var id: String { "\(index).\(slot)" }
    package let time: Date
    /// Pseudonym; `Accounts.name(of:)` knows the name.
    package let officer: OfficerID
    package let purpose: Purpose
    package let kind: AuditKind
    package let post: PostID?
    package let what: String
    package let reason: AccessDecision.Reason?
    package let obligations: [AccessObligation]
    package let category: SubjectCategory?
    package let record: RecordID?
    package let subject: AuditSubject
    package let text: String?
    package let second: OfficerID?
    /// Set by `whoLookedAt`: the strongest of the ways it was found.
    package var foundBy: Trace?

    package var object: AccessObject? { if case .query(let object, _, _) = kind { object } else { nil } }
    package var action: AccessAction? { if case .query(_, let action, _) = kind { action } else { nil } }
    package var refused: Bool { kind.isRefusal }
}

/// Which lines to show. Everything left out means everything.
package struct AuditFilter: Sendable, Hashable {
    package var from: Date?
    package var until: Date?
    package var officer: OfficerID?
    package var purpose: Purpose?
    package var object: AccessObject?
    package var kinds: Set<AuditKind>
    package var refusedOnly: Bool
    /// Permitted in an emergency, and to be answered for within a day.
    package var breakGlassOnly: Bool
    /// Lines before this entry: for the next page.
    package var before: UInt64?
    package var limit: Int

    package init(
        from: Date? = nil, until: Date? = nil, officer: OfficerID? = nil, purpose: Purpose? = nil,
        object: AccessObject? = nil, kinds: Set<AuditKind> = [], refusedOnly: Bool = false,
        breakGlassOnly: Bool = false, before: UInt64? = nil, limit: Int = 200
    ) {
        self.from = from
        self.until = until
        self.officer = officer
        self.purpose = purpose
        self.object = object
        self.kinds = kinds
        self.refusedOnly = refusedOnly
        self.breakGlassOnly = breakGlassOnly
        self.before = before
        self.limit = limit
    }

    func admits(_ line: AuditLine) -> Bool {
        if let from, line.time < from { return false }
        if let until, line.time >= until { return false }
        if let officer, line.officer != officer { return false }
        if let purpose, line.purpose != purpose { return false }
        if let object, line.object != object { return false }
        if !kinds.isEmpty, !kinds.contains(line.kind) { return false }
        if refusedOnly, !line.refused { return false }
        if breakGlassOnly, line.reason != .breakGlass { return false }
        return before.map { line.index < $0 } ?? true
    }
}
