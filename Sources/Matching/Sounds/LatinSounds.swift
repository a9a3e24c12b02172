// Reading Latin spelling, whoever's orthography it is: English, French, German, Turkish, Slavic or ICAO.

/// Spelling rules from the longest on; the first that fits is taken.
struct LatinSounds: Sendable {
    private struct Rule {
        var spelling: [UInt8]
        var sounds: [UInt8]
    }

    private let rules: [[Rule]]

    static let standard = LatinSounds()

    private init() {
        var rules = [[Rule]](repeating: [], count: 128)
        for (spelling, sounds) in Self.table {
            let bytes = Array(spelling.utf8)
            rules[Int(bytes[0])].append(Rule(spelling: bytes, sounds: sounds.map(\.rawValue)))
        }
        self.rules = rules.map { $0.sorted { $0.spelling.count > $1.spelling.count } }
    }

    private static let table: [(String, [Sound])] = [
        ("schtsch", [.shch]), ("stsch", [.shch]), ("chtch", [.shch]), ("shch", [.shch]), ("schch", [.shch]),
        ("SC", [.shch]),
        ("sce", [.shch, .e]), ("sci", [.shch, .i]), ("sch", [.sh]), ("sh", [.sh]), ("sz", [.s]),
        ("tsch", [.ch]), ("tch", [.ch]), ("cz", [.ch]), ("ch", [.ch]), ("ck", [.k]), ("cs", [.c, .s]),
        ("dsch", [.j]), ("dzh", [.j]), ("dj", [.j]), ("jh", [.j]), ("zh", [.zh]),
        ("kh", [.kh]), ("gh", [.gh]), ("th", [.th]), ("dh", [.dh]), ("ph", [.f]), ("bh", [.b]),
        ("ts", [.ts]), ("tz", [.ts]), ("dz", [.dz]), ("ks", [.x]), ("que", [.q]), ("qu", [.q]),
        ("aa", [.longA]), ("ee", [.longI]), ("ii", [.longI]), ("iy", [.longI]), ("oo", [.longU]),
        ("ou", [.longU]), ("uu", [.longU]),
        ("yi", [.y, .i]),
        ("a", [.a]), ("b", [.b]), ("c", [.c]), ("d", [.d]), ("e", [.e]), ("f", [.f]), ("g", [.g]),
        ("h", [.h]), ("i", [.i]), ("j", [.j]),
        ("k", [.k]), ("l", [.l]), ("m", [.m]), ("n", [.n]), ("o", [.o]), ("p", [.p]), ("q", [.q]),
        ("r", [.r]), ("s", [.s]), ("t", [.t]),
        ("u", [.u]), ("v", [.v]), ("w", [.w]), ("x", [.x]), ("z", [.z]),
        ("O", [.mute]), ("S", [.sCedilla]), ("C", [.cCedilla]), ("Z", [.zCaron]), ("G", [.gBreve]),
    ]

    /// The sounds of one folded word (`LatinLetters.fold`), at most `limit` of them.
    ///
    /// Doubled letters count once. O(letters).
    func parse(_ word: [UInt8], limit: Int = 32) -> [UInt8] {
        var sounds: [UInt8] = []
        sounds.reserveCapacity(word.count)
        var at = 0
        while at < word.count, sounds.count < limit {
            let byte = word[at]
            if byte == UInt8(ascii: "j"), at + 1 == word.count, sounds.last == Sound.i.rawValue {
                at += 1
                continue
            }
            if at == 0, word.starts(with: "hs".utf8) {
                // Wade-Giles hs is pinyin x.
                sounds.append(Sound.x.rawValue)
                at = 2
                continue
            }
            if byte == UInt8(ascii: "y") {
                let next = at + 1 < word.count ? word[at + 1] : 0
                append(isVowel(next) ? Sound.y.rawValue : Sound.dull.rawValue, to: &sounds)
                at += 1
                continue
            }
            if byte == UInt8(ascii: "e"), at > 0, at + 1 == word.count || !isVowel(word[at + 1]),
                word[at - 1] == UInt8(ascii: "o") || word[at - 1] == UInt8(ascii: "u")
                    || word[at - 1] == UInt8(ascii: "a"),
                sounds.last == Sound.o.rawValue || sounds.last == Sound.u.rawValue
                    || sounds.last == Sound.a.rawValue
            {
                append(Sound.mute.rawValue, to: &sounds)
                at += 1
                continue
            }
            if byte == UInt8(ascii: "e"), at >= 3, at + 1 == word.count, !isVowel(word[at - 1]) {
                // Nadine, Chahine: French writes it, nobody hears it.
                append(Sound.mute.rawValue, to: &sounds)
                at += 1
                continue
            }
            guard byte < 128, let rule = rules[Int(byte)].first(where: { fits($0, word, at) }) else {
                at += 1
                continue
            }
            for sound in rule.sounds { append(sound, to: &sounds) }
            at += rule.spelling.count
        }
        return sounds
    }

    private func append(_ sound: UInt8, to sounds: inout [UInt8]) {
        if sounds.last != sound { sounds.append(sound) }
    }

    private func fits(_ rule: Rule, _ word: [UInt8], _ at: Int) -> Bool {
        guard at + rule.spelling.count <= word.count else { return false }
        for index in 0..<rule.spelling.count where word[at + index] != rule.spelling[index] { return false }
        return true
    }

    private func isVowel(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"):
            true
        default: false
        }
    }
}
