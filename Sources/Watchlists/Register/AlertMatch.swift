// What screening answers about one alert: which, what it asks for, and the evidence for a person to judge.

package import Matching
package import Records

/// An alert that a traveller, or the document shown, may be the subject of. The machine's word.
package struct AlertMatch: Hashable, Codable, Sendable {
    package var alert: RecordID
    package var version: Int
    package var list: ListID
    /// The list's own name of the entry.
    package var reference: String
    package var action: AlertAction
    package var reason: AlertReason
    package var category: SubjectCategory
    package var owner: NodeID
    package var subject: AlertSubjectKind
    /// For a sought document: why it is sought.
    package var status: DocumentStatus?
    /// Name, birth-date and document evidence, each apart; for a document alert only the last.
    package var evidence: Match

    package init(
        alert: RecordID, version: Int, list: ListID, reference: String, action: AlertAction,
        reason: AlertReason,
        category: SubjectCategory, owner: NodeID, subject: AlertSubjectKind, status: DocumentStatus? = nil,
        evidence: Match
    ) {
        self.alert = alert
        self.version = version
        self.list = list
        self.reference = reference
        self.action = action
        self.reason = reason
        self.category = category
        self.owner = owner
        self.subject = subject
        self.status = status
        self.evidence = evidence
    }

    /// 0…1, to sort by. 1 only for the same document, or the same name and birth date.
    package var score: Double { evidence.score }
    /// What an officer of the second line reads, strongest first.
    package var reasons: [String] { evidence.reasons }
    /// The first line must not learn what this alert asks for.
    package var isDiscreet: Bool { action.rule.isDiscreet }
    package var protects: Bool { action.rule.protects }
}

extension AlertMatch {
    init(_ row: AlertRow, _ alert: Alert, status: DocumentStatus? = nil, evidence: Match) {
        self.init(
            alert: row.id, version: row.version, list: alert.list, reference: alert.reference,
            action: alert.action,
            reason: alert.reason, category: alert.category, owner: alert.owner, subject: alert.kind,
            status: status,
            evidence: evidence)
    }
}

extension Match {
    /// Evidence about a document alone: nothing is said of its holder.
    init(document: DocumentEvidence) {
        self.init(
            key: 0, score: document.relation == .same ? 1 : 0.8,
            name: NameEvidence(strength: 0, listed: nil, parts: []),
            birth: BirthEvidence(relation: .unknown, traveller: nil, listed: nil, reason: ""),
            document: document)
    }
}
