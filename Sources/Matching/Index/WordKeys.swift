// Under which keys a word is found. A listed word and a traveller's word that share one key are compared; words that
// share none are never alike enough to matter, which the tests hold against a full scan.

enum WordKeys {
    /// A word of the index as one class of frequency: spellings of one name count together.
    static func rarityClass(_ word: NameWord) -> UInt32 {
        if let group = Variants.groups(of: word.text).first {
            return hash([UInt8(group & 0xFF), UInt8(group >> 8)], tag: 7)
        }
        if word.isOpaque { return hash(word.raw, tag: 1) }
        let consonants = word.sounds.compactMap { fine[Int($0)] == 0 ? nil : fine[Int($0)] }
        return consonants.count >= 2 ? hash(consonants, tag: 8) : hash(word.text, tag: 1)
    }

    /// All keys of a word; the same for listed words and for a traveller's.
    static func keys(_ word: NameWord) -> [UInt32] {
        let text = word.text
        var keys = [hash(text, tag: 1)]
        guard !word.isOpaque else { return keys }
        for group in Variants.groups(of: text) {
            keys.append(hash([UInt8(group & 0xFF), UInt8(group >> 8)], tag: 7))
        }
        for skeleton in skeletons(word.sounds) { keys.append(hash(skeleton, tag: 2)) }
        let article = Compounds.articleLength(text)
        if article > 0 {
            for skeleton in skeletons(Array(word.sounds.dropFirst(article))) {
                keys.append(hash(skeleton, tag: 2))
            }
        }
        if (4...16).contains(text.count) { deletions(text, into: &keys) }
        return keys
    }

    /// One letter missing or one letter too many, changed or swapped: two such words share a form with a letter left out.
    private static func deletions(_ text: [UInt8], into keys: inout [UInt32]) {
        keys.append(hash(text, tag: 3))
        var shorter = text
        shorter.removeFirst()
        for index in text.indices {
            if index == 0 || text[index] != text[index - 1] { keys.append(hash(shorter, tag: 3)) }
            if index < shorter.count { shorter[index] = text[index] }
        }
    }

    /// Consonant classes in order, in up to four readings of the letters that have several (c, g, j, ch, h).
    static func skeletons(_ sounds: [UInt8]) -> [[UInt8]] {
        var results: [[UInt8]] = []
        for reading in 0..<4 {
            var skeleton: [UInt8] = []
            for (index, byte) in sounds.enumerated() {
                let last = index == sounds.count - 1
                guard let sound = Sound(rawValue: byte) else { continue }
                switch (sound, reading) {
                case (.h, 0) where last && index > 0, (.h, 1) where last && index > 0: continue
                case (.f, 1): continue
                case (.f, _) where last: continue
                case (.j, 1), (.h, 2), (.gBreve, 2), (.heh, 2), (.hah, 2): continue
                case (.g, 1), (.x, 1), (.dz, 1), (.c, 3), (.shch, 3): skeleton.append(8)
                case (.sh, 3): skeleton.append(7)
                case (.c, 1): skeleton.append(7)
                case (.ch, 1): skeleton.append(9)
                default: if let kind = sound.skeleton { skeleton.append(kind) }
                }
            }
            if !skeleton.isEmpty, !results.contains(skeleton) { results.append(skeleton) }
        }
        return results
    }

    /// Consonants with the letters of one sound together, for counting how common a name is.
    private static let fine: [UInt8] = {
        var classes = [UInt8](repeating: 0, count: Sound.count)
        let groups: [[Sound]] = [
            [.b, .p], [.m], [.n], [.l], [.r], [.f], [.t, .th, .tah], [.d, .dh, .dad, .thal],
            [.s, .theh, .sad, .sCedilla, .ts],
            [.z, .zah], [.sh, .shch], [.j, .zh, .ch, .jeem, .cCedilla, .zCaron],
            [.k, .q, .c, .x, .g, .gh, .qaf, .ghain],
            [.h, .kh, .hah, .khah, .heh],
        ]
        for (index, group) in groups.enumerated() {
            for sound in group { classes[Int(sound.rawValue)] = UInt8(index + 1) }
        }
        return classes
    }()

    /// FNV-1a, 32 bits, with the kind of key mixed in.
    static func hash(_ bytes: some Sequence<UInt8>, tag: UInt8) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        hash = (hash ^ UInt32(tag)) &* 16_777_619
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        // FNV leaves its top bits thin on short words; the directory of `KeyTable` goes by them.
        hash ^= hash >> 15
        hash = hash &* 0x2C1B_3C6D
        return hash ^ (hash >> 13)
    }
}
