// Answering one question from one segment: find words that could be the traveller's, follow them to names, set the few
// names that remain side by side with the traveller's, and weigh.

import Records

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

extension Shelf {
    /// Every candidate at or above the threshold, in no order.
    ///
    /// - Parameter words: which listed words are held against each of the traveller's.
    func search(_ question: Question, threshold: Double, words: WordChoice, tally: inout Tally) -> [Candidate] {
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
    private func joinedWords(_ reading: Question.Reading, _ costs: borrowing SoundCosts) -> [(UInt32, Float)] {
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
