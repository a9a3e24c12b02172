// Alphabets that write their vowels, letter by letter to Latin. The spellings on the right need not be anyone's
// official romanisation: `Sound.parse` hears "kh", "ch", "zh" whichever scheme the other side was written by.

/// One alphabet as pairs "letter latin", lower case.
struct AlphabetTable: Sendable {
    let letters: [UInt32: String]

    /// - Parameter pairs: letter and its Latin spelling alternating, separated by spaces; `-` stands for no sound.
    init(_ pairs: String) {
        let words = pairs.split(whereSeparator: \.isWhitespace)
        var letters: [UInt32: String] = [:]
        var index = 0
        while index + 1 < words.count {
            for scalar in words[index].unicodeScalars {
                letters[scalar.value] = words[index + 1] == "-" ? "" : String(words[index + 1])
            }
            index += 2
        }
        self.letters = letters
    }
}

extension AlphabetTable {
    /// Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kazakh, Kyrgyz, Tajik, Uzbek, Tatar, Mongolian.
    static let cyrillic = AlphabetTable(
        """
        а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh
        щ shch ъ - ы y ь - э e ю yu я ya
        ѐ e ѝ i ђ dj ѓ g є ye ѕ dz і i ї yi ј y љ l њ n ћ C ќ k ў o џ dzh ґ g
        ғ gh җ zh қ q ҝ g ҡ q ң n ҥ ng ө o ү u ұ u ҳ h һ h ҷ j ҹ j ә a ӣ i ӯ u ӡ dz ӧ o ӱ u ӳ u ҫ s ҙ dh ѣ e ѳ f ѵ i
        """)

    static let greek = AlphabetTable(
        """
        α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
        ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y
        """)

    static let georgian = AlphabetTable(
        """
        ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch
        ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h
        """)

    static let armenian = AlphabetTable(
        """
        ա a բ b գ g դ d ե e զ z է e ը y թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch
        պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev
        """)

    /// Lower-case form of a letter of these alphabets; other scalars come back unchanged.
    static func lowered(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x410...0x42F: scalar + 32
        case 0x400...0x40F: scalar + 80
        case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: scalar | 1
        case 0x4C0: 0x4CF
        case 0x4C1...0x4CE: scalar & 1 == 1 ? scalar + 1 : scalar
        case 0x391...0x3AB: scalar + 32
        case 0x386: 0x3AC
        case 0x388...0x38A: scalar + 37
        case 0x38C: 0x3CC
        case 0x38E, 0x38F: scalar + 63
        case 0x531...0x556: scalar + 48
        case 0x1C90...0x1CBA: scalar - 0x1C90 + 0x10D0
        case 0x10A0...0x10C5: scalar - 0x10A0 + 0x10D0
        default: scalar
        }
    }
}
