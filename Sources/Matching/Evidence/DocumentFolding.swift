// Document numbers as optical readers see them.

import Records

enum DocumentFolding {
    /// The number with every character replaced by the first of those it is confused with:
    /// 0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B.
    static func confusable(_ number: DocumentNumber) -> [UInt8] { number.value.utf8.map(folded) }

    private static func folded(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "Q"), UInt8(ascii: "D"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case UInt8(ascii: "Z"): UInt8(ascii: "2")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "G"): UInt8(ascii: "6")
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        default: byte
        }
    }

    /// Numbers shorter than this are too few to single out a document.
    static let shortest = 5
}
