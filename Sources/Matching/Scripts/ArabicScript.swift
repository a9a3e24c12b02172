// The Arabic script and the languages that borrowed it. Letters that differ only by language or by a reader's habit
// (ی ي ى, ک ك, ه ہ ھ ة, إ أ آ ا) are set down as one, since lists and keyboards mix them.

enum ArabicScript {
    /// Folded letters are single bytes from here on, so that they never equal a Latin letter.
    static let first: UInt8 = 0x80

    /// One folded letter.
    private struct Letter {
        /// All spellings folded into this one; the first is shown to people.
        var forms: String
        /// How ICAO Doc 9303-3 section 6 C writes each of them in a machine-readable zone, where letters alone
        /// would not do; several readings where editions differ.
        var machine: [String]
        var sounds: [Sound]
    }

    // Source of `machine`: ICAO Doc 9303-3 section 6 C, "Arabic script", and the ICAO presentation of those rules
    // (2011) where they differ (XW and U for ؤ, XTA and XAH for ة).
    private static let letters: [Letter] = [
        Letter(forms: "ا أ إ آ ٱ", machine: ["A", "XAE", "I", "XAA", "XXA"], sounds: [.alef]),
        Letter(forms: "ب ٻ", machine: ["B"], sounds: [.b]),
        Letter(forms: "پ", machine: ["P"], sounds: [.p]),
        Letter(forms: "ت ټ ٹ", machine: ["T", "XRT", "XXT"], sounds: [.t]),
        Letter(forms: "ث", machine: ["XTH"], sounds: [.theh]),
        Letter(forms: "ج", machine: ["J"], sounds: [.jeem]),
        Letter(forms: "چ", machine: ["XC"], sounds: [.ch]),
        Letter(forms: "ح", machine: ["XH"], sounds: [.hah]),
        Letter(forms: "خ", machine: ["XKH"], sounds: [.khah]),
        Letter(forms: "د ډ ڈ", machine: ["D", "XDR", "XXD"], sounds: [.d]),
        Letter(forms: "ذ", machine: ["XDH"], sounds: [.thal]),
        Letter(forms: "ر ړ ڑ ڕ", machine: ["R", "XRR", "XXR"], sounds: [.r]),
        Letter(forms: "ز", machine: ["Z"], sounds: [.z]),
        Letter(forms: "ژ", machine: ["XJ"], sounds: [.zh]),
        Letter(forms: "س", machine: ["S"], sounds: [.s]),
        Letter(forms: "ش", machine: ["XSH"], sounds: [.sh]),
        Letter(forms: "ښ", machine: ["XXS"], sounds: [.kh]),
        Letter(forms: "ص", machine: ["XSS"], sounds: [.sad]),
        Letter(forms: "ض", machine: ["XDZ"], sounds: [.dad]),
        Letter(forms: "ط", machine: ["XTT"], sounds: [.tah]),
        Letter(forms: "ظ", machine: ["XZZ"], sounds: [.zah]),
        Letter(forms: "ع", machine: ["E"], sounds: [.ain]),
        Letter(forms: "غ", machine: ["G"], sounds: [.ghain]),
        Letter(forms: "ف ڤ", machine: ["F"], sounds: [.f]),
        Letter(forms: "ق", machine: ["Q"], sounds: [.qaf]),
        Letter(forms: "ك ک", machine: ["K", "XKK"], sounds: [.k]),
        Letter(forms: "گ ګ", machine: ["XGG", "XXK"], sounds: [.g]),
        Letter(forms: "ل ڵ", machine: ["L"], sounds: [.l]),
        Letter(forms: "م", machine: ["M"], sounds: [.m]),
        Letter(forms: "ن ں", machine: ["N", "XNN"], sounds: [.n]),
        Letter(forms: "ڼ", machine: ["XXN"], sounds: [.n]),
        Letter(forms: "ه ہ ە ۀ ۂ", machine: ["H", "XXG", "XYH", "XGE"], sounds: [.heh]),
        Letter(forms: "ھ", machine: ["XDO"], sounds: [.heh]),
        Letter(forms: "ة ۃ", machine: ["XTA", "XAH", "XTG"], sounds: [.tehMarbuta]),
        Letter(forms: "و ؤ ۆ ۇ ۋ", machine: ["W", "U", "XW"], sounds: [.waw]),
        Letter(
            forms: "ي ى ی ئ ې ۍ ێ ے", machine: ["Y", "XAY", "XYA", "XI", "XXE", "XYE", "XBE", "XBA"],
            sounds: [.yeh]),
        Letter(forms: "ځ", machine: ["XKE"], sounds: [.dz]),
        Letter(forms: "څ", machine: ["XXH"], sounds: [.ts]),
        Letter(forms: "ږ", machine: ["XRX"], sounds: [.g]),
        Letter(forms: "ء", machine: ["XE"], sounds: [.none]),
    ]

