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

/// The odds of the best identities found so far: what cannot come among them need not be looked at closely.
struct Top {
    let limit: Int
    private var odds: [Float] = []

    init(limit: Int) { self.limit = limit }

    /// Odds of the last that would be shown.
    var least: Float { odds.count < limit ? -100 : odds.last ?? -100 }

    mutating func insert(_ value: Float) {
        guard limit > 0, value > least else { return }
        if odds.count == limit { odds.removeLast() }
        odds.insert(value, at: odds.firstIndex { $0 < value } ?? odds.count)
    }
}

/// Which listed words a question looks at.
enum WordChoice { case byKey, every }

extension Shelf {
    /// Every candidate at or above the threshold, in no order.
    ///
    /// - Parameter words: which listed words are held against each of the traveller's.
    func search(_ question: Question, threshold: Double, limit: Int, words: WordChoice, _ scratch: inout Scratch)
        -> [Candidate]
    {
        var best: [Int: Candidate] = [:]
        var documents: [Int: DocumentEvidence.Relation] = [:]
        if let number = question.document, let key = question.documentKey {
            let exact = Array(number.value.utf8)
            let folded = DocumentFolding.confusable(number)
            for at in segment.documentKeys.range(key) {
                let slot = segment.documentKeys.values[at]
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
        let least = Weighing.odds(at: threshold)
        var top = Top(limit: limit)
        for reading in question.readings.indices {
            search(question, reading, least, documents, words, &scratch, &top, into: &best)
        }
        for (slot, relation) in documents where best[slot] == nil && !isDead(slot) {
            let findings = Findings(
                strength: 0, matched: 0, birth: birthCase(question, slot).0, document: relation)
            best[slot] = Candidate(slot: slot, findings: findings, score: Weighing.score(findings))
        }
        let last = Weighing.score(odds: top.least)
        return best.values.filter { $0.score >= max(threshold, last) }.map { candidate in
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
        _ question: Question, _ readingIndex: Int, _ least: Float,
        _ documents: [Int: DocumentEvidence.Relation],
        _ choice: WordChoice, _ scratch: inout Scratch, _ top: inout Top, into best: inout [Int: Candidate]
    ) {
        let reading = question.readings[readingIndex]
        guard !reading.words.isEmpty, segment.nameCount > 0 else { return }
        let costs = SoundCosts.standard
        scratch.alike.reset(width: reading.words.count)
        for index in reading.words.indices { findAlike(reading, index, choice, costs, &scratch) }
        let single = scratch.alike.words.count
        findJoined(reading, costs, &scratch)
        var work = Weighing.Hope(total: reading.total, least: least)
        func consider(_ name: Int, _ points: Float) {
            weigh(name, points, question, readingIndex, documents, costs, scratch.alike, &work, &top, &best)
        }
        // A document leads to all names of its holder, whatever their words.
        for slot in documents.keys { for name in segment.names(of: slot) { consider(name, 100) } }
        scratch.survivors.removeAll(keepingCapacity: true)
        gather(reading, question.reach, single: single, &work, scratch.alike, &scratch.survivors)
        // Best first, so that what cannot come among those shown is never set side by side.
        scratch.survivors.sort { ($0.odds, $1.name) > ($1.odds, $0.name) }
        for survivor in scratch.survivors {
            guard survivor.odds >= top.least else { break }
            consider(Int(survivor.name), survivor.points)
        }
    }

    /// Sets one name beside the traveller's, if it could reach the threshold and better what its holder has.
    private func weigh(
        _ name: Int, _ points: Float, _ question: Question, _ readingIndex: Int,
        _ documents: [Int: DocumentEvidence.Relation], _ costs: borrowing SoundCosts,
        _ alike: borrowing AlikeWords, _ hope: inout Weighing.Hope, _ top: inout Top,
        _ best: inout [Int: Candidate]
    ) {
        var sum: Float = 0
        var theirs: Float = 0
        let all = segment.nameWords
        let words = all.span
        for index in Int(segment.nameWordStart[name])..<Int(segment.nameWordStart[name + 1]) {
            let word = words[index]
            theirs += weights[Int(word)]
            let place = alike.place(word)
            if place >= 0 { sum += alike.worth[place] }
        }
        sum = min(sum, hope.total, theirs)
        guard points >= 100 || sum >= hope.leastSum(points: points) else { return }
        let most = hope.odds(sum: sum, theirs: theirs)
        guard points >= 100 || most + points >= hope.least else { return }
        let slot = Int(segment.nameSlot[name])
        guard !isDead(slot) else { return }
        let birth = birthCase(question, slot).0
        let document = documents.isEmpty ? .none : documents[slot] ?? .none
        let hoped = Weighing.odds(name: most, birth: birth, document: document)
        let reading = question.readings[readingIndex]
        guard hoped >= hope.least, hoped >= top.least, hoped >= (best[slot].map { Weighing.odds($0.findings) } ?? -100),
            best[slot]?.name != name || best[slot]?.reading != readingIndex
        else { return }
        let alignment = align(reading, name, alike, costs)
        let findings = Findings(
            strength: alignment.strength, matched: alignment.matched, birth: birth, document: document)
        var score = Weighing.score(findings)
        if birth == .sameDay, isIdentical(reading, name, alignment) { score = 1 }
        guard score >= Weighing.score(odds: hope.least) else { return }
        if score > (best[slot]?.score ?? -1) {
            if best[slot] == nil { top.insert(Weighing.odds(findings)) }
            best[slot] = Candidate(
                slot: slot, name: name, reading: readingIndex, alignment: alignment, findings: findings,
                score: score)
        }
    }

    /// Words of the index that could be one of the traveller's.
    private func findAlike(
        _ reading: Question.Reading, _ index: Int, _ choice: WordChoice, _ costs: borrowing SoundCosts,
        _ scratch: inout Scratch
    ) {
        let mine = reading.words[index]
        let weight = reading.weights[index]
        let table = segment.words
        let (entries, letters, groups) = (table.entries.span, table.letters.span, table.groups.span)
        func note(_ number: UInt32, _ likeness: WordLikeness, _ alike: inout AlikeWords) {
            let worth = NameAlignment.credit(likeness.value) * (weight + weights[Int(number)]) / 2
            alike.note(number, index, likeness, worth: worth)
        }
        if choice == .every {
            for number in 0..<entries.count {
                let found = WordTable.likeness(mine, entries[number], letters: letters, groups: groups, costs)
                if found.value > 0 { note(UInt32(number), found, &scratch.alike) }
            }
            return
        }
        scratch.marks.clear()
        for key in reading.keys[index] {
            for at in segment.wordKeys.range(key) {
                let number = segment.wordKeys.values[at]
                guard scratch.marks.insert(number) else { continue }
                let found = WordTable.likeness(mine, entries[Int(number)], letters: letters, groups: groups, costs)
                if found.value > 0 { note(number, found, &scratch.alike) }
            }
        }
    }

    /// Index words that are two of the traveller's words run together, or halves of one of them.
    private func findJoined(_ reading: Question.Reading, _ costs: borrowing SoundCosts, _ scratch: inout Scratch) {
        let words = reading.words
        for index in words.indices.dropLast() {
            guard let joined = Self.joined(words[index...index + 1]) else { continue }
            let worth = reading.weights[index] + reading.weights[index + 1]
            for key in WordKeys.keys(joined.word) {
                for at in segment.wordKeys.range(key) {
                    let number = segment.wordKeys.values[at]
                    if segment.words.likeness(joined, Int(number), costs).value > 0 {
                        scratch.alike.noteJoined(number, worth: worth)
                    }
                }
            }
        }
        for (index, word) in words.enumerated() where word.text.count >= 6 && !word.word.isOpaque {
            for cut in 2...word.text.count - 2 {
                // The shorter half must be a listed word letter for letter, the longer may be a variant of one.
                let longerFirst = cut * 2 >= word.text.count
                let shorter = longerFirst ? word.text[cut...] : word.text[..<cut]
                guard !segment.wordKeys.range(WordKeys.hash(shorter, tag: 1)).isEmpty else { continue }
                let longer = Array(longerFirst ? word.word.raw[..<cut] : word.word.raw[cut...])
                let prepared = PreparedWord(NameWord(raw: longer, role: .name, source: 0..<0))
                for skeleton in WordKeys.skeletons(prepared.word.sounds).prefix(1) {
                    for at in segment.wordKeys.range(WordKeys.hash(skeleton, tag: 2)) {
                        let number = segment.wordKeys.values[at]
                        if segment.words.likeness(prepared, Int(number), costs).value >= 0.85 {
                            scratch.alike.noteJoined(number, worth: reading.weights[index])
                        }
                    }
                }
            }
        }
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
