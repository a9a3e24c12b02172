// What screening answers about one alert: which, what it asks for, and the evidence for a person to judge.

package import Matching
package import Records

/// An alert that a traveller may be the subject of.
package struct AlertMatch: Hashable, Codable, Sendable {
    package var alert: RecordID
    package var version: Int
    package var list: ListID
    package var reference: String
    package var action: AlertAction
    package var category: SubjectCategory
    package var subject: AlertSubjectKind
    /// Name, birth-date and document evidence, each apart; for a document alert only the last.
    package var evidence: Match
}
