import Foundation
import Records
import SeraiTesting
import Testing
import TravelDocuments

private let day = CalendarDay("2026-11-22")!

@Suite struct `Misread characters` {
    private struct Case: Decodable {
        struct Repair: Decodable {
            var status: String
            var lines: [String]?
        }
        var id: String
        var format: String
        var lines: [String]
        var truth: [String]?
        var repair: Repair?
    }

    private func cases() throws -> [Case] {
        try String(contentsOf: fixture("documents/mrz-dev.jsonl"), encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }.filter { $0.repair != nil }
    }

    @Test func `are restored where check digits can, and never chosen where they cannot`() throws {
        let cases = try cases()
        #expect(cases.count == 60)
        var restored = 0
        for known in cases {
            let found = MRZ.repair(known.lines, as: MRZFormat(rawValue: known.format), on: day)
            #expect(found.status.rawValue == known.repair?.status, "\(known.id)")
            #expect(found.lines == known.repair?.lines, "\(known.id)")
            if found.lines == known.truth { restored += 1 }
        }
        #expect(restored == 40)
    }

    @Test func `come with every change and its reason`() {
        var scanned = specimen
        scanned[1] = "L8989O2C36UTO74O8122F1204159ZE184226B<<<<<10"
        let found = MRZ.repair(scanned, on: day)
        #expect(found.lines == specimen)
        #expect(
            found.changes.map { "\($0.line).\($0.place) \($0.from)\($0.to) \($0.reason)" }
                == ["2.6 O0 checkDigit", "2.16 O0 place"])
    }

    @Test func `in fillers are proposed, not taken for the rule's result`() throws {
        var scanned = specimen
        scanned[0] = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<KK<<<K<<<<<<"
        let found = MRZ.repair(scanned, on: day)
        #expect(found.lines == scanned)
        let first = try #require(found.proposals.first)
        #expect(first.lines == specimen)
        #expect(first.changes.map(\.reason) == [.filler, .filler, .filler])
    }

    @Test func `that no check digit sees are proposed by the form of the number`() throws {
        let fixed = try MRZ.make(
            MRZDraft(
                .td3, code: "P", issuer: "UTO", number: "AB1214561", surname: "Eriksson", given: "Anna",
                birth: PartialDate("1974-08-12"), sex: .female, expiry: CalendarDay("2032-04-15")!))
        var scanned = fixed
        scanned[1] = "AB12L" + fixed[1].dropFirst(5)
        let found = MRZ.repair(scanned, on: day)
        #expect(found.status == .unique)
        #expect(found.lines == scanned)
        #expect(found.proposals.first?.lines == fixed)
        #expect(found.proposals.first?.changes.map(\.reason) == [.numberShape])
        #expect(found.accessKeys(on: day).map(\.documentNumber).prefix(2) == ["AB12L4561", "AB1214561"])
    }

    @Test func `of a clean scan change nothing and propose nothing`() throws {
        for known in try cases() {
            guard let truth = known.truth else { continue }
            let found = MRZ.repair(truth, as: MRZFormat(rawValue: known.format), on: day)
            #expect(found.status == .unique)
            #expect(found.lines == truth)
        }
        #expect(MRZ.repair(specimen, on: day).proposals.isEmpty)
    }

    @Test func `are answered whatever was scanned`() {
        var random = SplitMix(seed: 9303_11)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<<<<<<<<aé ".map(String.init))
        for lines in [[], [""], ["P<", "x"], [String](repeating: String(repeating: "<", count: 44), count: 2)] {
            #expect(MRZ.repair(lines, on: day).lines == nil)
        }
        for _ in 0..<40 {
            let lines = (0..<2).map { _ in (0..<44).map { _ in alphabet.randomElement(using: &random)! }.joined() }
            #expect(MRZ.repair(["P" + lines[0].dropFirst(), lines[1]], as: .td3, on: day).proposals.count <= 8)
        }
    }
}
