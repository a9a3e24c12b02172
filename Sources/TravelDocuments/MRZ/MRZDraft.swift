// Writing machine-readable zones: for specimens, training and tests. Nobody's document is made here.

package import Records

/// What a machine-readable zone shall say.
package struct MRZDraft: Hashable, Sendable {
    package var format: MRZFormat
    /// One or two letters, as `P`, `ID`, `V`.
    package var documentCode: String
    /// Three letters, or `D`.
    package var issuer: String
    package var number: String
    package var nationality: String
    /// Any script of Doc 9303-3 section 6.
    package var surname: String
    package var given: String
    /// To the day, the month or the year; `nil` for unknown.
    package var birth: PartialDate?
    package var sex: Sex
    package var expiry: CalendarDay
    package var optional1 = ""
    package var optional2 = ""

    package init(
        _ format: MRZFormat, code: String, issuer: String, number: String, nationality: String? = nil,
        surname: String, given: String, birth: PartialDate?, sex: Sex, expiry: CalendarDay
    ) {
        self.format = format
        documentCode = code
        self.issuer = issuer
        self.number = number
        self.nationality = nationality ?? issuer
        self.surname = surname
        self.given = given
        self.birth = birth
        self.sex = sex
        self.expiry = expiry
    }
}

/// Why a draft cannot be printed. Places count from 1; no content is quoted.
package enum MRZDraftError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Field: String, Sendable {
        case code = "document code", issuer, number, nationality, surname, given = "given names", birth =
            "birth date"
        case optional = "optional data"
    }

    case tooLong(Field, found: Int, limit: Int)
    case unwritable(Field, place: Int)
    case missing(Field)

    package var description: String {
        switch self {
        case .tooLong(let field, let found, let limit):
            "the \(field.rawValue) takes \(found) places, this format has \(limit): shorten it or choose another format"
        case .unwritable(let field, let place):
            "the \(field.rawValue) has at place \(place) something an MRZ cannot carry: write it in Latin letters or digits"
        case .missing(let field): "the \(field.rawValue) is empty, an MRZ needs one: fill it in"
        }
    }
}

extension MRZ {
    /// Writes the lines with all check digits.
    ///
    /// Names longer than their field are cut so that its last place holds a letter (Doc 9303-4 4.2.3 and its
    /// siblings): a reader sees that something is missing.
    package static func make(_ draft: MRZDraft) throws(MRZDraftError) -> [String] {
        let format = draft.format
        let layout = format.layout
        var sheet = MRZSheet(count: format.lineCount * format.lineLength)
        guard let letter = draft.documentCode.first, format.documentLetters.contains(letter) else {
            throw .unwritable(.code, place: 1)
        }
        try sheet.write(draft.documentCode, in: layout.code, .code)
        try sheet.write(draft.issuer, in: layout.issuer, .issuer)
        try sheet.write(draft.nationality, in: layout.nationality, .nationality)
        try sheet.write(name(draft, places: layout.name.count), in: layout.name, .surname)
        try sheet.write(digits(ofBirth: draft.birth), in: layout.birth, .birth)
        sheet.check(layout.birth)
        try sheet.write(
            draft.sex == .unspecified ? "" : draft.sex.rawValue, in: layout.sex..<layout.sex + 1, .code)
        try sheet.write(digits(of: draft.expiry), in: layout.expiry, .code)
        sheet.check(layout.expiry)
        try sheet.writeNumber(draft, layout)
        try sheet.write(draft.optional2, in: layout.optional2, .optional)
        if layout.optionalCheck != nil, !draft.optional1.isEmpty { sheet.check(layout.optional1) }
        if let composite = layout.composite { sheet.check(layout.compositeOver, at: composite) }
        return sheet.lines(of: format.lineLength)
    }

    private static func name(_ draft: MRZDraft, places: Int) throws(MRZDraftError) -> String {
        let surname = NameTransliteration.mrz(draft.surname)
        let given = NameTransliteration.mrz(draft.given)
        if let place = surname.unwritable { throw .unwritable(.surname, place: place) }
        if let place = given.unwritable { throw .unwritable(.given, place: place) }
        guard !surname.text.isEmpty else { throw .missing(.surname) }
        return cut(given.text.isEmpty ? surname.text : surname.text + "<<" + given.text, to: places)
    }

    /// The first `places` characters; where they would end in fillers, the part before gives up as many letters, so that
    /// the next part shows.
    private static func cut(_ name: String, to places: Int) -> String {
        var letters = Array(name.utf8)
        guard letters.count > places else { return name }
        if let last = letters[..<places].lastIndex(where: { $0 != filler }), last < places - 1,
            let next = letters[places...].firstIndex(where: { $0 != filler })
        {
            letters.removeSubrange(last - (next - places)...last)
        }
        return String(decoding: letters.prefix(places), as: UTF8.self)
    }

    private static func digits(of day: CalendarDay) -> String {
        two(day.parts.year) + two(day.parts.month) + two(day.parts.day)
    }

    private static func digits(ofBirth birth: PartialDate?) throws(MRZDraftError) -> String {
        switch birth?.precision {
        case nil: ""
        case .day(let day): digits(of: day)
        case .month(let year, let month): two(year) + two(month)
        case .year(let year): two(year)
        case .years: throw .unwritable(.birth, place: 1)
        }
    }

    private static func two(_ number: Int) -> String { (number % 100 < 10 ? "0" : "") + String(number % 100) }
}

/// The lines end to end while they are written.
private struct MRZSheet {
    private var bytes: [UInt8]

    init(count: Int) { bytes = Array(repeating: filler, count: count) }

    mutating func write(_ text: String, in range: Range<Int>, _ field: MRZDraftError.Field)
        throws(MRZDraftError)
    {
        let letters = Array(text.utf8)
        if let place = letters.firstIndex(where: { mrzValue($0) == 255 }) {
            throw .unwritable(field, place: place + 1)
        }
        guard letters.count <= range.count else {
            throw .tooLong(field, found: letters.count, limit: range.count)
        }
        bytes.replaceSubrange(range.lowerBound..<range.lowerBound + letters.count, with: letters)
    }

    /// The number, its check digit and the optional data behind it.
    mutating func writeNumber(_ draft: MRZDraft, _ layout: MRZLayout) throws(MRZDraftError) {
        let letters = Array(draft.number.utf8)
        guard !letters.isEmpty else { throw .missing(.number) }
        guard letters.count > layout.number.count, draft.format.allowsLongNumber else {
            try write(draft.number, in: layout.number, .number)
            check(layout.number)
            return try write(draft.optional1, in: layout.optional1, .optional)
        }
        guard let digit = checkDigit(of: draft.number) else { throw .unwritable(.number, place: 1) }
        try write(String(decoding: letters.prefix(9), as: UTF8.self), in: layout.number, .number)
        let rest =
            String(decoding: letters.dropFirst(9), as: UTF8.self) + String(digit) + "<" + draft.optional1
        try write(rest, in: layout.optional1, .number)
    }

    /// The check digit of a field, into the place behind it.
    mutating func check(_ range: Range<Int>) { check([range], at: range.upperBound) }

    mutating func check(_ ranges: [Range<Int>], at place: Int) {
        var sum = CheckSum()
        bytes.withUnsafeBufferPointer { bytes in
            for range in ranges { sum.add(bytes, range) }
        }
        bytes[place] = sum.character
    }

    func lines(of length: Int) -> [String] {
        stride(from: 0, to: bytes.count, by: length).map {
            String(decoding: bytes[$0..<$0 + length], as: UTF8.self)
        }
    }
}
