import Records

/// The issuer and nationality codes a document may carry, found without building a text.
///
/// `D` is Germany's code on documents. Source: ICAO Doc 9303-3 section 5; the list itself is in Records.
enum IssuerCode {
    static let specimen = packed(UInt8(ascii: "U"), UInt8(ascii: "T"), UInt8(ascii: "O"))

    /// - Returns: 0 when one of the three is neither a letter nor, behind a `D`, a filler.
    @inline(__always)
    static func packed(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        func place(_ byte: UInt8) -> Int {
            (0x41...0x5A).contains(byte) ? Int(byte - 0x40) : byte == filler ? 0 : 31
        }
        return place(first) << 10 | place(second) << 5 | place(third)
    }

    @inline(__always)
    static func isKnown(_ code: Int) -> Bool { known[code] }

    /// 32 × 32 × 32 answers, asked of Records once: 17,576 look-ups, a few milliseconds at the first document.
    private static let known: [Bool] = {
        var known = [Bool](repeating: false, count: 1 << 15)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        for first in letters {
            for second in letters {
                for third in letters
                where CountryCode(String(decoding: [first, second, third], as: UTF8.self)) != nil {
                    known[packed(first, second, third)] = true
                }
            }
        }
        known[packed(UInt8(ascii: "D"), filler, filler)] = true
        return known
    }()
}
