// What a machine-readable zone says, and how far it can be believed. A reading is an observation, not a verdict on
// anyone: even a failed check digit is first of all a misread character.

package import Records

/// The state of one check digit.
package enum CheckState: String, Codable, Sendable {
    case ok, bad
    /// This format has no such digit.
    case absent
}

/// The check digits of one document.
package struct MRZChecks: Hashable, Sendable {
    package var documentNumber = CheckState.absent
    package var birthDate = CheckState.absent
    package var expiryDate = CheckState.absent
    package var optionalData = CheckState.absent
    package var composite = CheckState.absent

    package var allRight: Bool {
        documentNumber != .bad && birthDate != .bad && expiryDate != .bad && optionalData != .bad
            && composite != .bad
    }
}

/// What is out of order although the check digits may be right. Names as in `serai mrz parse`.
package enum MRZIssue: String, Codable, Sendable, CaseIterable {
    // In the order of their names: a reading lists them sorted.
    case birthDateInvalid = "birth_date_invalid"
    case documentCode = "document_code"
    case documentNumberMissing = "document_number_missing"
    case expiryDateInvalid = "expiry_date_invalid"
    case issuingStateUnknown = "issuing_state_unknown"
    case nameHasDigit = "name_has_digit"
    case nameMissing = "name_missing"
    case nationalityUnknown = "nationality_unknown"
    case sexInvalid = "sex_invalid"
}

/// The fields, fillers at the ends removed.
package struct MRZFields: Hashable, Sendable {
    package var documentCode: String
    package var issuingState: String
    package var documentNumber: String
    package var nationality: String
    /// `nil` when there is no such date.
    package var birthDate: MRZDate?
    /// `nil` when the document carries another character than M, F or `<`.
    package var sex: Sex?
    package var expiryDate: CalendarDay?
    package var surname: String
    /// Empty for holders of a single name.
    package var givenNames: String
    package var optional1: String
    package var optional2: String
}

/// One machine-readable zone, read.
package struct MRZReading: Hashable, Sendable {
    package enum Verdict: String, Codable, Sendable, CaseIterable {
        /// Not a machine-readable zone; `fault` says why.
        case malformed
        /// At least one check digit is wrong.
        case checkFailed = "check_failed"
        /// Check digits right, `issues` not empty.
        case deviation
        case conformant
    }

    package let verdict: Verdict
    /// `nil` when no format has lines like these.
    package let format: MRZFormat?
    /// Only for `malformed`.
    package let fault: MRZError?
    package let checks: MRZChecks
    /// `nil` only for `malformed`.
    package let fields: MRZFields?
    package let issues: [MRZIssue]
    /// Expiry before the day of the check; `nil` when the expiry cannot be read.
    package let expired: Bool?
    /// Issuer or nationality is ICAO's specimen state.
    package let specimen: Bool
    /// The last place of the name field is used: parts may be cut or missing.
    package let nameMayBeTruncated: Bool
    /// Born a hundred years earlier, the holder would still be under 120.
    package let birthCenturyAmbiguous: Bool

    init(malformed fault: MRZError, format: MRZFormat?) {
        verdict = .malformed
        self.format = format
        self.fault = fault
        checks = MRZChecks()
        fields = nil
        issues = []
        expired = nil
        (specimen, nameMayBeTruncated, birthCenturyAmbiguous) = (false, false, false)
    }

    init(
        format: MRZFormat, checks: MRZChecks, fields: MRZFields, issues: [MRZIssue], expired: Bool?,
        specimen: Bool,
        nameMayBeTruncated: Bool, birthCenturyAmbiguous: Bool
    ) {
        verdict = !checks.allRight ? .checkFailed : issues.isEmpty ? .conformant : .deviation
        self.format = format
        fault = nil
        self.checks = checks
        self.fields = fields
        self.issues = issues
        self.expired = expired
        self.specimen = specimen
        self.nameMayBeTruncated = nameMayBeTruncated
        self.birthCenturyAmbiguous = birthCenturyAmbiguous
    }
}
