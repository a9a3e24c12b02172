// Reading a machine-readable zone. Never repairs: what is printed is what is answered.

package import Records

/// The machine-readable zone of travel documents (ICAO Doc 9303 parts 3 to 7).
package enum MRZ {
    /// Reads two or three lines.
    ///
    /// About a microsecond; never fails: lines that are no MRZ give `malformed` with the reason.
    ///
    /// - Parameters:
    ///   - lines: as printed, without line ends. Lower case is not MRZ.
    ///   - format: where the reader knows it; otherwise told by the number and length of the lines, and the letter V.
    ///   - day: of the check; centuries and expiry depend on it.
    package static func parse(_ lines: [String], as format: MRZFormat? = nil, on day: CalendarDay)
        -> MRZReading
    {
        let found: MRZFormat
        do throws(MRZError) {
            if let format { found = format } else { found = try detect(lines) }
            try checkShape(lines, of: found)
        } catch {
            return MRZReading(malformed: error, format: format)
        }
        let capacity = found.lineCount * found.lineLength
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
            var end = 0
            for line in lines {
                for byte in line.utf8 {
                    buffer[end] = byte
                    end += 1
                }
            }
            return MRZScan(UnsafeBufferPointer(buffer), found, MRZReference(day)).reading()
        }
    }

    static func detect(_ lines: [String]) throws(MRZError) -> MRZFormat {
        guard lines.count == 2 || lines.count == 3 else {
            throw .wrongLineCount(found: lines.count, expected: nil)
        }
        let isVisa = lines[0].utf8.first == UInt8(ascii: "V")
        switch (lines.count, lines[0].utf8.count) {
        case (3, _): return .td1
        case (_, 36): return isVisa ? .mrvB : .td2
        case (_, 44): return isVisa ? .mrvA : .td3
        case (_, let bytes):
            // A line with foreign characters has more bytes than places; the right number of them is another fault.
            let places = lines[0].unicodeScalars.count
            guard places == bytes || (places != 36 && places != 44) else { return places == 36 ? .td2 : .td3 }
            throw .wrongLineLength(line: 1, found: places, expected: nil)
        }
    }

    /// Number of lines, lengths, alphabet, document letter: in this order.
    static func checkShape(_ lines: [String], of format: MRZFormat) throws(MRZError) {
        guard lines.count == format.lineCount else {
            throw .wrongLineCount(found: lines.count, expected: format.lineCount)
        }
        for (index, line) in lines.enumerated() where line.utf8.count != format.lineLength {
            let length = line.unicodeScalars.count
            guard length == format.lineLength else {
                throw .wrongLineLength(line: index + 1, found: length, expected: format.lineLength)
            }
        }
        for (index, line) in lines.enumerated() {
            guard line.utf8.allSatisfy({ mrzValue($0) != 255 }) else {
                let column =
                    line.unicodeScalars.prefix { $0.isASCII && mrzValue(UInt8($0.value)) != 255 }.count + 1
                throw .foreignCharacter(line: index + 1, column: column)
            }
        }
        guard let first = lines[0].utf8.first, format.allows(documentLetter: first) else {
            throw .documentCodeNotAllowed(format)
        }
    }
}

