// One traveller at the first line: what is asked, and what the officer is told.

package import Records
package import TravelDocuments

/// What the officer presents.
package struct ScreeningRequest: Sendable {
    package enum Presented: Sendable {
        /// The lines as scanned, two or three.
        case machineReadable([String])
        case typed(Traveller)
    }

    package var presented: Presented
    package var purpose: Purpose
    package var post: PostID
    package var direction: Direction
    /// Travellers who cross together (a family, a bus) carry the same group.
    package var group: RecordID?

    package init(
        _ presented: Presented, purpose: Purpose, post: PostID, direction: Direction, group: RecordID? = nil
    ) {
        self.presented = presented
        self.purpose = purpose
        self.post = post
        self.direction = direction
        self.group = group
    }
}

/// The software never refuses anyone: these are all the answers there are.
package enum Outcome: String, Codable, Sendable, CaseIterable {
    case clear
    case secondLine = "second-line"
}

/// Why a traveller is asked to the second line, in a form each desk can say in its own language.
///
/// Strongest first. None of them tells the first line who is listed or why.
package enum ScreeningReason: Hashable, Codable, Sendable {
    /// The document's number is on a register.
    case documentNotice
    /// The number differs from a registered one only in characters that scanners confuse.
    case documentResembles
    /// A person who may need protection.
    case personToProtect
    /// Name parts that are the same and parts that are variants.
    case nameMayBelong(same: Int, variant: Int)
    /// A check digit is wrong: scan again, or examine the document.
    case checkDigits([String])
    case expired
    /// The zone has an oddity that a genuine document does not have.
    case deviation(String)
    /// A document of the specimen state.
    case specimen
    /// No list says anything: the officer asks a colleague to look.
    case officerAsks(OfficerConcern)

    /// Stable word for APIs and language files.
    package var code: String {
        switch self {
        case .documentNotice: "document-notice"
        case .documentResembles: "document-resembles"
        case .personToProtect: "person-to-protect"
        case .nameMayBelong: "name-may-belong"
        case .checkDigits: "check-digits"
        case .expired: "expired"
        case .deviation: "deviation"
        case .specimen: "specimen"
        case .officerAsks: "officer-asks"
        }
    }

    /// What fills the gaps of the sentence, by name.
    package var details: [String: String] {
        switch self {
        case .nameMayBelong(let same, let variant): ["same": String(same), "variant": String(variant)]
        case .checkDigits(let fields): ["fields": fields.joined(separator: ", ")]
        case .deviation(let what): ["what": what]
        case .officerAsks(let concern): ["concern": concern.rawValue]
        default: [:]
        }
    }
}

extension ScreeningReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .documentNotice: "there is a notice on this document"
        case .documentResembles: "the document number resembles one with a notice: compare it with the document"
        case .personToProtect: "this person may need protection"
        case .nameMayBelong(let same, let variant):
            "the name may belong to a listed person (\(same) name parts same, \(variant) variant)"
        case .checkDigits(let fields): "check digits do not add up (\(fields.joined(separator: ", "))): scan again"
        case .expired: "the document has expired"
        case .deviation(let what): "unusual in the machine-readable zone: \(what)"
        case .specimen: "this is a specimen document"
        case .officerAsks(let concern): "an officer asks for a second look: \(concern.rawValue)"
        }
    }
}

/// What the first line is told.
package struct ScreeningAnswer: Sendable {
    package var outcome: Outcome
    /// Strongest first; at most `DeskRules.reasonsShown`.
    package var reasons: [ScreeningReason]
    /// The traveller as read, for the officer to compare with the document.
    package var traveller: Traveller
    /// What the zone says, when one was read.
    package var reading: MRZReading?
    /// The second-line case that was opened, or found open for the same passage.
    package var caseID: RecordID?
    /// The same document was scanned here minutes ago: one passage, counted once.
    package var folded: Bool
    /// A match was left aside because an officer has said before that this is another person.
    package var clearedBefore: Bool
    /// Everyone scanned so far under the same group.
    package var group: TravelGroup?
    /// Position of the audit entry of this query.
    package var auditIndex: UInt64
    /// By which rules the names were compared.
    package var rules: ScreeningRules
}

/// Travellers who cross together.
package struct TravelGroup: Hashable, Codable, Sendable {
    package var id: RecordID
    package var travellers = 0
    /// How many of them are asked to the second line: if any, all wait together.
    package var toSecondLine = 0
}

/// Why a screening was not made. No case quotes what was scanned.
package enum ScreeningRefusal: Error, Equatable, CustomStringConvertible {
    case unreadable(MRZError)
    case nothingToAsk
    case unknownPost
    /// The shift is at another post, or at none.
    case otherPost
    case manifestLength(found: Int, limit: Int)

    package var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .nothingToAsk: "neither a name nor a document number was given: enter at least one"
        case .unknownPost: "this post does not exist on this node: choose the post of your shift"
        case .manifestLength(let found, let limit):
            "the list has \(found) travellers, 1 to \(limit) are taken at once: send it in parts"
        case .otherPost: "your shift is not at this post: begin a shift here"
        }
    }
}
