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

    func align(
        _ reading: Question.Reading, _ name: Int, _ alike: borrowing AlikeWords, _ costs: borrowing SoundCosts
    ) -> NameAlignment {
        let listed = Array(segment.words(of: name))
        let standard = SoundCosts.standard
        var table: [WordLikeness] = []
        table.reserveCapacity(reading.words.count * listed.count)
        let places = listed.map { alike.place($0) }
        let joins = places.map { $0 >= 0 && alike.joins[$0] }
        for index in reading.words.indices {
            for place in places { table.append(place < 0 ? .none : alike.likeness(index, place)) }
        }
        return NameAlignment.best(
            mine: reading.weights, theirs: listed.map { weights[Int($0)] },
            likeness: { i, j in table[i * listed.count + j] },
            joined: { mine, theirs in
                if mine.count + theirs.count > 2, !theirs.contains(where: { joins[$0] }),
                    !couldJoin(reading, mine, listed, theirs)
                {
                    return .none
                }
                return joinedLikeness(reading, mine, listed, theirs, standard)
            })
    }

    /// Whether words run together are about as long as the other side's, and begin alike;
    /// letters without vowels are always looked at.
    private func couldJoin(
        _ reading: Question.Reading, _ mine: Range<Int>, _ listed: [UInt32], _ theirs: Range<Int>
    ) -> Bool {
        let unvowelled = segment.words.entries[Int(listed[theirs.lowerBound])].unvowelled
        if unvowelled || reading.words[mine.lowerBound].word.isUnvowelled { return true }
        let here = mine.reduce(0) { $0 + reading.words[$1].text.count }
        let there = theirs.reduce(0) { $0 + Int(segment.words.entries[Int(listed[$1])].textCount) }
        return abs(here - there) <= 2
            && reading.words[mine.lowerBound].text.first
                == segment.words.raw(Int(listed[theirs.lowerBound])).first.map { $0 | 0x20 }
    }

    /// What remains when words have found no partner: an initial, a word cut off, words written together.
    func joinedLikeness(
        _ reading: Question.Reading, _ mine: Range<Int>, _ listed: [UInt32], _ theirs: Range<Int>,
        _ costs: SoundCosts
    ) -> WordLikeness {
        if mine.count == 1, theirs.count == 1 {
            let a = reading.words[mine.lowerBound]
            let number = Int(listed[theirs.lowerBound])
            let raw = segment.words.raw(number)
            guard let first = a.text.first, let theirFirst = raw.first.map({ $0 | 0x20 }) else { return .none }
            let aIsInitial = a.word.role == .initial
            if aIsInitial != (segment.words.role(number) == .initial) {
                return first == theirFirst ? WordLikeness(value: 0.9, rule: .initial) : .none
            }
            if a.word.cut, a.text.count >= 2, raw.count > a.text.count, raw.starts(with: a.word.raw) {
                return WordLikeness(value: a.text.count >= 4 ? 0.95 : 0.85, rule: .cutOff)
            }
            return .none
        }
        guard let a = Self.joined(reading.words[mine]), let b = Self.joined(listed[theirs].map(segment.words.prepared)[...])
        else {
            return .none
        }
        let likeness = WordLikeness.between(a, b, costs: costs)
        return likeness.value >= 0.85 ? WordLikeness(value: min(0.95, likeness.value), rule: .joined) : .none
    }
}
