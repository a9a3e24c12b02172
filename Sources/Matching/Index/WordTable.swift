// The distinct words of a segment: what comparing needs lies together.

/// One word of a segment; its bytes lie in `WordTable.letters`: text, sounds, and the raw form where it is not the text.
struct WordEntry: Sendable {
    var start: UInt32
    var groupStart: UInt32
    var rarityClass: UInt32
    var weight: UInt16
    var weightMixed: UInt16
    var textCount: UInt8
    var soundCount: UInt8
    var groupCount: UInt8
    var role: UInt8
    var article: UInt8
    var unvowelled: Bool
    var rawApart: Bool

    var traits: WordTraits {
        WordTraits(unvowelled: unvowelled, article: article, weight: weight, weightMixed: weightMixed)
    }
    var text: Range<Int> { Int(start)..<Int(start) + Int(textCount) }
    var sounds: Range<Int> { text.upperBound..<text.upperBound + Int(soundCount) }
    var raw: Range<Int> { rawApart ? sounds.upperBound..<sounds.upperBound + Int(textCount) : text }
    var groups: Range<Int> { Int(groupStart)..<Int(groupStart) + Int(groupCount) }
}

struct WordTable: Sendable {
    private(set) var entries: [WordEntry] = []
    private(set) var letters: [UInt8] = []
    private(set) var groups: [UInt16] = []

    init() {}

    init(entries: [WordEntry], letters: [UInt8], groups: [UInt16]) {
        self.entries = entries
        self.letters = letters
        self.groups = groups
    }

    var count: Int { entries.count }
    var byteCount: Int { entries.count * MemoryLayout<WordEntry>.stride + letters.count + groups.count * 2 }

    mutating func add(_ word: NameWord) {
        let prepared = PreparedWord(word)
        let traits = prepared.traits
        let apart = prepared.text != word.raw
        entries.append(
            WordEntry(
                start: UInt32(letters.count), groupStart: UInt32(groups.count),
                rarityClass: WordKeys.rarityClass(word), weight: traits.weight, weightMixed: traits.weightMixed,
                textCount: UInt8(prepared.text.count), soundCount: UInt8(word.sounds.count),
                groupCount: UInt8(min(255, prepared.groups.count)), role: word.role.rawValue,
                article: traits.article, unvowelled: traits.unvowelled, rawApart: apart))
        letters += prepared.text
        letters += word.sounds
        if apart { letters += word.raw }
        groups += prepared.groups.prefix(255)
    }

    func role(_ number: Int) -> NameWord.Role { NameWord.Role(rawValue: entries[number].role) ?? .name }
    func raw(_ number: Int) -> ArraySlice<UInt8> { letters[entries[number].raw] }

    func prepared(_ number: UInt32) -> PreparedWord {
        PreparedWord(NameWord(raw: Array(raw(Int(number))), role: role(Int(number)), source: 0..<0))
    }

    /// How alike a traveller's word is to a listed one.
    static func likeness(
        _ mine: borrowing PreparedWord, _ entry: WordEntry, letters: Span<UInt8>, groups: Span<UInt16>,
        _ costs: borrowing SoundCosts
    ) -> WordLikeness {
        // Halves of compounds and initials only meet their own kind.
        if entry.role != mine.word.role.rawValue, entry.role != 0 || mine.word.role != .name { return .none }
        return WordLikeness.between(
            text: mine.text.span, sounds: mine.word.sounds.span, groups: mine.groups.span, mine.traits,
            text: letters.extracting(entry.text), sounds: letters.extracting(entry.sounds),
            groups: groups.extracting(entry.groups), entry.traits, costs: costs)
    }

    func likeness(_ mine: borrowing PreparedWord, _ number: Int, _ costs: borrowing SoundCosts) -> WordLikeness {
        Self.likeness(mine, entries[number], letters: letters.span, groups: groups.span, costs)
    }
}
