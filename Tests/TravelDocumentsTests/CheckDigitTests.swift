import SeraiTesting
import Testing
import TravelDocuments

@Suite struct `Check digits` {
    @Test(arguments: [
        ("L898902C3", 6), ("740812", 2), ("120415", 9), ("ZE184226B<<<<<", 1), ("D23145890734", 9),
    ])
    func `agree with the specimens in ICAO Doc 9303`(field: String, expected: Int) {
        #expect(checkDigit(of: field) == expected)
    }

    @Test func `notice any single changed digit`() {
        var random = SplitMix(seed: 9303)
        for _ in 0..<2_000 {
            var digits = (0..<9).map { _ in Int.random(in: 0...9, using: &random) }
            let text = digits.map(String.init).joined()
            let place = Int.random(in: 0..<9, using: &random)
            digits[place] = (digits[place] + Int.random(in: 1...9, using: &random)) % 10
            #expect(
                checkDigit(of: text) != checkDigit(of: digits.map(String.init).joined()),
                "\(text) at \(place)")
        }
    }

    @Test func `are not computed over foreign characters`() {
        #expect(checkDigit(of: "L8989é") == nil)
        #expect(checkDigit(of: "l898902c3") == nil)
    }
}
