// What an officer wants to look at, or do, and why: written to the audit before anything is read.

package import Records

/// Whom a query is about, as far as the officer said. Kept sealed; findable later through blind tokens.
package struct AuditSubject: Hashable, Codable, Sendable {
    package var document: DocumentNumber?
    /// As asked, any script.
    package var name: String?
    package var birth: PartialDate?

    package init(document: DocumentNumber? = nil, name: String? = nil, birth: PartialDate? = nil) {
        self.document = document
        self.name = name
        self.birth = birth
    }

    package init(_ traveller: Traveller) {
        self.init(document: traveller.document?.number, name: traveller.name.text, birth: traveller.birth)
    }

    /// Nobody: a list, a queue, a picture.
    package static let none = AuditSubject()
    package var isEmpty: Bool { self == .none }
}

/// One look or one act, with its reason. There is no default purpose.
package struct AuditedQuery: Hashable, Sendable {
    package var object: AccessObject
    package var action: AccessAction
    package var purpose: Purpose
    package var post: PostID?
    /// The kind of look, in the words of the desk: `screening`, `alert page`. No personal data.
    package var what: String
    package var subject: AuditSubject
    /// The record concerned, when it is known beforehand.
    package var record: RecordID?
    /// What the officer typed; may hold personal data, so it is sealed with the entry's body. At most 2,000 bytes are kept.
    package var text: String?
    package var circumstances: AccessCircumstances

    package init(
        _ action: AccessAction, _ object: AccessObject, for purpose: Purpose, at post: PostID? = nil, what: String,
        subject: AuditSubject = .none, record: RecordID? = nil, text: String? = nil,
        circumstances: AccessCircumstances = .ours
    ) {
        self.action = action
        self.object = object
        self.purpose = purpose
        self.post = post
        self.what = what
        self.subject = subject
        self.record = record
        self.text = text
        self.circumstances = circumstances
    }

    /// The next log is opened where an old copy was put back.
    package static let reopening = AuditedQuery(.update, .ledger, for: .administration, what: "next log opened")

    /// A traveller is compared with the alerts.
    package static func screening(
        _ traveller: Traveller, for purpose: Purpose = .borderCheck, at post: PostID?
    ) -> AuditedQuery {
        AuditedQuery(.read, .alertPerson, for: purpose, at: post, what: "screening", subject: AuditSubject(traveller))
    }
}

/// Something worth keeping that reads no personal data: a sign-in, a decision, a setting.
package struct AuditEvent: Hashable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case signIn = "sign-in"
        case signInRefused = "sign-in-refused"
        case signOut = "sign-out"
        case secondFactor = "second-factor"
        case accountChanged = "account-changed"
        case recovery
        case decision
        case referral
        case export
        case approval
        case nodeStarted = "node-started"
        case setting
    }

    package var kind: Kind
    /// Who acted; `node` for the machine itself.
    package var officer: OfficerID
    package var purpose: Purpose
    package var post: PostID?
    /// In the words of the desk, no personal data.
    package var what: String
    package var record: RecordID?

    package init(
        _ kind: Kind, by officer: OfficerID, for purpose: Purpose = .administration, at post: PostID? = nil,
        what: String, record: RecordID? = nil
    ) {
        self.kind = kind
        self.officer = officer
        self.purpose = purpose
        self.post = post
        self.what = what
        self.record = record
    }
}
