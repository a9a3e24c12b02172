// Answering one question from one segment: find words that could be the traveller's, follow them to names, set the few
// names that remain side by side with the traveller's, and weigh.

import Records

/// A traveller made ready to be looked up.
struct Question: Sendable {
    struct Reading: Sendable {
        var words: [PreparedWord]
        var weights: [Float]
        var keys: [[UInt32]]
        var total: Float
        var parsed: ParsedName
    }

    var readings: [Reading]
    var birth: PackedDate?
    var document: DocumentNumber?
    var documentKey: UInt32?

    init(_ traveller: Traveller, rarity: Rarity) {
        readings = ParsedName.readings(of: traveller.name).map { parsed in
            let words = parsed.identifying.map(PreparedWord.init)
            let weights = words.map {
                rarity.weight(class: WordKeys.rarityClass($0.word), role: $0.word.role)
            }
            return Reading(
                words: words, weights: weights, keys: words.map { WordKeys.keys($0.word) },
                total: weights.reduce(0, +),
                parsed: parsed)
        }
        birth = traveller.birth.map(PackedDate.init)
        document = traveller.document?.number
        documentKey = document.flatMap {
            $0.value.utf8.count >= DocumentFolding.shortest ? SegmentBuilder.documentKey($0) : nil
        }
    }
}

/// One identity of one segment that may be the traveller.
struct Candidate: Sendable {
    var slot: Int
    /// The best name, `nil` when only the document led here.
    var name: Int?
    var reading = 0
    var alignment: NameAlignment?
    var findings: Findings
    var score: Double
    /// Decides between equal scores.
    var agreement = 0
}

/// Which listed words a question looks at.
enum WordChoice { case byKey, every }

/// A segment with what may still change about it.
struct Shelf: Sendable {
    let segment: Segment
    /// One bit a slot: removed or replaced since.
    private(set) var dead: [UInt64]
    private(set) var deadCount = 0
    /// Weight of every word and every name.
    private(set) var weights: [Float] = []
    private(set) var nameWeights: [Float] = []

    init(_ segment: Segment, rarity: Rarity) {
        self.segment = segment
        dead = [UInt64](repeating: 0, count: (segment.count + 63) / 64)
        weigh(by: rarity)
    }

    var liveCount: Int { segment.count - deadCount }
    func isDead(_ slot: Int) -> Bool { dead[slot >> 6] >> UInt64(slot & 63) & 1 == 1 }

    /// - Returns: whether the key was here and alive.
    mutating func kill(_ key: UInt64) -> Bool {
        guard let slot = segment.slot(of: key), !isDead(slot) else { return false }
        dead[slot >> 6] |= 1 << UInt64(slot & 63)
        deadCount += 1
        return true
    }

    mutating func weigh(by rarity: Rarity) {
        weights = (0..<segment.wordCount).map {
            rarity.weight(
                class: segment.rarityClass[$0], role: NameWord.Role(rawValue: segment.role[$0]) ?? .name)
        }
        nameWeights = (0..<segment.nameCount).map { name in
            segment.words(of: name).reduce(0) { $0 + weights[Int($1)] }
        }
    }

    var live: [(key: UInt64, identity: Identity)] {
        (0..<segment.count).filter { !isDead($0) }.map { (segment.keys[$0], segment.identity($0)) }
    }
}

extension Shelf {
    /// Every candidate at or above the threshold, in no order.
    ///
    /// - Parameter words: which listed words are held against each of the traveller's.
    func search(_ question: Question, threshold: Double, words: WordChoice, tally: inout Tally) -> [Candidate]
    {
        var best: [Int: Candidate] = [:]
        var documents: [Int: DocumentEvidence.Relation] = [:]
        if let number = question.document, let key = question.documentKey {
            let exact = Array(number.value.utf8)
            let folded = DocumentFolding.confusable(number)
            segment.documentKeys.forEach(key) { slot in
                for listed in segment.documents(of: Int(slot)) {
                    if listed == exact { documents[Int(slot)] = .same }
                    guard documents[Int(slot)] != .same,
                        let listed = DocumentNumber(String(decoding: listed, as: UTF8.self)),
                        DocumentFolding.confusable(listed) == folded
                    else { continue }
                    documents[Int(slot)] = .confusable
                }
            }
        }
        for reading in question.readings.indices {
            search(question, reading, threshold, documents, words, &tally, into: &best)
        }
        for (slot, relation) in documents where best[slot] == nil && !isDead(slot) {
            let findings = Findings(
                strength: 0, matched: 0, birth: birthCase(question, slot).0, document: relation)
            best[slot] = Candidate(slot: slot, findings: findings, score: Weighing.score(findings))
        }
        return best.values.filter { $0.score >= threshold }.map { candidate in
            var candidate = candidate
            candidate.agreement = agreement(question, candidate)
            return candidate
        }
    }

