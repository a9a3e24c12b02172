// Korean syllables taken apart by arithmetic (the Unicode Standard, section 3.12) and spelt in Latin.

enum HangulScript {
    private static let leads = [
        "g", "k", "n", "d", "t", "r", "m", "b", "p", "s", "s", "", "j", "j", "ch", "k", "t", "p", "h",
    ]
    private static let vowels = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
        "yu", "eu",
        "ui", "i",
    ]
    private static let tails = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t",
        "t", "ng", "t",
        "t", "k", "t", "p", "t",
    ]
    /// Surnames whose customary Latin spelling is not the sum of its letters.
    private static let surnames: [UInt32: String] = [
        0xAE40: "kim", 0xC774: "lee", 0xBC15: "park", 0xCD5C: "choi",
    ]

    /// The surname (one syllable, when there are at least two) and the rest.
    static func latin(_ syllables: [UInt32]) -> [String] {
        let spelt = syllables.map(latin)
        guard spelt.count > 1 else { return spelt }
        return [surnames[syllables[0]] ?? spelt[0], spelt.dropFirst().joined()]
    }

    private static func latin(_ syllable: UInt32) -> String {
        let index = Int(syllable - 0xAC00)
        return leads[index / 588] + vowels[index % 588 / 28] + tails[index % 28]
    }
}
