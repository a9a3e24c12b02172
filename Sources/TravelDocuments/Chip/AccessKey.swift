// What opens a chip: the printed lines, or a number printed beside them. No shared secret of states is needed to read one's
// own passport, and none is used here.

/// A chip's password as printed on the document.
package enum AccessKey: Hashable, Sendable {
    /// Document number, birth and expiry from the zone.
    case zone(AccessKeyGuess)
    /// The six-digit card access number.
    case cardNumber(String)

    /// Number, birth, expiry, each with its check digit (Doc 9303-11 4.3.2): what `zone` keys are made of.
    ///
    /// A number shorter than nine is filled up; a longer one counts whole.
    package var information: [UInt8] {
        switch self {
        case .cardNumber(let number): return Array(number.utf8)
        case .zone(let key):
            let short = key.documentNumber.utf8.count < 9
            let number = key.documentNumber + (short ? String(repeating: "<", count: 9 - key.documentNumber.utf8.count) : "")
            return [number, key.birth, key.expiry].flatMap { field in
                Array(field.utf8) + [UInt8(ascii: "0") + UInt8(checkDigit(of: field) ?? 0)]
            }
        }
    }

    /// `f(π)` of PACE, and the seed of basic access (first 16 bytes).
    var seed: [UInt8] {
        switch self {
        case .zone: HashAlgorithm.sha1.digest(information)
        case .cardNumber: information
        }
    }

    /// Password reference of PACE: 1 zone, 2 card access number.
    var reference: UInt8 {
        switch self {
        case .zone: 1
        case .cardNumber: 2
        }
    }
}
