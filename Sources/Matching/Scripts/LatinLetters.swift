// Latin letters with marks, set down as the letters people type instead of them.

/// Folds Latin script to a–z.
///
/// Four capitals survive the folding because their plain letter would lose a sound: `S` (ş š ś), `C` (ç č ć),
/// `Z` (ž ż) and `G` (ğ). `Sound.parse` hears them; comparing text lower-cases them.
/// `O` is the inherent vowel of an Indic letter, which may be silent (`BengaliScript`).
/// Base letters follow the decompositions of the Unicode Character Database; letters without one are set by hand
/// (ı, ø, ł, ə …).
enum LatinLetters {
    /// - Returns: 1–2 ASCII letters, or `nil` when the scalar is no Latin letter.
    static func fold(_ scalar: UInt32) -> StaticString? {
        switch scalar {
        case 0xC0...0x17F: entry(extended, Int(scalar) - 0xC0)
        case 0x180...0x24F: entry(extendedB, Int(scalar) - 0x180)
        case 0x259, 0x18F: "a"
        case 0x1E00...0x1EFF: entry(additional, Int(scalar) - 0x1E00)
        default: nil
        }
    }

    private static func entry(_ table: [StaticString], _ index: Int) -> StaticString? {
        guard index < table.count, table[index].utf8CodeUnitCount > 0 else { return nil }
        return table[index]
    }

    // U+00C0…U+017F; "" where there is no letter.
    private static let extended: [StaticString] = [
        "a", "a", "a", "a", "a", "a", "ae", "C", "e", "e", "e", "e", "i", "i", "i", "i",
        "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss",
        "a", "a", "a", "a", "a", "a", "ae", "C", "e", "e", "e", "e", "i", "i", "i", "i",
        "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
        "a", "a", "a", "a", "a", "a", "C", "C", "C", "C", "c", "c", "C", "C", "d", "d",
        "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "G", "G",
        "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
        "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
        "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
        "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "S", "S", "S", "S", "S", "S",
        "S", "S", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
        "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "Z", "Z", "Z", "Z", "s",
    ]

    // U+0180…U+024F.
    private static let extendedB: [StaticString] = [
        "", "b", "", "", "", "", "", "", "", "", "d", "", "", "", "a", "a",
        "", "f", "f", "", "gh", "", "", "", "k", "k", "", "", "", "", "", "",
        "o", "o", "", "", "", "", "", "", "", "", "", "", "", "", "", "u",
        "u", "", "", "y", "y", "", "", "", "", "", "", "", "", "", "", "",
        "", "", "", "", "dz", "dz", "dz", "lj", "lj", "lj", "nj", "nj", "nj", "a", "a", "i",
        "i", "o", "o", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "a", "a", "a",
        "a", "a", "ae", "ae", "", "", "G", "G", "k", "k", "o", "o", "o", "o", "", "",
        "j", "dz", "dz", "dz", "g", "g", "", "", "n", "n", "a", "a", "ae", "ae", "o", "o",
        "a", "a", "a", "a", "e", "e", "e", "e", "i", "i", "i", "i", "o", "o", "o", "o",
        "r", "r", "r", "r", "u", "u", "u", "u", "S", "S", "t", "t", "", "", "h", "h",
        "", "", "", "", "", "", "a", "a", "e", "e", "o", "o", "o", "o", "o", "o",
        "o", "o", "y", "y", "", "", "", "", "", "", "", "", "", "", "", "",
        "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
    ]

    // U+1E00…U+1EFF (Vietnamese among them).
    private static let additional: [StaticString] = [
        "a", "a", "b", "b", "b", "b", "b", "b", "c", "c", "d", "d", "d", "d", "d", "d",
        "d", "d", "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "f", "f",
        "g", "g", "h", "h", "h", "h", "h", "h", "h", "h", "h", "h", "i", "i", "i", "i",
        "k", "k", "k", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", "l", "m", "m",
        "m", "m", "m", "m", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
        "o", "o", "o", "o", "p", "p", "p", "p", "r", "r", "r", "r", "r", "r", "r", "r",
        "s", "s", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t", "t", "t", "t",
        "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "v", "v", "v", "v",
        "w", "w", "w", "w", "w", "w", "w", "w", "w", "w", "x", "x", "x", "x", "y", "y",
        "z", "z", "z", "z", "z", "z", "h", "t", "w", "y", "", "s", "", "", "ss", "",
        "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a",
        "a", "a", "a", "a", "a", "a", "a", "a", "e", "e", "e", "e", "e", "e", "e", "e",
        "e", "e", "e", "e", "e", "e", "e", "e", "i", "i", "i", "i", "o", "o", "o", "o",
        "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o",
        "o", "o", "o", "o", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u",
        "u", "u", "y", "y", "y", "y", "y", "y", "y", "y", "", "", "", "", "", "",
    ]
}
