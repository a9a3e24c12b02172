// Bangla: consonants carry an inherent vowel unless a vowel sign or a virama follows.

enum BengaliScript {
    private static let consonants = AlphabetTable(
        """
        ক k খ kh গ g ঘ gh ঙ ng চ ch ছ ch জ j ঝ jh ঞ n ট t ঠ th ড d ঢ dh ণ n ত t থ th দ d ধ dh ন n প p ফ f ব b ভ bh ম m
        য j র r ল l শ sh ষ sh স s হ h য় y ড় r ঢ় r ৎ t ৰ r ৱ w
        """
    ).letters
    private static let vowels = AlphabetTable("অ o আ a ই i ঈ i উ u ঊ u ঋ ri এ e ঐ oi ও o ঔ ou").letters
    private static let signs: [UInt32: String] = [
        0x9BE: "a", 0x9BF: "i", 0x9C0: "i", 0x9C1: "u", 0x9C2: "u", 0x9C3: "ri", 0x9C7: "e", 0x9C8: "oi",
        0x9CB: "o",
        0x9CC: "ou", 0x982: "ng", 0x983: "", 0x981: "",
    ]
    private static let nukta: UInt32 = 0x9BC
    private static let virama: UInt32 = 0x9CD

    static func contains(_ scalar: UInt32) -> Bool { (0x980...0x9FF).contains(scalar) }

    /// Latin letters of one written word. The inherent vowel, which may be silent, is written "O" and dropped at the
    /// word's end.
    static func latin(_ word: ArraySlice<UInt32>) -> String {
        var text = ""
        var open = false
        for scalar in word {
            if scalar == nukta {
                // য + nukta is y, ড and ঢ + nukta are r.
                if text.hasSuffix("j") {
                    text.removeLast()
                    text += "y"
                }
                if text.hasSuffix("d") || text.hasSuffix("dh") {
                    text.removeLast(text.hasSuffix("dh") ? 2 : 1)
                    text += "r"
                }
            } else if scalar == virama {
                open = false
            } else if let sign = signs[scalar] {
                text += sign
                open = false
            } else if let vowel = vowels[scalar] {
                if open { text += "O" }
                text += vowel
                open = false
            } else if let consonant = consonants[scalar] {
                if open { text += "O" }
                text += consonant
                open = true
            }
        }
        return text
    }
}