/// One pass over the characters of a well-formed MRZ.
struct MRZScan {
    let bytes: UnsafeBufferPointer<UInt8>
    let format: MRZFormat
    let layout: MRZLayout
    let reference: MRZReference

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ format: MRZFormat, _ reference: MRZReference) {
        (self.bytes, self.format, self.reference) = (bytes, format, reference)
        layout = format.layout
    }

    func reading() -> MRZReading {
        let number = documentNumber()
        let birth = MRZDate(birth: bytes, at: layout.birth.lowerBound, reference: reference)
        let expiry = MRZDate.expiry(bytes, at: layout.expiry.lowerBound, reference: reference)
        let (surname, given) = names()
        let sex: Sex? =
            switch bytes[layout.sex] {
            case UInt8(ascii: "M"): .male
            case UInt8(ascii: "F"): .female
            case filler: .unspecified
            default: nil
            }
        let fields = MRZFields(
            documentCode: trailing(layout.code), issuingState: trailing(layout.issuer),
            documentNumber: number.text,
            nationality: trailing(layout.nationality), birthDate: birth, sex: sex, expiryDate: expiry,
            surname: surname, givenNames: given, optional1: trimmed(number.optional),
            optional2: trimmed(layout.optional2))
        let issuer = code(layout.issuer)
        let nationality = code(layout.nationality)
        return MRZReading(
            format: format, checks: checks(number.isRight), fields: fields,
            issues: issues(fields, issuer: issuer, nationality: nationality),
            expired: expiry.map { $0.ordinal < reference.ordinal },
            specimen: issuer == IssuerCode.specimen || nationality == IssuerCode.specimen,
            nameMayBeTruncated: bytes[layout.name.upperBound - 1] != filler,
            birthCenturyAmbiguous: birth?.isCenturyAmbiguous(on: reference) ?? false)
    }

    /// Whether every check digit holds; builds no text but a document number's.
    var checksHold: Bool { checks(documentNumber().isRight).allRight }

    // MARK: Check digits

    func checks(_ numberIsRight: Bool) -> MRZChecks {
        var checks = MRZChecks()
        checks.documentNumber = numberIsRight ? .ok : .bad
        checks.birthDate = state(layout.birth, layout.birthCheck)
        checks.expiryDate = state(layout.expiry, layout.expiryCheck)
        if let place = layout.optionalCheck {
            // Source: Doc 9303-4 4.2.2: an empty optional field may leave its check digit blank.
            let blank = bytes[place] == filler && layout.optional1.allSatisfy { bytes[$0] == filler }
            checks.optionalData = blank ? .ok : state(layout.optional1, place)
        }
        if let place = layout.composite {
            var sum = CheckSum()
            for range in layout.compositeOver { sum.add(bytes, range) }
            checks.composite = sum.character == bytes[place] ? .ok : .bad
        }
        return checks
    }

    func state(_ range: Range<Int>, _ place: Int) -> CheckState {
        var sum = CheckSum()
        sum.add(bytes, range)
        return sum.character == bytes[place] ? .ok : .bad
    }

    // MARK: Fields

    /// The number, whether its digit is right, and what is left of the optional data.
    ///
    /// A number of more than nine characters fills its field, has `<` where the check digit would be, and goes on
    /// in the optional data, where its check digit and `<` end it. Source: Doc 9303-5 4.2.2 note j, -6 4.2.2 note j.
    func documentNumber() -> (text: String, isRight: Bool, optional: Range<Int>) {
        let optional = layout.optional1
        let isLong =
            format.allowsLongNumber && bytes[layout.numberCheck] == filler
            && bytes[layout.number.upperBound - 1] != filler && bytes[optional.lowerBound] != filler
        guard isLong else {
            return (trailing(layout.number), state(layout.number, layout.numberCheck) == .ok, optional)
        }
        let end = optional.first { bytes[$0] == filler } ?? optional.upperBound
        let rest = optional.lowerBound..<end - 1
        var sum = CheckSum()
        sum.add(bytes, layout.number)
        sum.add(bytes, rest)
        return (text(layout.number) + text(rest), sum.character == bytes[end - 1], end..<optional.upperBound)
    }

    /// Surname before the first `<<`; behind it each run of fillers is one space.
    func names() -> (surname: String, given: String) {
        let field = layout.name
        let split =
            (field.lowerBound..<field.upperBound - 1).first { bytes[$0] == filler && bytes[$0 + 1] == filler }
            ?? field.upperBound
        return (spaced(field.lowerBound..<split), spaced(split..<field.upperBound))
    }

    func issues(_ fields: MRZFields, issuer: Int, nationality: Int) -> [MRZIssue] {
        var issues: [MRZIssue] = []
        if fields.birthDate == nil { issues.append(.birthDateInvalid) }
        // Source: Doc 9303-5 4.2.2 and -6 4.2.2: V is not used in the second place of a card's code.
        if format.allowsLongNumber, bytes[1] == UInt8(ascii: "V") { issues.append(.documentCode) }
        if fields.documentNumber.isEmpty { issues.append(.documentNumberMissing) }
        if fields.expiryDate == nil { issues.append(.expiryDateInvalid) }
        if !IssuerCode.isKnown(issuer) { issues.append(.issuingStateUnknown) }
        if layout.name.contains(where: { (0x30...0x39).contains(bytes[$0]) }) { issues.append(.nameHasDigit) }
        if fields.surname.isEmpty, fields.givenNames.isEmpty { issues.append(.nameMissing) }
        if !IssuerCode.isKnown(nationality) { issues.append(.nationalityUnknown) }
        if fields.sex == nil { issues.append(.sexInvalid) }
        return issues
    }

    // MARK: Text

    func code(_ range: Range<Int>) -> Int {
        IssuerCode.packed(bytes[range.lowerBound], bytes[range.lowerBound + 1], bytes[range.lowerBound + 2])
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    /// Fillers at the end removed.
    func trailing(_ range: Range<Int>) -> String {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == filler { end -= 1 }
        return text(range.lowerBound..<end)
    }

    /// Fillers at both ends removed.
    func trimmed(_ range: Range<Int>) -> String {
        guard let start = range.first(where: { bytes[$0] != filler }) else { return "" }
        return trailing(start..<range.upperBound)
    }

    /// Fillers at both ends removed, each run inside written as one space.
    func spaced(_ range: Range<Int>) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count + 1) { buffer in
            var end = 0
            var pending = false
            for index in range {
                if bytes[index] == filler {
                    pending = end > 0
                    continue
                }
                if pending {
                    buffer[end] = 0x20
                    end += 1
                    pending = false
                }
                buffer[end] = bytes[index]
                end += 1
            }
            return String(decoding: UnsafeBufferPointer(rebasing: buffer[..<end]), as: UTF8.self)
        }
    }
}
