// Holding one word of a traveller's name against one word of the index.

import Records

extension Shelf {
    /// Words run together; `nil` when they are not all of one script.
    static func joined(_ words: ArraySlice<PreparedWord>) -> PreparedWord? {
        guard
            words.allSatisfy({
                !$0.word.isOpaque && $0.word.isUnvowelled == words[words.startIndex].word.isUnvowelled
            })
        else { return nil }
        var raw: [UInt8] = []
        for word in words { raw += word.word.raw }
        return PreparedWord(
            NameWord(raw: Array(raw.prefix(WordSplitter.byteLimit)), role: .name, source: 0..<0))
    }

    func likeness(_ word: PreparedWord, _ number: Int, _ costs: borrowing SoundCosts) -> WordLikeness {
        let role = segment.role[number]
        // Halves of compounds and initials only meet their own kind.
        if role != word.word.role.rawValue, role != 0 || word.word.role != .name { return .none }
        let text = segment.text
        let bounds = Int(segment.rawStart[number])..<Int(segment.rawStart[number + 1])
        let first = bounds.isEmpty ? 0 : text[bounds.lowerBound]
        let unvowelled = first >= ArabicScript.first && first != 0xFF
        let letters = text.span
        let sounds = segment.sounds
        let all = sounds.span
        return WordLikeness.between(
            text: word.text.span, sounds: word.word.sounds.span, unvowelled: word.word.isUnvowelled,
            groups: word.groups,
            article: word.article,
            text: letters.extracting(bounds),
            sounds: all.extracting(Int(segment.soundStart[number])..<Int(segment.soundStart[number + 1])),
            unvowelled: unvowelled,
            groups: segment.groups[Int(segment.groupStart[number])..<Int(segment.groupStart[number + 1])],
            article: Int(segment.article[number]), costs: costs)
    }

    func prepared(_ number: UInt32) -> PreparedWord {
        let number = Int(number)
        return PreparedWord(
            NameWord(
                raw: Array(segment.raw[Int(segment.rawStart[number])..<Int(segment.rawStart[number + 1])]),
                role: NameWord.Role(rawValue: segment.role[number]) ?? .name, source: 0..<0))
    }

    func align(
        _ reading: Question.Reading, _ name: Int, _ alike: [[UInt32: WordLikeness]],
        _ costs: borrowing SoundCosts
    ) -> NameAlignment {
        let listed = Array(segment.words(of: name))
        let standard = SoundCosts.standard
        return NameAlignment.best(
            mine: reading.weights, theirs: listed.map { weights[Int($0)] },
            likeness: { i, j in alike[i][listed[j]] ?? .none },
            joined: { mine, theirs in joinedLikeness(reading, mine, listed, theirs, standard) })
    }

    /// What remains when words have found no partner: an initial, a word cut off, words written together.
    func joinedLikeness(
        _ reading: Question.Reading, _ mine: Range<Int>, _ listed: [UInt32], _ theirs: Range<Int>,
        _ costs: SoundCosts
    ) -> WordLikeness {
        if mine.count == 1, theirs.count == 1 {
            let a = reading.words[mine.lowerBound]
            let number = Int(listed[theirs.lowerBound])
            let start = Int(segment.rawStart[number])
            let length = Int(segment.rawStart[number + 1]) - start
            guard length > 0, let first = a.text.first else { return .none }
            let theirFirst = segment.raw[start] | 0x20
            let aIsInitial = a.word.role == .initial
            if aIsInitial != (segment.role[number] == NameWord.Role.initial.rawValue) {
                return first == theirFirst ? WordLikeness(value: 0.9, rule: .initial) : .none
            }
            if a.word.cut, a.text.count >= 2, length > a.text.count,
                segment.raw[start..<start + a.text.count].elementsEqual(a.word.raw)
            {
                return WordLikeness(value: a.text.count >= 4 ? 0.95 : 0.85, rule: .cutOff)
            }
            return .none
        }
        guard let a = Self.joined(reading.words[mine]), let b = Self.joined(listed[theirs].map(prepared)[...])
        else {
            return .none
        }
        let likeness = WordLikeness.between(a, b, costs: costs)
        return likeness.value >= 0.85 ? WordLikeness(value: min(0.95, likeness.value), rule: .joined) : .none
    }
}
