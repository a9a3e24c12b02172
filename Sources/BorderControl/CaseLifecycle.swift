// The life of one second-line case. A score never decides: a case moves only when a named officer says so, and
// the officer who screened is not the one who decides, unless the post allows it and says so.

package import Records

/// What an officer can say of a match.
package enum Verdict: String, Codable, Sendable, CaseIterable {
    case thisIsThePerson = "this-is-the-person"
    case notThisPerson = "not-this-person"
    /// Said of a case without a listed person: the document, or what the officer asked about, has been looked at.
    case examined
    /// Stays open, and the coordination centre is told.
    case cannotTell = "cannot-tell"
}

/// Why, from a short list; free text may be added.
package enum VerdictReason: String, Codable, Sendable, CaseIterable {
    case documentsCompared = "documents-compared"
    case birthDateDiffers = "birth-date-differs"
    case nameDiffers = "name-differs"
    case photoCompared = "photo-compared"
    case confirmedByOwner = "confirmed-by-owner"
    case statementOfTraveller = "statement-of-traveller"
    case informationMissing = "information-missing"
    case documentInOrder = "document-in-order"
    case answersFit = "answers-fit"
    /// To document examiners, or another authority whose work it is.
    case handedOver = "handed-over"
}

package struct Decision: Hashable, Codable, Sendable {
    package var verdict: Verdict
    package var reason: VerdictReason
    /// What the officer adds; may be empty, at most 500 characters.
    package var note: String
    package var officer: OfficerID
    /// Milliseconds since 1970-01-01 UTC.
    package var at: Int64
    /// The officer who screened decided, under the rule for a post with one officer on duty.
    package var alone: Bool
}

/// Why a decision was not taken.
package enum DecisionRefusal: Error, Equatable, CustomStringConvertible {
    case alreadyDecided
    case sameOfficer
    case noteTooLong(found: Int, limit: Int)

    package var description: String {
        switch self {
        case .alreadyDecided: "this case has been decided: open it to see by whom, nothing was changed"
        case .sameOfficer:
            "the officer who screened cannot decide the match: another officer must, or the post must be set up for one officer on duty"
        case .noteTooLong(let found, let limit): "the note has \(found) characters, at most \(limit) are kept: shorten it"
        }
    }
}

/// Where a case stands.
package struct CaseLifecycle: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Next: decided, by a person.
        case awaiting
        /// An officer could not tell; still open, shown to the coordination centre.
        case escalated
        case confirmed
        case rejected
        /// No listed person was part of it.
        case examined
    }

    package enum Action: Equatable, Sendable {
        case recordHit
        case rememberNotThisPerson
        case tellCoordination
        case close
    }

    package static let noteLimit = 500

    package private(set) var state = State.awaiting
    package private(set) var decisions: [Decision] = []
    package let screenedBy: OfficerID

    package init(screenedBy: OfficerID) { self.screenedBy = screenedBy }

    package var isOpen: Bool { state == .awaiting || state == .escalated }

    /// - Parameter loneOfficerAllowed: the post's rule.
    package mutating func decide(
        _ verdict: Verdict, reason: VerdictReason, note: String, by officer: OfficerID, at: Int64,
        loneOfficerAllowed: Bool
    ) throws(DecisionRefusal) -> Action {
        guard isOpen else { throw .alreadyDecided }
        guard note.count <= Self.noteLimit else { throw .noteTooLong(found: note.count, limit: Self.noteLimit) }
        let alone = officer == screenedBy
        guard !alone || loneOfficerAllowed else { throw .sameOfficer }
        decisions.append(
            Decision(verdict: verdict, reason: reason, note: note, officer: officer, at: at, alone: alone))
        switch verdict {
        case .thisIsThePerson:
            state = .confirmed
            return .recordHit
        case .notThisPerson:
            state = .rejected
            return .rememberNotThisPerson
        case .cannotTell:
            state = .escalated
            return .tellCoordination
        case .examined:
            state = .examined
            return .close
        }
    }
}
