// What document numbers look like. A pattern only orders proposals and never decides: issuers change series, and a
// number outside its pattern is no sign of forgery.

/// The forms of an issuer's passport numbers, as data.
struct IssuerNumbers {
    /// `A` a letter, `9` a digit, `X` letter or digit; one row an issuer.
    ///
    /// Source: forms shown by issuers' public specimens; reviewed 2026-11. A node may keep its own list. Only issuers whose
    /// ordinary passports have had one form for years are listed.
    private static let table: [String: [String]] = [
        "BGD": ["AA9999999", "A99999999"], "CHN": ["A99999999", "AA9999999"], "D": ["AXXXXXXXX"], "ESP": ["AAA999999"],
        "FRA": ["99AA99999"], "GBR": ["999999999"], "IND": ["A9999999"], "ITA": ["AA9999999"], "JPN": ["AA9999999"],
        "KAZ": ["A99999999"], "KGZ": ["AA9999999"], "POL": ["AA9999999"], "THA": ["AA9999999"], "TUR": ["A99999999"],
        "UKR": ["AA999999"], "USA": ["999999999", "A99999999"], "UZB": ["AA9999999"],
    ]

    /// - Returns: `nil` when nothing is known of this issuer.
    static func fits(_ number: ArraySlice<UInt8>, of issuer: String) -> Bool? {
        table[issuer].map { forms in
            forms.contains { form in
                form.utf8.count == number.count && zip(form.utf8, number).allSatisfy(allows)
            }
        }
    }

    private static func allows(_ form: UInt8, _ byte: UInt8) -> Bool {
        switch form {
        case UInt8(ascii: "9"): isDigit(byte)
        case UInt8(ascii: "A"): isLetter(byte)
        default: isDigit(byte) || isLetter(byte)
        }
    }

    /// How often letter and digit change places; the numbers of most issuers have letters in front: one change.
    static func turns(_ number: ArraySlice<UInt8>) -> Int {
        zip(number, number.dropFirst()).count { isDigit($0) != isDigit($1) } + (number.first.map(isDigit) ?? true ? 1 : 0)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
