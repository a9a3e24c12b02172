import Foundation
import Records
import SeraiTesting
import Testing
import Watchlists

private func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: fixture("lists/\(name)"))) }
private let day = CalendarDay("2026-02-27")!

private func ofac(_ sdn: [UInt8]? = nil, alt: [UInt8]? = nil) throws -> (
    rows: [ImportedRow], faults: [RowFault]
) {
    try OFACList.file(
        sdn: try sdn ?? bytes("ofac-sdn.csv"), alt: try alt ?? bytes("ofac-alt.csv"),
        comments: try bytes("ofac-sdn-comments.csv"), date: day
    ).read()
}

private func person(_ row: ImportedRow) throws -> Identity {
    guard case .person(let identity) = row.subject else {
        Issue.record("no person")
        return Identity(names: [])
    }
    return identity
}

private func passport(_ number: String, _ issuer: String?, _ kind: IdentityDocument.Kind = .passport)
    -> IdentityDocument
{
    IdentityDocument(number: DocumentNumber(number)!, kind: kind, issuer: issuer.flatMap { CountryCode($0) })
}

@Suite struct `The United States list` {
    @Test func `gives persons only, with names, dates, states and documents out of prose`() throws {
        let (rows, _) = try ofac()
        #expect(rows.map(\.reference) == ["OFAC:101", "OFAC:102", "OFAC:103", "OFAC:107"])
        let erika = try person(rows[0])
        #expect(
            erika.names == [
                PersonName("MUSTERMANN, Erika Anna"), PersonName("MUSTERMANN, Erica", .alias),
                PersonName("GABLER, Erika Anna", .alias), PersonName("RIKE", .weak),
                PersonName("MUSTER, E.", .weak),
            ])
        #expect(erika.births == [PartialDate("1964-08-12")!, PartialDate("1965")!])
        #expect(erika.nationalities == [CountryCode("DEU")!])
        #expect(erika.sex == .female)
        #expect(erika.documents == [passport("C01X00T47", "DEU"), passport("0D441", nil)])
    }

    @Test func `reads circa, ranges, months and the names of states of yesterday`() throws {
        let ivan = try person(try ofac().rows[1])
        #expect(ivan.births.map(\.description) == ["1951~", "1953/1955", "1961/1962", "1973-09"])
        #expect(ivan.nationalities.map(\.alpha3) == ["PRK", "MMR"])
        #expect(
            ivan.documents == [
                passport("66000073767", "BEL", .identityCard), passport("W0316458", "BRA", .residencePermit),
            ])
        #expect(ivan.names.map(\.value) == ["TESTOV, Ivan", "TESTOW, Iwan"])
    }

    @Test func `continues a remark mid-word in the comments file`() throws {
        let long = try person(try ofac().rows[2])
        #expect(long.births == [PartialDate("1970-03-03")!])
        #expect(long.nationalities == [CountryCode("GMB")!])
        #expect(long.names.map(\.value) == ["LONG, Remarks", "REMARK"])
    }

    @Test func `names the rows it leaves out by line and quotes none`() throws {
        let faults = try ofac().faults
        #expect(faults.map(\.line).sorted() == [6, 8])
        #expect(!faults.contains { $0.reason.contains("SHORT") })
    }

    @Test func `cut anywhere gives nothing at all`() throws {
        let whole = try bytes("ofac-sdn.csv")
        for length in stride(from: 40, to: whole.count - 1, by: 7) {
            #expect(throws: ListFileError.self, "\(length)") { try ofac(Array(whole[..<length])) }
        }
        #expect(throws: ListFileError.self) { try ofac(alt: Array(try bytes("ofac-alt.csv").dropLast())) }
    }
}

@Suite struct `The United Nations list` {
    @Test func `gives names in the order of writing, scripts, weak aliases and dates of three kinds`() throws {
        let (rows, faults) = try UNList.file(xml: try bytes("un.xml")).read()
        #expect(rows.map(\.reference) == ["UN:TSi.001", "UN:TSi.002", "UN:TSi.004"])
        #expect(faults.count == 1)
        let erika = try person(rows[0])
        #expect(erika.names.first == PersonName("ERIKA ANNA MUSTERMANN"))
        let expected: Set<PersonName> = [
            PersonName("ERIKA ANNA MUSTERMANN"), PersonName("إريكا موسترمان", .native),
            PersonName("Erica Mustermann", .alias),
            PersonName("Erika Musterman", .alias), PersonName("E. Mustermann", .alias),
            PersonName("Rike", .weak),
            PersonName("Рике", .native), PersonName("Erika Gabler", .alias),
        ]
        #expect(Set(erika.names) == expected)
        #expect(erika.births.map(\.description) == ["1964-08-12", "1965~", "1963/1966", "1953-01-01"])
        #expect(erika.nationalities.map(\.alpha3) == ["IRN", "PRK"])
        #expect(rows[0].listed == CalendarDay("2012-12-31"))
    }

