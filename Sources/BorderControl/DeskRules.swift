// The numbers the desks work by, as a table: name, value, reason. The data protection desk shows this table; the code
// below reads it. Nobody sets these from an environment.

import Matching
package import Records

/// By which rules a traveller was compared; part of every answer, so that it can be explained later.
package struct ScreeningRules: Hashable, Codable, Sendable {
    package var threshold = NameIndex.defaultThreshold
    /// 0 as long as the node never changed it; the record of kind `setting` of this version says when.
    package var version = 0

    package init() {}

    package init(threshold: Double, version: Int) { (self.threshold, self.version) = (threshold, version) }
}

/// How long desks remember, and what they fold together.
package struct DeskRules: Sendable {
    /// Scans of one document at one post within this time are one passage.
    package var passageSeconds: Int64 = 600
    /// At most this many reasons go to the first line; the second line sees all.
    package var reasonsShown = 3
    /// Matches kept in one case, strongest first.
    package var matchesKept = 10
    /// Demonstration data is loaded: documents of the specimen state are then nothing unusual.
    package var training = false
    /// Lowest score of a name shown to an officer, and how often the node has changed it.
    package var screening = ScreeningRules()

    package init() {}

    /// Review and deletion of what the desks write, in days.
    package struct Term: Sendable {
        package var kind: RecordKind
        package var reviewDays: Int
        package var deleteDays: Int
        package var reason: String
    }

    /// Only as long as the purpose needs: LED 2016/680 article 5; a match nobody confirmed is the traveller's
    /// data and no one else's.
    package static let terms: [Term] = [
        Term(kind: .match, reviewDays: 3, deleteDays: 30, reason: "an undecided match must not linger"),
        Term(kind: .hit, reviewDays: 365, deleteDays: 1_095, reason: "evidence of an action taken; 3 years"),
        Term(
            kind: .notThisPerson, reviewDays: 180, deleteDays: 365,
            reason: "spares a frequent traveller a stop each week; a year, then ask again"),
        Term(kind: .referral, reviewDays: 30, deleteDays: 365, reason: "follow-up of a protection referral"),
        Term(kind: .setting, reviewDays: 365, deleteDays: 3_650, reason: "names nobody; explains answers as long as anyone may ask"),
        Term(kind: .auditCheckpoint, reviewDays: 365, deleteDays: 1_460, reason: "names nobody; outlasts the audit it holds to"),
    ]

    /// Days left to a case once an officer has said that it is not the person, or that the examination is over.
    package static let rejectedMatchDays = 7

    static func retention(of kind: RecordKind, from day: CalendarDay) -> Retention {
        guard let term = terms.first(where: { $0.kind == kind }) else {
            preconditionFailure("no retention term for \(kind)")
        }
        return Retention(review: day.adding(days: term.reviewDays), delete: day.adding(days: term.deleteDays))
    }
}

extension RecordKind {
    /// A second-line case: the machine's opinion about one traveller, and what became of it.
    package static let match: Self = "match"
    /// A person's decision that a traveller is the one sought.
    package static let hit: Self = "hit"
    /// A person's decision that a traveller is not the one listed.
    package static let notThisPerson: Self = "not-this-person"
    /// Someone was pointed to protection: victim, child, asylum, medical.
    package static let referral: Self = "referral"
}
