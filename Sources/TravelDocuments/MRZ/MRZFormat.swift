// The five shapes of a machine-readable zone, and where each keeps its fields.

/// One of ICAO's MRZ formats.
package enum MRZFormat: String, Codable, Sendable, CaseIterable {
    /// Cards: three lines of 30.
    case td1 = "TD1"
    /// Older, larger cards: two lines of 36.
    case td2 = "TD2"
    /// Passport books: two lines of 44.
    case td3 = "TD3"
    /// Visas the size of a passport page: two lines of 44.
    case mrvA = "MRV-A"
    /// Smaller visas: two lines of 36.
    case mrvB = "MRV-B"

    package var lineCount: Int { self == .td1 ? 3 : 2 }

    package var lineLength: Int {
        switch self {
        case .td1: 30
        case .td2, .mrvB: 36
        case .td3, .mrvA: 44
        }
    }

    /// The first letters a document code may have in this format.
    package var documentLetters: [Character] {
        switch self {
        case .td1, .td2: ["A", "C", "I"]
        case .td3: ["P"]
        case .mrvA, .mrvB: ["V"]
        }
    }

    func allows(documentLetter byte: UInt8) -> Bool {
        switch self {
        case .td1, .td2: byte == UInt8(ascii: "I") || byte == UInt8(ascii: "A") || byte == UInt8(ascii: "C")
        case .td3: byte == UInt8(ascii: "P")
        case .mrvA, .mrvB: byte == UInt8(ascii: "V")
        }
    }

    /// Cards may carry a document number longer than nine characters; books and visas may not.
    package var allowsLongNumber: Bool { self == .td1 || self == .td2 }

    var layout: MRZLayout {
        switch self {
        case .td1: .td1
        case .td2: .td2
        case .td3: .td3
        case .mrvA: .mrvA
        case .mrvB: .mrvB
        }
    }
}

/// Positions of the fields in the lines laid end to end, counted from 0.
///
/// Source: ICAO Doc 9303-4 4.2, -5 4.2, -6 4.2, -7 4.1 and 5.1 (data structure of the MRZ).
struct MRZLayout {
    let name: Range<Int>
    let number: Range<Int>
    let nationality: Range<Int>
    let birth: Range<Int>
    let sex: Int
    let expiry: Range<Int>
    let optional1: Range<Int>
    let optional2: Range<Int>
    /// Where the optional data has a check digit of its own (passports only).
    let optionalCheck: Int?
    /// Where the composite digit stands, and what it runs over; visas have none.
    let composite: Int?
    let compositeOver: [Range<Int>]

    var code: Range<Int> { 0..<2 }
    var issuer: Range<Int> { 2..<5 }
    var numberCheck: Int { number.upperBound }
    var birthCheck: Int { birth.upperBound }
    var expiryCheck: Int { expiry.upperBound }

    static let td1 = MRZLayout(
        name: 60..<90, number: 5..<14, nationality: 45..<48, birth: 30..<36, sex: 37, expiry: 38..<44,
        optional1: 15..<30, optional2: 48..<59, optionalCheck: nil, composite: 59,
        compositeOver: [5..<37, 38..<45, 48..<59])
    static let td2 = MRZLayout(
        name: 5..<36, number: 36..<45, nationality: 46..<49, birth: 49..<55, sex: 56, expiry: 57..<63,
        optional1: 64..<71, optional2: 71..<71, optionalCheck: nil, composite: 71,
        compositeOver: [36..<46, 49..<56, 57..<71])
    static let td3 = MRZLayout(
        name: 5..<44, number: 44..<53, nationality: 54..<57, birth: 57..<63, sex: 64, expiry: 65..<71,
        optional1: 72..<86, optional2: 86..<86, optionalCheck: 86, composite: 87,
        compositeOver: [44..<54, 57..<64, 65..<87])
    static let mrvA = MRZLayout(
        name: 5..<44, number: 44..<53, nationality: 54..<57, birth: 57..<63, sex: 64, expiry: 65..<71,
        optional1: 72..<88, optional2: 88..<88, optionalCheck: nil, composite: nil, compositeOver: [])
    static let mrvB = MRZLayout(
        name: 5..<36, number: 36..<45, nationality: 46..<49, birth: 49..<55, sex: 56, expiry: 57..<63,
        optional1: 64..<72, optional2: 72..<72, optionalCheck: nil, composite: nil, compositeOver: [])
}
