import Matching
import Records
import SeraiTesting
import Testing

private func number(_ text: String) throws -> DocumentNumber { try #require(DocumentNumber(text)) }

@Suite struct `A document register` {
    @Test func `finds a number as it is, and as readers and clerks leave it`() throws {
        let register = DocumentRegister()
        let numbers = try ["L898902C3", "00123456", "AB0O1I5S8B", "1234"].map { try number($0) }
        register.add(zip(numbers, 1...).map { (number: $0, entry: UInt32($1)) })
        func first(_ text: String) throws -> DocumentRelation? { register.find(try number(text)).first?.relation }
        #expect(try first("l898-902 c3") == .same)
        #expect(try first("L8989O2C3") == .confusable)
        #expect(try first("123456") == .leadingZeros)
        #expect(try first("ABO0I15S88") == .confusable)
        // ICAO Doc 9303-4, appendix: the check digit of L898902C3 is 6.
        #expect(try first("L898902C36") == .checkDigit)
        #expect(try first("L898902C35") == nil)
        #expect(try first("L898902C4") == nil)
        #expect(try first("1234") == nil)
    }

    @Test func `agrees with a dictionary over many numbers, and never returns what was removed`() throws {
        var random = SplitMix(seed: 68)
        let register = DocumentRegister()
        var model: [String: Set<UInt32>] = [:]
        var entry: UInt32 = 0
        for _ in 0..<60 {
            var batch: [(number: DocumentNumber, entry: UInt32)] = []
            for _ in 0..<50 {
                let text = (0..<Int.random(in: 5...15, using: &random)).map { _ in
                    String("013456789AEFHKMX".randomElement(using: &random)!)
                }.joined()
                batch.append((try number(text), entry))
                model[text, default: []].insert(entry)
                entry += 1
            }
            register.add(batch)
        }
        for gone in stride(from: 0, to: entry, by: 7) { register.remove(gone) }
        for (text, entries) in model {
            let same = register.find(try number(text)).filter { $0.relation == .same }.map(\.entry)
            #expect(Set(same) == entries.filter { $0 % 7 != 0 }, "\(text)")
        }
        #expect(register.byteCount <= 16 * 3_000)
    }
}
