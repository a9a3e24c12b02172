// How alike two words of names are: the one place where spelling, sound and knowledge of names meet.

/// A word made ready to be compared many times.
struct PreparedWord: Sendable {
    var word: NameWord
    var text: [UInt8]
    var groups: [UInt16]
    var traits: WordTraits

    init(_ word: NameWord) {
        self.word = word
        text = word.text
        traits = WordTraits(word, text)
        groups = word.isOpaque ? [] : Variants.groups(of: text)
    }
}

/// What is known of a word before it is compared.
struct WordTraits: Sendable {
    var unvowelled: Bool
    /// Sounds and letters of an article grown on.
    var article: UInt8
    /// `SoundDistance.weight`, against a word of the same kind and against one of the other.
    var weight: UInt16
    var weightMixed: UInt16

    init(unvowelled: Bool, article: UInt8, weight: UInt16, weightMixed: UInt16) {
        self.unvowelled = unvowelled
        self.article = article
        self.weight = weight
        self.weightMixed = weightMixed
    }

    init(_ word: NameWord, _ text: [UInt8]) {
        unvowelled = word.isUnvowelled
        article =
            word.isUnvowelled || word.isOpaque || word.role != .name ? 0 : UInt8(Compounds.articleLength(text))
        let costs = SoundCosts.standard
        weight = UInt16(SoundDistance.weight(word.sounds.span, deletion: costs.deletion.span))
        weightMixed = UInt16(SoundDistance.weight(word.sounds.span, deletion: costs.deletionUnvowelled.span))
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
        text a: Span<UInt8>, sounds aSounds: Span<UInt8>, groups aGroups: Span<UInt16>, _ aTraits: WordTraits,
        text b: Span<UInt8>, sounds bSounds: Span<UInt8>, groups bGroups: Span<UInt16>, _ bTraits: WordTraits,
        costs: borrowing SoundCosts
    ) -> WordLikeness {
        if equal(a, b) { return WordLikeness(value: 1, rule: .same) }
        for index in 0..<aGroups.count {
            for other in 0..<bGroups.count where aGroups[index] == bGroups[other] {
                return WordLikeness(value: 0.96, rule: .knownVariant)
            }
        }
        let mixed = aTraits.unvowelled != bTraits.unvowelled
        let whole = bySound(
            text: a, sounds: aSounds, weight: Int(mixed ? aTraits.weightMixed : aTraits.weight),
            text: b, sounds: bSounds, weight: Int(mixed ? bTraits.weightMixed : bTraits.weight), mixed: mixed,
            costs: costs)
        let (aArticle, bArticle) = (Int(aTraits.article), Int(bTraits.article))
        guard (aArticle > 0) != (bArticle > 0), whole.value < 0.9 else { return whole }
        let (aBare, bBare) = (a.extracting(droppingFirst: aArticle), b.extracting(droppingFirst: bArticle))
        if equal(aBare, bBare) { return WordLikeness(value: 0.97, rule: .joined) }
        let (aHeard, bHeard) = (
            aSounds.extracting(droppingFirst: aArticle), bSounds.extracting(droppingFirst: bArticle)
        )
        let deletion = mixed ? costs.deletionUnvowelled.span : costs.deletion.span
        let bare = bySound(
            text: aBare, sounds: aHeard, weight: SoundDistance.weight(aHeard, deletion: deletion),
            text: bBare, sounds: bHeard, weight: SoundDistance.weight(bHeard, deletion: deletion), mixed: mixed,
            costs: costs)
        return bare.value > whole.value ? bare : whole
    }

    private static func bySound(
        text a: Span<UInt8>, sounds aSounds: Span<UInt8>, weight aWeight: Int,
        text b: Span<UInt8>, sounds bSounds: Span<UInt8>, weight bWeight: Int, mixed: Bool,
        costs: borrowing SoundCosts
    ) -> WordLikeness {
        let scale = max(aWeight, bWeight)
        guard aSounds.count > 0, bSounds.count > 0, scale > 0 else { return .none }
        // Lengths alone put the words too far apart.
        if !mixed, abs(a.count - b.count) > 1, abs(aWeight - bWeight) * 10 > scale * 4 { return .none }
        // Short words differ by little and are different names.
        let strict = !mixed && scale < 48 ? Float(48) / Float(scale) : 1
        let limit = Int((1 - floor) * Float(scale) / strict) + 1
        let cost = SoundDistance.between(
            aSounds, bSounds, substitution: costs.substitution.span,
            deletion: mixed ? costs.deletionUnvowelled.span : costs.deletion.span, limit: limit)
        var likeness = WordLikeness(value: 1 - strict * Float(cost) / Float(scale), rule: .similar)
        if mixed {
            // A few consonants without vowels fit many names.
            likeness.value = min(likeness.value, scale >= 48 ? 0.95 : scale >= 32 ? 0.9 : 0.8)
            likeness.rule = cost <= 3 ? .sameConsonants : .similar
        } else {
            likeness.value = min(likeness.value, 0.97)
            likeness.rule = cost == 0 ? .soundsSame : likeness.value >= 0.88 ? .spelling : .similar
            if a.count >= 4, b.count >= 4, likeness.value < 0.88, OneSlip.separates(a, b) {
                let typed = 1 - 0.75 / Float(max(a.count, b.count))
                if typed >= likeness.value {
                    likeness = WordLikeness(value: min(0.9, typed), rule: .oneLetter)
                }
            }
        }
        return likeness.value < floor ? .none : likeness
    }

    static func between(_ a: PreparedWord, _ b: PreparedWord, costs: borrowing SoundCosts) -> WordLikeness {
        between(
            text: a.text.span, sounds: a.word.sounds.span, groups: a.groups.span, a.traits,
            text: b.text.span, sounds: b.word.sounds.span, groups: b.groups.span, b.traits, costs: costs)
    }

    private static func equal(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for index in 0..<a.count where a[index] != b[index] { return false }
        return true
    }
}
