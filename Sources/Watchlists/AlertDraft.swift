// An officer's own alert: checked, dated and ready for the ledger.

package import Foundation
package import Ledger
package import Records

/// What an officer enters.
package struct AlertDraft: Hashable, Sendable {
    package var subject: Alert.Subject
    package var action: AlertAction
    package var reason: AlertReason
    package var category: SubjectCategory
    package var legalBasis: String
    package var handling: Handling
    /// The case number of the desk, or another name by which it finds the alert again.
    package var reference: String
    /// By default as the table of actions says.
    package var retention: Retention?

    package init(
        _ subject: Alert.Subject, action: AlertAction, reason: AlertReason, category: SubjectCategory,
        legalBasis: String,
        handling: Handling = Handling(.amber), reference: String, retention: Retention? = nil
    ) {
        self.subject = subject
        self.action = action
        self.reason = reason
        self.category = category
        self.legalBasis = legalBasis
        self.handling = handling
        self.reference = reference
        self.retention = retention
    }
}

package enum AlertDraftError: Error, Hashable, Sendable, CustomStringConvertible {
    case nameMissing
    case nameTooLong(found: Int, limit: Int)
    case tooManyNames(found: Int, limit: Int)
    case legalBasisMissing
    case referenceLength(found: Int, limit: Int)
    case actionForOther(AlertAction, AlertSubjectKind)
    case categoryContradicts(SubjectCategory, AlertAction)
    case keptTooLong(found: CalendarDay, latest: CalendarDay)

    package var description: String {
        switch self {
        case .nameMissing: "the person has no name with a letter in it: enter at least one name"
        case .nameTooLong(let found, let limit):
            "a name has \(found) bytes, at most \(limit) are kept: shorten it"
        case .tooManyNames(let found, let limit):
            "\(found) names were given, at most \(limit) are kept: leave out spellings"
        case .legalBasisMissing: "the legal basis is empty: name the law or the order this alert rests on"
        case .referenceLength(let found, let limit):
            "the reference has \(found) bytes, 1 to \(limit) are kept: correct it"
        case .actionForOther(let action, let kind):
            "\"\(action.rule.title)\" cannot be asked of a \(kind.rawValue): choose another action"
        case .categoryContradicts(let category, let action):
            "a person entered as \(category.rawValue) cannot be sought for \"\(action.rule.title)\": "
                + "choose what fits the person's part"
        case .keptTooLong(let found, let latest):
            "the delete date \(found) is after \(latest), the last this action allows: shorten it; it can be extended at review"
        }
    }
}

/// Makes the records of a node's own alerts.
package struct AlertAuthor: Sendable {
    let node: NodeID
    let now: @Sendable () -> Date
    let chance: @Sendable () -> UInt64

    /// What officers write does not go into headers, which stay for ever: `Alert.basis` has it.
    static let headerBasis = "national alert; its basis stands in the alert"

    /// The list of a node's own alerts.
    package static let ownList: ListID = "NAT"

    /// - Parameters:
    ///   - chance: 64 random bits a call.
    package init(
        node: NodeID, now: @escaping @Sendable () -> Date,
        chance: @escaping @Sendable () -> UInt64
    ) {
        self.node = node
        self.now = now
        self.chance = chance
    }

    package func add(_ draft: AlertDraft, by officer: OfficerID) throws -> RecordDraft {
        let id = RecordID(
            milliseconds: UInt64(max(0, milliseconds)),
            chance: (chance(), UInt16(truncatingIfNeeded: chance())))
        return try record(draft, id, version: 1, officer)
    }

    /// The next version. The term starts anew: a correction is a review.
    package func correct(_ held: HeldAlert, with draft: AlertDraft, by officer: OfficerID) throws
        -> RecordDraft
    {
        try record(draft, held.id, version: held.version + 1, officer)
    }

    /// A version without a body.
    package func withdraw(_ held: HeldAlert, by officer: OfficerID) -> RecordDraft {
        RecordDraft(
            header: header(
                held.id, held.version + 1, officer, Handling(.amber),
                held.alert.action.retention(from: today)),
            body: nil)
    }

    private var milliseconds: Int64 { Int64(now().timeIntervalSince1970 * 1_000) }
    private var today: CalendarDay { CalendarDay(millisecondsSince1970: milliseconds) }

    private func record(_ draft: AlertDraft, _ id: RecordID, version: Int, _ officer: OfficerID) throws
        -> RecordDraft
    {
        let longest = draft.action.retention(from: today)
        try draft.check(latest: longest.delete)
        let alert = Alert(
            draft.subject, list: Self.ownList, reference: draft.reference, action: draft.action,
            reason: draft.reason,
            category: draft.category, owner: node, basis: draft.legalBasis)
        return RecordDraft(
            header: header(
                id, version, officer, draft.handling, draft.retention ?? longest),
            body: alert.encoded)
    }

    private func header(
        _ id: RecordID, _ version: Int, _ officer: OfficerID, _ handling: Handling,
        _ retention: Retention
    ) -> RecordHeader {
        RecordHeader(
            id: id, kind: .alert, version: version, node: node, author: officer, issued: milliseconds,
            handling: handling,
            purposes: [.borderCheck, .investigation], legalBasis: Self.headerBasis, retention: retention)
    }
}

extension AlertDraft {
    /// - Parameter latest: the last delete date the action allows.
    package func check(latest: CalendarDay) throws(AlertDraftError) {
        guard legalBasis.contains(where: \.isLetter) else { throw .legalBasisMissing }
        guard (1...128).contains(reference.utf8.count) else {
            throw .referenceLength(found: reference.utf8.count, limit: 128)
        }
        guard action.rule.subjects.contains(subject.kind) else { throw .actionForOther(action, subject.kind) }
        let searched: Set<AlertAction> = [
            .arrest, .discreetCheck, .inquiryCheck, .specificCheck, .refuseEntryCheck,
        ]
        if [.victim, .missing].contains(category), searched.contains(action) {
            throw .categoryContradicts(category, action)
        }
        if let delete = retention?.delete, delete > latest {
            throw .keptTooLong(found: delete, latest: latest)
        }
        guard case .person(let identity) = subject else { return }
        guard identity.names.contains(where: { $0.value.contains(where: \.isLetter) }) else {
            throw .nameMissing
        }
        guard identity.names.count <= ListLimits.namesPerPerson else {
            throw .tooManyNames(found: identity.names.count, limit: ListLimits.namesPerPerson)
        }
        if let long = identity.names.map(\.value.utf8.count).max(), long > ListLimits.nameBytes {
            throw .nameTooLong(found: long, limit: ListLimits.nameBytes)
        }
    }
}
