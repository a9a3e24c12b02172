// Document numbers as integers: exact, and as optical readers and clerks may have left them.

import Records

/// A document number in eight bytes.
///
/// Up to twelve characters are held exactly, base 37; longer ones by a 63-bit hash with the top bit set, so that two such
/// numbers are the same with a chance of one in 2^63.
struct DocumentCode: Hashable, Sendable {
    let value: UInt64

    init(_ number: some Collection<UInt8>) {
        var code: UInt64 = 0
        if number.count <= 12 {
            for byte in number { code = code * 37 + Self.digit(byte) }
            value = code
        } else {
            code = 0xCBF2_9CE4_8422_2325
            for byte in number {
                code = (code ^ UInt64(byte)) &* 0x100_0000_01B3
                code ^= code >> 32
            }
            value = code | 1 << 63
        }
    }

    /// The number as confusable readings and missing leading zeros leave it.
    static func folded(_ number: DocumentNumber) -> DocumentCode {
        DocumentCode(DocumentFolding.confusable(number).drop { $0 == UInt8(ascii: "0") })
    }

    private static func digit(_ byte: UInt8) -> UInt64 {
        byte <= UInt8(ascii: "9") ? UInt64(byte - UInt8(ascii: "0")) + 1 : UInt64(byte - UInt8(ascii: "A")) + 11
    }

    /// Check digit of ICAO Doc 9303-3 (weights 7, 3, 1; letters count from 10).
    static func checkDigit(_ number: some Collection<UInt8>) -> UInt8 {
        var sum = 0
        for (index, byte) in number.enumerated() { sum += Int(digit(byte) - 1) * [7, 3, 1][index % 3] }
        return UInt8(ascii: "0") + UInt8(sum % 10)
    }
}
