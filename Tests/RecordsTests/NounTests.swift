import Foundation
import Records
import SeraiTesting
import Testing

@Suite struct `A state code` {
    @Test func `is read in three letters, two letters and as Germany's D`() {
        #expect(CountryCode("irq")?.alpha3 == "IRQ")
        #expect(CountryCode("IQ")?.alpha3 == "IRQ")
        #expect(CountryCode("D")?.alpha3 == "DEU")
        #expect(CountryCode("XXB")?.alpha3 == "XXB")
        #expect(CountryCode("UTO") == .specimen)
    }

    @Test(arguments: ["", "IR", "XX", "QQQ", "IRQQ", "İRQ", "<<<"])
    func `outside both lists is nothing, Iran's two letters aside`(code: String) {
        #expect(CountryCode(code)?.alpha3 == (code == "IR" ? "IRN" : nil))
    }

    @Test func `exists for all 249 states of ISO 3166-1`() {
        #expect(CountryCode.all.count == 249)
        #expect(CountryCode("KGZ")?.englishName == "Kyrgyzstan")
    }
}

@Suite struct `A document number` {
    @Test func `is compared without its punctuation and case`() {
        #expect(DocumentNumber("ab 123-456.7") == DocumentNumber("AB1234567"))
        #expect(DocumentNumber("L898902C3<<")?.value == "L898902C3")
    }

    @Test(arguments: ["", "  ", "<<<", "№123", "١٢٣", String(repeating: "1", count: 41)])
    func `is refused when it is none`(text: String) {
        #expect(DocumentNumber(text) == nil)
    }
}

@Suite struct `A record id` {
    @Test func `sorts by time and keeps its 128 bits`() throws {
        #expect(RecordID(milliseconds: 0, chance: (0, 0)).rawValue == String(repeating: "0", count: 26))
        #expect(
            RecordID(milliseconds: 0xFFFF_FFFF_FFFF, chance: (.max, .max)).rawValue == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
        // The example of the ULID specification.
        #expect(RecordID(milliseconds: 1_469_918_176_385, chance: (1, 2)).rawValue.hasPrefix("01ARYZ6S41"))
        #expect(RecordID(milliseconds: 1_469_918_176_385, chance: (1, 2)).milliseconds == 1_469_918_176_385)
        var random = SplitMix(seed: 26)
        for _ in 0..<500 {
            let early = UInt64.random(in: 0..<1 << 47, using: &random)
            let one = RecordID(milliseconds: early, chance: (random.next(), .max))
            let two = RecordID(milliseconds: early + 1, chance: (0, 0))
            #expect(one < two)
        }
    }

    @Test(arguments: ["", "a b", "ä", String(repeating: "a", count: 65), "a/b", "a\n"])
    func `refuses text that could not stand in a path or a log`(text: String) {
        #expect(RecordID(rawValue: text) == nil)
    }
}

@Suite struct `Handling of a record` {
    @Test func `gives equal bytes for equal sets`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let one = Handling(.amber, use: [.notOnward, .borderPurposesOnly], audience: ["b", "a", "c"])
        let two = Handling(.amber, use: [.borderPurposesOnly, .notOnward], audience: ["c", "b", "a"])
        #expect(try encoder.encode(one) == encoder.encode(two))
        #expect(try JSONDecoder().decode(Handling.self, from: encoder.encode(one)) == one)
    }

    @Test func `orders the traffic lights from clear to red`() {
        #expect(TrafficLight.allCases.sorted() == [.clear, .green, .amber, .amberStrict, .red])
    }
}
