// The remarks column of the United States list: everything but the name is prose in it.

import Records

/// Facts found in one remarks text. What is not understood is left out, not guessed.
struct OFACRemarks {
    private(set) var births: [PartialDate] = []
    private(set) var nationalities: [CountryCode] = []
    private(set) var sex: Sex?
    private(set) var documents: [IdentityDocument] = []
    private(set) var weakNames: [String] = []

    /// - Parameter text: the column and its overflow from the comments file, joined.
    init(_ text: String) {
        for segment in text.split(separator: ";") { read(trimmed(segment)) }
    }

    private mutating func read(_ raw: String) {
        var segment = raw.hasSuffix(".") && !raw.hasSuffix("'.'") ? String(raw.dropLast()) : raw
        if segment.hasPrefix("alt. ") { segment.removeFirst(5) }
        if let date = rest(of: segment, after: "DOB ") {
            if let birth = ListDate.parse(date), !births.contains(birth) { births.append(birth) }
        } else if let name = rest(of: segment, after: "nationality ") ?? rest(of: segment, after: "citizen ") {
            if let code = CountryNames.code(name), !nationalities.contains(code) {
                nationalities.append(code)
            }
        } else if let gender = rest(of: segment, after: "Gender ") {
            sex = ["Male": Sex.male, "Female": .female][gender]
        } else if let alias = rest(of: segment, after: "a.k.a. ") ?? rest(of: segment, after: "f.k.a. ") {
            // `'MUSTER, E.'`, at the end of the remarks `'MUSTER, E.'.`
            guard let open = alias.firstIndex(of: "'"), let close = alias.lastIndex(of: "'"), open < close
            else { return }
            let name = trimmed(alias[alias.index(after: open)..<close])
            if !name.isEmpty, name.utf8.count <= ListLimits.nameBytes { weakNames.append(name) }
        } else if let document = Self.document(segment), !documents.contains(document) {
            documents.append(document)
        }
    }

    private func rest(of segment: String, after prefix: String) -> String? {
        segment.hasPrefix(prefix) ? String(segment.dropFirst(prefix.count)) : nil
    }

    /// `Passport 1084010 (Egypt) issued 18 Jan 1984`, `Cedula No. 16247821 (Colombia)`, `Passport 1091875`.
    static func document(_ segment: String) -> IdentityDocument? {
        guard let (prefix, kind) = kinds.first(where: { segment.hasPrefix($0.prefix) }) else { return nil }
        var rest = segment.dropFirst(prefix.count)
        var issuer = prefix == "SSN " ? CountryCode("USA") : nil
        if let open = rest.firstIndex(of: "(") {
            let inside = rest[rest.index(after: open)...].prefix { $0 != ")" }
            issuer = CountryNames.code(inside.split(separator: ".").first ?? inside)
            rest = rest[..<open]
        }
        for word in [" issued ", " expires "] {
            if let range = rest.firstRange(of: word) { rest = rest[..<range.lowerBound] }
        }
        // `RNE: W031645-8`, `Booklet: A0604259`: what stands before the colon names the number, it is not part of it.
        if let colon = rest.lastIndex(of: ":") { rest = rest[rest.index(after: colon)...] }
        guard let number = DocumentNumber(rest),
            number.value.utf8.contains(where: { (0x30...0x39).contains($0) })
        else {
            return nil
        }
        return IdentityDocument(number: number, kind: kind, issuer: issuer)
    }

    /// What a border sees or a state issues to persons; tax and company numbers stay out.
    private static let kinds: [(prefix: String, kind: IdentityDocument.Kind)] = [
        ("Passport ", .passport), ("Diplomatic Passport ", .passport),
        ("Stateless Person Passport ", .passport),
        ("British National Overseas Passport ", .passport), ("Travel Document Number ", .other),
        ("National ID No. ", .identityCard), ("Cedula No. ", .identityCard),
        ("Identification Number ", .identityCard),
        ("D.N.I. ", .identityCard), ("C.U.R.P. ", .identityCard), ("Personal ID Card ", .identityCard),
        ("National Foreign ID Number ", .residencePermit), ("Residency Number ", .residencePermit),
        ("Tazkira National ID Card ", .identityCard), ("Citizen's Card Number ", .identityCard),
        ("Turkish Identification Number ", .identityCard), ("I.F.E. ", .identityCard),
        ("Stateless Person ID Card ", .identityCard), ("Refugee ID Card ", .identityCard),
        ("N.I.E. ", .residencePermit),
        ("Driver's License No. ", .other), ("SSN ", .other), ("Electoral Registry No. ", .other),
        ("Numero de Identidad ", .identityCard), ("VisaNumberID ", .visa),
    ]
}