    /// Words that are the same to the letter, particles and titles included, and words that are not, as one number
    /// between candidates of equal score.
    private func agreement(_ question: Question, _ candidate: Candidate) -> Int {
        guard let name = candidate.name else { return 0 }
        let mine = question.readings[candidate.reading].parsed.words.map(\.text)
        let theirs = ParsedName(segment.name(name).value).words.map(\.text)
        let shared = mine.filter(theirs.contains).count
        return 2 * shared - max(mine.count, theirs.count)
    }

    /// The listed date that speaks most for the traveller.
    func birthCase(_ question: Question, _ slot: Int) -> (BirthCase, PackedDate?) {
        guard let birth = question.birth else { return (.unknown, nil) }
        var best: (BirthCase, PackedDate?) = (.unknown, nil)
        for listed in segment.births(of: slot) {
            let found = BirthComparison.compare(birth, listed)
            if best.1 == nil || found.points > best.0.points { best = (found, listed) }
        }
        return best
    }

    private func search(
        _ question: Question, _ readingIndex: Int, _ threshold: Double,
        _ documents: [Int: DocumentEvidence.Relation],
        _ choice: WordChoice, _ tally: inout Tally, into best: inout [Int: Candidate]
    ) {
        let reading = question.readings[readingIndex]
        guard !reading.words.isEmpty, segment.nameCount > 0 else { return }
        let costs = SoundCosts.standard
        let least = Weighing.odds(at: threshold)
        let alike = reading.words.indices.map { wordsAlike(reading, $0, choice, costs) }
        tally.prepare(names: segment.nameCount)
        defer { tally.clear() }
        count(reading, alike, least, documents, &tally)
        for (number, worth) in joinedWords(reading, costs) {
            tally.add(names(holding: number), worth: worth, mark: 200, admitting: true)
        }
        for name in tally.touched.lazy.map(Int.init) {
            let slot = Int(segment.nameSlot[name])
            guard !isDead(slot) else { continue }
            let sum = min(tally.sum(name), nameWeights[name], reading.total)
            let document = documents.isEmpty ? .none : documents[slot] ?? .none
            var hope = Findings(
                strength: bound(sum, reading.total, nameWeights[name]), matched: sum + 0.3, birth: .sameDay,
                document: document)
            guard Weighing.odds(hope) >= least else { continue }
            let birth = birthCase(question, slot).0
            hope.birth = birth
            let hoped = Weighing.odds(hope)
            guard hoped >= least, hoped >= (best[slot].map { Weighing.odds($0.findings) } ?? -100) else {
                continue
            }
            let alignment = align(reading, name, alike, costs)
            let findings = Findings(
                strength: alignment.strength, matched: alignment.matched, birth: birth, document: document)
            var score = Weighing.score(findings)
            if birth == .sameDay, isIdentical(reading, name, alignment) { score = 1 }
            if score > (best[slot]?.score ?? -1) {
                best[slot] = Candidate(
                    slot: slot, name: name, reading: readingIndex, alignment: alignment, findings: findings,
                    score: score)
            }
        }
    }

    /// Words of the index that could be one of the traveller's.
    private func wordsAlike(
        _ reading: Question.Reading, _ index: Int, _ choice: WordChoice, _ costs: borrowing SoundCosts
    ) -> [UInt32: WordLikeness] {
        var alike: [UInt32: WordLikeness] = [:]
        if choice == .every {
            for number in 0..<segment.wordCount {
                let likeness = likeness(reading.words[index], number, costs)
                if likeness.value > 0 { alike[UInt32(number)] = likeness }
            }
            return alike
        }
        var seen: Set<UInt32> = []
        for key in reading.keys[index] {
            segment.wordKeys.forEach(key) { number in
                guard seen.insert(number).inserted else { return }
                let likeness = likeness(reading.words[index], Int(number), costs)
                if likeness.value > 0 { alike[number] = likeness }
            }
        }
        return alike
    }

