package import Records

extension MRZReading {
    /// The holder as the screening wants them; `nil` for lines that are no MRZ and for a zone without a name.
    ///
    /// A wrong check digit does not hide the holder: the officer sees the verdict beside it.
    package var traveller: Traveller? {
        guard let fields, !(fields.surname.isEmpty && fields.givenNames.isEmpty) else { return nil }
        return Traveller(
            name: .machineReadable(
                surname: fields.surname, given: fields.givenNames, truncated: nameMayBeTruncated),
            birth: fields.birthDate?.partial, nationality: CountryCode(document: fields.nationality),
            sex: fields.sex == .unspecified ? nil : fields.sex, document: document)
    }

    /// The document itself; `nil` when it has no number.
    package var document: IdentityDocument? {
        guard let fields, let number = DocumentNumber(fields.documentNumber) else { return nil }
        return IdentityDocument(
            number: number, kind: kind, issuer: CountryCode(document: fields.issuingState))
    }

    /// Source: Doc 9303-4 4.2.2 (P), -5 and -6 4.2.2 (A, C, I), -7 (V). ICAO leaves A and C to the issuer; residence
    /// permits of the EU say `IR`, `AR` or `CR`, passport cards `IP`.
    private var kind: IdentityDocument.Kind {
        switch format {
        case .td3: .passport
        case .mrvA, .mrvB: .visa
        case .td1, .td2:
            switch fields?.documentCode.dropFirst() {
            case "P": .passport
            case "R": .residencePermit
            default: .identityCard
            }
        case nil: .other
        }
    }
}

extension CountryCode {
    /// Reads a code as documents print it: three letters or Germany's `D`, nothing shorter.
    init?(document code: String) {
        guard code.utf8.count == 3 || code == "D" else { return nil }
        self.init(code)
    }
}
