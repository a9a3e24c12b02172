// How alike two words of names are: the one place where spelling, sound and knowledge of names meet.

/// A word made ready to be compared many times.
struct PreparedWord: Sendable {
    var word: NameWord
    var text: [UInt8]
    var groups: [UInt16]
    /// Sounds and letters of an article grown on.
    var article: Int

    init(_ word: NameWord) {
        self.word = word
        text = word.text
        article = word.isUnvowelled || word.isOpaque || word.role != .name ? 0 : Compounds.articleLength(text)
        groups = word.isOpaque ? [] : Variants.groups(of: text)
    }
}

/// Why two words are as alike as they are.
enum WordRule: UInt8, Sendable {
    case same, knownVariant, soundsSame, sameConsonants, spelling, oneLetter, similar, cutOff, initial, joined
}

struct WordLikeness: Sendable {
    /// 0…1; below `floor` the words have nothing to do with each other.
    var value: Float
    var rule: WordRule

    static let floor: Float = 0.7
    static let none = WordLikeness(value: 0, rule: .similar)

    /// Compares by letters, by known variants, by sound and by letters mistyped; the best of these counts.
    ///
    /// An article grown on to one of the words is tried without. Symmetric. Around 150 ns for words of seven letters.
    static func between(
        text a: Span<UInt8>, sounds aSounds: Span<UInt8>, unvowelled aUnvowelled: Bool,
        groups aGroups: [UInt16],
        article aArticle: Int,
        text b: Span<UInt8>, sounds bSounds: Span<UInt8>, unvowelled bUnvowelled: Bool,
        groups bGroups: ArraySlice<UInt16>,
        article bArticle: Int, costs: borrowing SoundCosts
    ) -> WordLikeness {
        let whole = whole(
            text: a, sounds: aSounds, unvowelled: aUnvowelled, groups: aGroups,
            text: b, sounds: bSounds, unvowelled: bUnvowelled, groups: bGroups, costs: costs)
        guard (aArticle > 0) != (bArticle > 0), whole.value < 0.9 else { return whole }
        var bare = Self.whole(
            text: a.extracting(droppingFirst: aArticle), sounds: aSounds.extracting(droppingFirst: aArticle),
            unvowelled: aUnvowelled, groups: [],
            text: b.extracting(droppingFirst: bArticle), sounds: bSounds.extracting(droppingFirst: bArticle),
            unvowelled: bUnvowelled, groups: [], costs: costs)
        if bare.rule == .same { bare = WordLikeness(value: 0.97, rule: .joined) }
        return bare.value > whole.value ? bare : whole
    }

    private static func whole(
        text a: Span<UInt8>, sounds aSounds: Span<UInt8>, unvowelled aUnvowelled: Bool,
        groups aGroups: [UInt16],
        text b: Span<UInt8>, sounds bSounds: Span<UInt8>, unvowelled bUnvowelled: Bool,
        groups bGroups: ArraySlice<UInt16>,
        costs: borrowing SoundCosts
    ) -> WordLikeness {
        if equal(a, b) { return WordLikeness(value: 1, rule: .same) }
        if !aGroups.isEmpty, !bGroups.isEmpty, aGroups.contains(where: bGroups.contains) {
            return WordLikeness(value: 0.96, rule: .knownVariant)
        }
        guard aSounds.count > 0, bSounds.count > 0 else { return .none }
        let mixed = aUnvowelled != bUnvowelled
        let deletion = mixed ? costs.deletionUnvowelled.span : costs.deletion.span
        let aWeight = SoundDistance.weight(aSounds, deletion: deletion)
        let bWeight = SoundDistance.weight(bSounds, deletion: deletion)
        let scale = max(aWeight, bWeight)
        guard scale > 0 else { return .none }
        // Lengths alone put the words too far apart.
        if !mixed, abs(a.count - b.count) > 1, abs(aWeight - bWeight) * 10 > scale * 4 { return .none }
        let cost = SoundDistance.between(
            aSounds, bSounds, substitution: costs.substitution.span, deletion: deletion)
        var likeness = WordLikeness(value: 1 - Float(cost) / Float(scale), rule: .similar)
        if mixed {
            // A few consonants without vowels fit many names.
            likeness.value = min(likeness.value, scale >= 48 ? 0.95 : scale >= 32 ? 0.9 : 0.8)
            likeness.rule = cost <= 3 ? .sameConsonants : .similar
        } else {
            // Short words differ by little and are different names.
            if scale < 48 { likeness.value = 1 - (1 - likeness.value) * Float(48) / Float(scale) }
            likeness.value = min(likeness.value, 0.97)
            likeness.rule = cost == 0 ? .soundsSame : likeness.value >= 0.88 ? .spelling : .similar
            if a.count >= 4, b.count >= 4, likeness.value < 0.88, abs(a.count - b.count) <= 1 {
                let edits = EditDistance.between(a, b)
                let typed = edits == 1 ? 1 - 0.75 / Float(max(a.count, b.count)) : 0
                if typed >= likeness.value {
                    likeness = WordLikeness(value: min(0.9, typed), rule: .oneLetter)
                }
            }
        }
        return likeness.value < floor ? .none : likeness
    }

    static func between(_ a: PreparedWord, _ b: PreparedWord, costs: borrowing SoundCosts) -> WordLikeness {
        between(
            text: a.text.span, sounds: a.word.sounds.span, unvowelled: a.word.isUnvowelled, groups: a.groups,
            article: a.article,
            text: b.text.span, sounds: b.word.sounds.span, unvowelled: b.word.isUnvowelled,
            groups: b.groups[...],
            article: b.article, costs: costs)
    }

    private static func equal(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for index in 0..<a.count where a[index] != b[index] { return false }
        return true
    }
}