    /// Adds up what each name could be worth, rarest words first: once the words that remain could not carry a name over
    /// the threshold by themselves, they only count for names already touched.
    private func count(
        _ reading: Question.Reading, _ alike: [[UInt32: WordLikeness]], _ least: Float,
        _ documents: [Int: DocumentEvidence.Relation], _ tally: inout Tally
    ) {
        // A document leads to all names of its holder, whatever their words.
        for slot in documents.keys {
            for name in segment.names(of: slot) {
                tally.add([UInt32(name)], worth: 0, mark: 255, admitting: true)
            }
        }
        var remaining = reading.total
        for index in reading.words.indices.sorted(by: { reading.weights[$0] > reading.weights[$1] }) {
            let best = Findings(
                strength: bound(remaining, reading.total, remaining), matched: remaining + 0.3,
                birth: .sameDay,
                document: .none)
            let admitting = Weighing.odds(best) >= least
            for (number, likeness) in alike[index].sorted(by: { $0.value.value > $1.value.value }) {
                let worth =
                    NameAlignment.credit(likeness.value) * (reading.weights[index] + weights[Int(number)]) / 2
                tally.add(names(holding: number), worth: worth, mark: UInt8(index + 1), admitting: admitting)
            }
            remaining -= reading.weights[index]
        }
    }

    private func names(holding word: UInt32) -> ArraySlice<UInt32> {
        segment.postings[Int(segment.postingStart[Int(word)])..<Int(segment.postingStart[Int(word) + 1])]
    }

    /// Best strength a name can reach when its matched weight is `sum`; joins and initials are allowed for.
    private func bound(_ sum: Float, _ mine: Float, _ theirs: Float) -> Float {
        var alignment = NameAlignment()
        alignment.matched = sum + 0.15
        alignment.leftMine = max(0, mine - sum - 0.15)
        alignment.leftTheirs = max(0, theirs - sum - 0.15)
        return alignment.strength
    }

    /// Index words that are two of the traveller's words run together, or halves of one of them.
    private func joinedWords(_ reading: Question.Reading, _ costs: borrowing SoundCosts) -> [(UInt32, Float)]
    {
        var found: [(UInt32, Float)] = []
        let words = reading.words
        for index in words.indices.dropLast() {
            guard let joined = Self.joined(words[index...index + 1]) else { continue }
            let worth = reading.weights[index] + reading.weights[index + 1]
            for key in WordKeys.keys(joined.word) {
                segment.wordKeys.forEach(key) { number in
                    let likeness = likeness(joined, Int(number), costs)
                    if likeness.value > 0 { found.append((number, worth)) }
                }
            }
        }
        for (index, word) in words.enumerated() where word.text.count >= 6 && !word.word.isOpaque {
            for cut in 2...word.text.count - 2 {
                // The shorter half must be a listed word letter for letter, the longer may be a variant of one.
                let longerFirst = cut * 2 >= word.text.count
                let shorter = longerFirst ? word.text[cut...] : word.text[..<cut]
                guard segment.wordKeys.contains(WordKeys.hash(shorter, tag: 1)) else { continue }
                let longer = Array(longerFirst ? word.word.raw[..<cut] : word.word.raw[cut...])
                let prepared = PreparedWord(NameWord(raw: longer, role: .name, source: 0..<0))
                for skeleton in WordKeys.skeletons(prepared.word.sounds).prefix(1) {
                    segment.wordKeys.forEach(WordKeys.hash(skeleton, tag: 2)) { number in
                        guard likeness(prepared, Int(number), costs).value >= 0.85 else { return }
                        found.append((number, reading.weights[index]))
                    }
                }
            }
        }
        return found
    }

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

    private func likeness(_ word: PreparedWord, _ number: Int, _ costs: borrowing SoundCosts) -> WordLikeness
    {
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

    private func align(
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
    private func joinedLikeness(
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

    /// The same words letter for letter, particles included.
    private func isIdentical(_ reading: Question.Reading, _ name: Int, _ alignment: NameAlignment) -> Bool {
        guard alignment.leftMine == 0, alignment.leftTheirs == 0,
            alignment.pairs.allSatisfy({ $0.likeness.rule == .same })
        else { return false }
        let listed = ParsedName(segment.name(name).value)
        return reading.parsed.words.map(\.text).sorted(by: { $0.lexicographicallyPrecedes($1) })
            == listed.words.map(\.text).sorted(by: { $0.lexicographicallyPrecedes($1) })
    }
}
