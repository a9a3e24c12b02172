// What desks see without opening anything: lines of the queue and of the live list, and referrals. No personal data.

package import Records

/// Whom a referral goes to.
package enum ReferralKind: String, Codable, Sendable, CaseIterable {
    case victim, child, asylum, medical
}

/// Body of a `referral` record: no name, the person tells their own story to those who protect.
package struct Referral: Hashable, Codable, Sendable {
    package var kind: ReferralKind
    package var post: PostID
    package var at: Int64
    package var by: OfficerID
    package var caseID: RecordID?
}

/// One line of the second-line queue: enough to choose the next case, nothing about the person.
package struct QueueLine: Hashable, Codable, Sendable {
    package var id: RecordID
    package var post: PostID
    package var direction: Direction
    package var opened: Int64
    package var state: CaseLifecycle.State
    /// `document-notice`, `name-may-belong`, …: the strongest reason's code.
    package var reason: String
    package var protect: Bool
    package var screenedBy: OfficerID
    package var group: RecordID?
    package var position: UInt64
}

/// One thing that happened, for the coordination centre. Its id is a ledger position, so a reader who was away
/// asks for everything after the last one seen.
package struct LiveEvent: Hashable, Codable, Sendable, Identifiable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case caseOpened = "case-opened"
        case hit
        case rejected
        case examined
        case escalated
        case referral
    }

    package var id: UInt64
    package var kind: Kind
    package var at: Int64
    package var post: PostID
    /// Action to take for a hit, kind of a referral, reason code of a case.
    package var word: String
    package var list: ListID?
    package var caseID: RecordID?
    package var protect: Bool
    /// Decided by the officer who screened, under the lone-officer rule.
    package var alone: Bool
}
