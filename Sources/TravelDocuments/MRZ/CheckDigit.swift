// The check digits of a machine-readable zone: arithmetic over its 37 characters, nothing else.

/// What an MRZ character counts as in a check digit; 255 for a character outside the MRZ alphabet.
@inline(__always)
func mrzValue(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x5A: byte - 0x41 + 10
    case filler: 0
    default: 255
    }
}

/// `<`, the MRZ's blank.
let filler = UInt8(ascii: "<")

/// A running sum with weights 7, 3, 1, so that a check digit can run over fields that do not touch.
///
/// Digits count as themselves, A–Z as 10–35, `<` as 0; the digit is the sum modulo 10.
/// Source: ICAO Doc 9303-3, 4.9 (check digits in the MRZ).
struct CheckSum {
    private var sum = 0
    private var place = 0

    @inline(__always)
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        for index in range {
            sum &+= Int(mrzValue(bytes[index])) &* Self.weights(place)
            place = place == 2 ? 0 : place &+ 1
        }
    }

    @inline(__always)
    private static func weights(_ place: Int) -> Int { place == 0 ? 7 : place == 1 ? 3 : 1 }

    /// The digit as the character to print.
    var character: UInt8 { UInt8(sum % 10) + 0x30 }
}

/// Check digit over one MRZ field.
///
/// - Parameter field: one field, upper case, fillers included; any length.
/// - Returns: 0...9, or `nil` when a character is outside the MRZ alphabet.
package func checkDigit(of field: some StringProtocol) -> Int? {
    let bytes = Array(field.utf8)
    guard bytes.allSatisfy({ mrzValue($0) != 255 }) else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
        var sum = CheckSum()
        sum.add(bytes, bytes.indices)
        return Int(sum.character - 0x30)
    }
}