    @Test func `finds document numbers in prose`() throws {
        let erika = try person(try UNList.file(xml: try bytes("un.xml")).read().rows[0])
        #expect(
            erika.documents == [
                passport("8208555627", "RUS"), passport("SE012820", "AFG"),
                passport("542012475615", "PAK", .identityCard),
                passport("403062567", "USA"),
            ])
    }

    @Test func `cut anywhere gives nothing at all`() throws {
        let whole = try bytes("un.xml")
        for length in stride(from: 0, to: whole.count - 4, by: 97) {
            #expect(throws: ListFileError.self, "\(length)") { try UNList.file(xml: Array(whole[..<length])) }
        }
    }

    @Test func `with a document type of its own is refused`() {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
            <CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00Z"><INDIVIDUALS/></CONSOLIDATED_LIST>
            """
        #expect(throws: ListFileError.self) { try UNList.file(xml: Array(bomb.utf8)) }
    }
}

@Suite struct `A bulk list of documents` {
    private let source = ListSource(list: "SLTD", publisher: "Test", date: day)

    @Test func `gives the good rows and names the bad ones`() throws {
        let (rows, faults) = try DocumentList.file(csv: try bytes("documents.csv"), source: source).read()
        #expect(
            rows.map(\.subject) == [
                .document(passport("X1234567", "UTO"), .stolen),
                .document(passport("AB12345", "DEU", .identityCard), .lost),
                .document(passport("C0FFEE11", "KGZ"), .revoked),
                .document(passport("V9", "FRA", .visa), .invalidated),
            ])
        #expect(faults.map(\.line) == [6, 7, 8, 9, 10])
        #expect(rows[0].listed == CalendarDay("2026-01-02"))
        #expect(rows.allSatisfy { $0.action == .seizeDocument })
    }

    @Test func `cut anywhere, even between two lines, is noticed`() throws {
        let whole = try bytes("documents.csv")
        for length in 0..<whole.count - 1 {
            #expect(throws: ListFileError.self, "\(length)") {
                try DocumentList.file(csv: Array(whole[..<length]), source: source).read()
            }
        }
    }

    @Test func `can be walked twice`() throws {
        let file = try DocumentList.file(csv: try bytes("documents.csv"), source: source)
        #expect(Array(file.items()) == Array(file.items()))
    }

    @Test func `in quotes keeps commas, quotes and line ends`() throws {
        let text =
            "reference,number,kind,issuer,status,date\r\n\"a \"\"b\"\", c\nd\",X1,passport,UTO,lost,\r\n#end,1\r\n"
        let rows = try DocumentList.file(csv: Array(text.utf8), source: source).read().rows
        #expect(rows.map(\.reference) == ["a \"b\", c\nd"])
    }
}

@Suite struct `Serai's own list format` {
    @Test func `reads back what it wrote`() throws {
        let file = try UNList.file(xml: try bytes("un.xml"))
        let documents = try DocumentList.file(csv: try bytes("documents.csv"), source: file.source).read()
            .rows
        let rows = try file.read().rows + documents
        let written = try SeraiList.write(rows, source: file.source)
        let again = try SeraiList.file(jsonLines: written).read()
        #expect(again.faults.isEmpty)
        #expect(again.rows.count == rows.count)
        for (before, after) in zip(rows, again.rows) {
            #expect(before.reference == after.reference)
            #expect(before.action == after.action)
            #expect(before.listed == after.listed)
            switch (before.subject, after.subject) {
            case (.person(let before), .person(let after)):
                #expect(Set(before.names) == Set(after.names))
                #expect(before.births == after.births)
                #expect(before.documents == after.documents)
            case (let before, let after): #expect(before == after)
            }
        }
    }

    @Test func `cut between two lines is noticed by the count in its first`() throws {
        let written = try SeraiList.write(
            try UNList.file(xml: try bytes("un.xml")).read().rows,
            source: ListSource(list: "UN", publisher: "x", date: day))
        let lines = written.split(separator: 0x0A)
        let cut = Array(lines.dropLast().joined(separator: [0x0A])) + [0x0A]
        #expect(throws: ListFileError.self) { try SeraiList.file(jsonLines: cut).read() }
        #expect(throws: ListFileError.self) { try SeraiList.file(jsonLines: []).read() }
    }

    @Test(arguments: [
        #"{"ref":"a","ref":"b","names":["X Y"]}"#, #"{"ref":"a","names":[]}"#, #"{"ref":"a","names":["12"]}"#,
        #"{"ref":"a","names":["X"],"born":["1990-02-30"]}"#, #"{"ref":"a","document":"passport UTO X1"}"#,
        #"{"ref":"a","names":["X"],"document":"passport UTO X1","status":"lost"}"#,
        #"{"ref":"","names":["X"]}"#,
        #"{"ref":"a","document":"passport UTO X1","status":"lost","action":"arrest"}"#, "not json",
    ])
    func `leaves out a line that is not strictly an entry`(line: String) throws {
        let header =
            #"{"action":"verify-identity","category":"other","date":"2026-01-01","entries":1,"format":"serai-list/1","list":"T","publisher":"T","reason":"sanctions"}"#
        let (rows, faults) = try SeraiList.file(jsonLines: Array("\(header)\n\(line)\n".utf8)).read()
        #expect(rows.isEmpty)
        #expect(faults.map(\.line) == [2])
    }
}