    private static let byScalar: [UInt32: UInt8] = {
        var table: [UInt32: UInt8] = [:]
        for (index, letter) in letters.enumerated() {
            for scalar in letter.forms.unicodeScalars where scalar != " " {
                table[scalar.value] = first + UInt8(index)
            }
        }
        return table
    }()

    private static let sounds: [UInt8] = letters.map { $0.sounds[0].rawValue }

    /// - Returns: one folded letter; 0 for marks that are passed over (short vowels, tatweel, superscript alef).
    static func fold(_ scalar: UInt32) -> UInt8? {
        if let letter = byScalar[scalar] { return letter == hamza ? 0 : letter }
        switch scalar {
        case 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6ED: return 0
        default: return nil
        }
    }

    static func contains(_ scalar: UInt32) -> Bool {
        (0x600...0x6FF).contains(scalar) || (0x750...0x77F).contains(scalar)
    }

    /// The folded form of a word written here in the source, for tables of particles.
    static func folded(_ word: String) -> [UInt8] {
        word.unicodeScalars.compactMap { fold($0.value) }.filter { $0 != 0 }
    }

    /// The sounds of one folded word; at most `limit`. Doubled letters stay doubled once written twice.
    static func sounds(of word: [UInt8], limit: Int = 32) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(word.count)
        for (index, byte) in word.enumerated() where result.count < limit && byte >= first {
            let sound = sounds[Int(byte - first)]
            guard sound != 0 else { continue }
            // Urdu writes breathed consonants (bh, dh, kh) with this letter; Latin spelling often drops the breath.
            if byte == breath, result.count > 0 { continue }
            // ‑ayi and ‑awu are written with the letter twice.
            if sound == result.last, sound == Sound.yeh.rawValue || sound == Sound.waw.rawValue { continue }
            // A final heh is often a teh marbuta without its dots, and silent in Persian.
            let last = index == word.count - 1
            result.append(
                last && index > 0 && sound == Sound.heh.rawValue ? Sound.tehMarbuta.rawValue : sound)
        }
        return result
    }

    private static let hamza: UInt8 = byScalar[0x621] ?? 0
    private static let breath: UInt8 = byScalar[0x6BE] ?? 0

    // ICAO spellings, longest first, by their first letter.
    private static let machine: [UInt8: [(spelling: [UInt8], letter: UInt8)]] = {
        var table: [UInt8: [(spelling: [UInt8], letter: UInt8)]] = [:]
        for (index, letter) in letters.enumerated() {
            for spelling in letter.machine {
                let bytes = Array(spelling.lowercased().utf8)
                table[bytes[0], default: []].append((bytes, first + UInt8(index)))
            }
        }
        for key in table.keys { table[key]?.sort { $0.spelling.count > $1.spelling.count } }
        return table
    }()

    /// Reads one part of a machine-readable name as ICAO's spelling of Arabic letters.
    ///
    /// - Parameter word: folded Latin (a–z).
    /// - Returns: folded letters, or `nil` when the word holds something ICAO's table never writes.
    static func decode(machineReadable word: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var at = 0
        while at < word.count {
            guard
                let hit = machine[word[at]]?.first(where: { spelling, _ in
                    at + spelling.count <= word.count && zip(spelling, word[at...]).allSatisfy(==)
                })
            else {
                // An x at the end belongs to a letter that the field cut off.
                if word[at] == UInt8(ascii: "x") {
                    at += 1
                    continue
                }
                return nil
            }
            if hit.letter != hamza { result.append(hit.letter) }
            at += hit.spelling.count
        }
        return result.isEmpty ? nil : result
    }
}
