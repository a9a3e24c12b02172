import Records
import SeraiTesting
import Testing
import TravelDocuments

private let day = CalendarDay("2026-11-22")!

@Suite struct `A drafted machine-readable zone` {
    @Test func `reads back as what was drafted, in every format`() throws {
        var random = SplitMix(seed: 9303_4)
        for round in 0..<3_000 {
            let draft = draft(&random)
            let reading = MRZ.parse(try MRZ.make(draft), as: draft.format, on: day)
            let fields = try #require(reading.fields)
            #expect(reading.verdict == .conformant, "round \(round) \(reading.issues)")
            #expect(fields.surname == draft.surname)
            #expect(fields.givenNames == draft.given)
            #expect(fields.documentNumber == draft.number)
            #expect(fields.issuingState == draft.issuer)
            #expect(fields.birthDate?.partial == draft.birth)
            #expect(fields.expiryDate == draft.expiry)
            #expect(fields.sex == draft.sex)
            #expect(fields.optional1 == draft.optional1)
        }
    }

    @Test func `is the specimen of ICAO Doc 9303 part 4`() throws {
        var draft = MRZDraft(
            .td3, code: "P", issuer: "UTO", number: "L898902C3", surname: "Eriksson", given: "Anna Maria",
            birth: PartialDate("1974-08-12"), sex: .female, expiry: CalendarDay("2012-04-15")!)
        draft.optional1 = "ZE184226B"
        #expect(try MRZ.make(draft) == specimen)
    }

    @Test func `carries a long document number as ICAO Doc 9303 part 5 shows`() throws {
        let draft = MRZDraft(
            .td1, code: "I", issuer: "UTO", number: "D23145890734", surname: "Stevenson", given: "Peter John",
            birth: PartialDate("1934-07-12"), sex: .male, expiry: CalendarDay("1995-07-12")!)
        let lines = [
            "I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2",
            "STEVENSON<<PETER<JOHN<<<<<<<<<",
        ]
        #expect(try MRZ.make(draft) == lines)
    }

    @Test(arguments: [
        ("Müller-Ångström", "MUELLER<AANGSTROEM"), ("O’Connor", "OCONNOR"), ("Nguyễn", "NGUYEN"),
        ("Þórðarson", "THORDARSON"),
        ("Щербакова", "SHCHERBAKOVA"), ("Їжак", "IZHAK"),
        ("\u{645}\u{62D}\u{645}\u{651}\u{62F}", "MXHMMD"),
        ("\u{641}\u{627}\u{637}\u{645}\u{629}", "FAXTTMXAH"),
        ("\u{62E}\u{627}\u{644}\u{62F} \u{634}\u{631}\u{64A}\u{641}", "XKHALD<XSHRYF"),
        ("E\u{301}mile", "EMILE"),
    ])
    func `writes names of other alphabets by ICAO's tables`(name: String, expected: String) {
        #expect(NameTransliteration.mrz(name).text == expected)
    }

    @Test func `cut short ends in a letter, so that a reader sees it`() throws {
        for length in 20..<60 {
            let given = String(repeating: "ABCDE FGHIJ ", count: 5).prefix(length).trimmed
            let draft = MRZDraft(
                .td1, code: "I", issuer: "UTO", number: "1", surname: "Van Der Long", given: given,
                birth: nil, sex: .unspecified, expiry: day)
            let reading = MRZ.parse(try MRZ.make(draft), on: day)
            #expect(reading.nameMayBeTruncated == ("VAN<DER<LONG<<".count + given.count >= 30), "\(length)")
            #expect(reading.fields?.surname == "VAN DER LONG")
        }
    }

    @Test func `that cannot be printed says which field`() {
        var draft = MRZDraft(
            .td3, code: "P", issuer: "UTO", number: "1234567890", surname: "A", given: "B", birth: nil,
            sex: .male,
            expiry: day)
        #expect(throws: MRZDraftError.tooLong(.number, found: 10, limit: 9)) { try MRZ.make(draft) }
        draft.number = "é"
        #expect(throws: MRZDraftError.unwritable(.number, place: 1)) { try MRZ.make(draft) }
        draft.number = "1"
        draft.surname = "王"
        #expect(throws: MRZDraftError.unwritable(.surname, place: 1)) { try MRZ.make(draft) }
        draft.surname = "--"
        #expect(throws: MRZDraftError.missing(.surname)) { try MRZ.make(draft) }
        draft.documentCode = "I"
        #expect(throws: MRZDraftError.unwritable(.code, place: 1)) { try MRZ.make(draft) }
    }

    private func draft(_ random: inout SplitMix) -> MRZDraft {
        func text(_ alphabet: String, _ length: ClosedRange<Int>) -> String {
            let letters = Array(alphabet)
            return String(
                (0..<Int.random(in: length, using: &random)).map { _ in letters.randomElement(using: &random)!
                })
        }
        let format = MRZFormat.allCases.randomElement(using: &random)!
        let issuer = ["UTO", "D", "KGZ", "BGD", "UNO", "XXB"].randomElement(using: &random)!
        let born = CalendarDay("2020-01-01")!.adding(days: -Int.random(in: 0...25_000, using: &random))
        let births: [PartialDate?] = [
            PartialDate(.day(born)), PartialDate(.month(year: born.parts.year, month: born.parts.month)),
            PartialDate(year: born.parts.year), nil,
        ]
        var draft = MRZDraft(
            format, code: String(format.documentLetters[0]), issuer: issuer,
            number: text("ABCDEFGHJ0123456789", format.allowsLongNumber ? 1...12 : 1...9),
            surname: text("ABCXYZ", 1...6) + " " + text("ABCXYZ", 1...4), given: text("ABCXYZ", 0...6),
            birth: births.randomElement(using: &random)!,
            sex: [.male, .female, .unspecified].randomElement(using: &random)!,
            expiry: day.adding(days: Int.random(in: -9_000...9_000, using: &random)))
        // A long number in a TD2 leaves no room.
        if draft.number.count <= 9 { draft.optional1 = text("ABC0123", 0...6) }
        return draft
    }
}

extension Substring {
    fileprivate var trimmed: String { String(hasSuffix(" ") ? dropLast() : self) }
}
