// A second-line case: one traveller, the listed identities they may be, and what an officer said of it.

package import Records
package import Watchlists

/// Body of a `match` record. Each version holds the whole case.
package struct CaseFile: Hashable, Codable, Sendable {
    package var id: RecordID
    package var post: PostID
    package var direction: Direction
    package var purpose: Purpose
    /// Milliseconds since 1970-01-01 UTC.
    package var opened: Int64
    package var traveller: Traveller
    /// As scanned; empty when typed.
    package var lines: [String]
    package var reasons: [ScreeningReason]
    /// Strongest first, at most `DeskRules.matchesKept`.
    package var matches: [AlertMatch]
    package var group: TravelGroup?
    package var lifecycle: CaseLifecycle

    /// Someone who may need protection is among the matches.
    package var protect: Bool { reasons.contains(.personToProtect) }

    /// What can be said of it: of a listed person only where there is one, so that an officer's doubt never counts as a hit.
    package var verdicts: [Verdict] {
        matches.isEmpty ? [.examined, .cannotTell] : [.thisIsThePerson, .notThisPerson, .cannotTell]
    }
}

/// Body of a `hit` record.
package struct Hit: Hashable, Codable, Sendable {
    package var caseID: RecordID
    package var post: PostID
    package var direction: Direction
    package var at: Int64
    package var alert: RecordID
    package var alertVersion: Int
    package var list: ListID
    package var reference: String
    package var action: AlertAction
    package var traveller: Traveller
    package var decision: Decision
}
