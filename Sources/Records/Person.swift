// People as others describe them: the names, dates and documents under which someone is listed, and those under
// which a traveller presents themself. Facts to compare identity with, nothing else.

/// One name of a person.
package struct PersonName: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case primary, alias
        /// The source itself calls this alias weak: it identifies nobody alone.
        case weak
        /// In the script the person writes.
        case native
    }

    /// As the source writes it, any script. A comma after the surname, where the source uses one, stays.
    package var value: String
    package var kind: Kind

    package init(_ value: String, _ kind: Kind = .primary) {
        self.value = value
        self.kind = kind
    }
}

/// Stated sex, used only to compare identity.
package enum Sex: String, Codable, Sendable {
    case male = "M", female = "F", unspecified = "X"
}

/// The number of a document, kept comparable: letters and digits only, upper case.
package struct DocumentNumber: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let value: String

    /// Drops spaces, hyphens, dots, slashes and MRZ fillers; folds case.
    ///
    /// - Returns: `nil` when nothing is left, when a character is neither ASCII letter nor digit, or above 40
    ///   characters.
    package init?(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z": bytes.append(UInt8(scalar.value) - 32)
            case "A"..."Z", "0"..."9": bytes.append(UInt8(scalar.value))
            case " ", "-", ".", "/", "<", "\u{A0}", "\u{2013}": continue
            default: return nil
            }
        }
        guard (1...40).contains(bytes.count) else { return nil }
        value = String(decoding: bytes, as: UTF8.self)
    }

    package var description: String { value }
    package static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = DocumentNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a document number is 1 to 40 letters and digits")
        }
        self = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// A document someone is known by, or a document that is itself sought.
package struct IdentityDocument: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case passport, identityCard = "identity-card", visa, residencePermit = "residence-permit", other
    }

    package var number: DocumentNumber
    package var kind: Kind
    package var issuer: CountryCode?

    package init(number: DocumentNumber, kind: Kind = .other, issuer: CountryCode? = nil) {
        self.number = number
        self.kind = kind
        self.issuer = issuer
    }
}

/// A listed identity: every name, date and document a list gives for one person.
package struct Identity: Hashable, Codable, Sendable {
    package var names: [PersonName]
    package var births: [PartialDate]
    package var nationalities: [CountryCode]
    package var sex: Sex?
    package var documents: [IdentityDocument]

    package init(
        names: [PersonName], births: [PartialDate] = [], nationalities: [CountryCode] = [], sex: Sex? = nil,
        documents: [IdentityDocument] = []
    ) {
        self.names = names
        self.births = births
        self.nationalities = nationalities
        self.sex = sex
        self.documents = documents
    }
}

/// A person at the border, as the document or the officer's typing gives them.
package struct Traveller: Hashable, Codable, Sendable {
    /// How the name reached us, since each way loses something else.
    package enum Name: Hashable, Codable, Sendable {
        /// As written or typed, any script, order unknown.
        case written(String)
        /// From a machine-readable zone: A–Z and spaces, transliterated by ICAO Doc 9303-3 section 6.
        ///
        /// `truncated`: the name filled its field, so parts may be cut or missing.
        case machineReadable(surname: String, given: String, truncated: Bool)

        /// For people to read, surname first where it is known.
        package var text: String {
            switch self {
            case .written(let text): text
            case .machineReadable(let surname, let given, _): given.isEmpty ? surname : "\(surname), \(given)"
            }
        }
    }

    package var name: Name
    package var birth: PartialDate?
    package var nationality: CountryCode?
    package var sex: Sex?
    package var document: IdentityDocument?

    package init(
        name: Name, birth: PartialDate? = nil, nationality: CountryCode? = nil, sex: Sex? = nil,
        document: IdentityDocument? = nil
    ) {
        self.name = name
        self.birth = birth
        self.nationality = nationality
        self.sex = sex
        self.document = document
    }
}
