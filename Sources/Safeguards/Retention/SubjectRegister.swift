// What a register can say about one person who asks.

package import Records

/// One record about a person, as far as it can be told to that person.
package struct HeldRecord: Sendable, Hashable, Identifiable {
    package var id: RecordID { record }
    package let record: RecordID
    /// `alerts`, `cases`.
    package let register: String
    /// In plain words, for the person: `an alert for refusal of entry, from the list UN`.
    package let what: String
    /// The same for other languages: `match`, `alert`, and what its sentence needs: `action`, `list`.
    package let word: String
    package let details: [String: String]
    package let since: CalendarDay
    package let legalBasis: String
    package let purposes: [Purpose]
    package let retention: Retention
    /// Telling the person would defeat its purpose; an officer has said so, with a ground.
    package let restriction: RestrictionGround?

    package init(
        record: RecordID, register: String, what: String, word: String, details: [String: String] = [:], since: CalendarDay,
        legalBasis: String,
        purposes: [Purpose], retention: Retention, restriction: RestrictionGround?
    ) {
        self.record = record
        self.register = register
        self.what = what
        self.word = word
        self.details = details
        self.since = since
        self.legalBasis = legalBasis
        self.purposes = purposes
        self.retention = retention
        self.restriction = restriction
    }
}

/// Why something may be withheld.
///
/// Source: Directive (EU) 2016/680 art. 15(1)(a)–(e).
package enum RestrictionGround: String, Codable, Sendable, CaseIterable {
    case inquiry
    case prevention
    case publicSecurity = "public-security"
    case nationalSecurity = "national-security"
    case rightsOfOthers = "rights-of-others"
}

/// A register that can be asked what it holds about a person.
package protocol SubjectRegister: Sendable {
    var name: String { get }
    /// What leave to ask for.
    var object: AccessObject { get }
    /// Everything about this person: by document number, and by the same name and birth.
    func held(about subject: AuditSubject, under warrant: consuming Warrant) throws -> [HeldRecord]
}
