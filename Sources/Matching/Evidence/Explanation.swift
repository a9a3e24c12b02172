// From a candidate to words an officer can check with their own eyes.

import Records

extension Shelf {
    func explain(_ candidate: Candidate, _ traveller: Traveller, _ question: Question) -> Match {
        let (birth, listedBirth) = birthCase(question, candidate.slot)
        return Match(
            key: segment.keys[candidate.slot], score: candidate.score,
            name: nameEvidence(candidate, traveller, question),
            birth: BirthEvidence(
                relation: birth.relation, traveller: traveller.birth, listed: listedBirth?.partialDate,
                reason: birth.reason),
            document: documentEvidence(candidate, question))
    }

    private func documentEvidence(_ candidate: Candidate, _ question: Question) -> DocumentEvidence {
        let relation = candidate.findings.document
        guard relation != .none, let mine = question.document else {
            return DocumentEvidence(relation: .none, traveller: question.document, listed: nil, reason: "")
        }
        let folded = DocumentFolding.confusable(mine)
        let listed = segment.documents(of: candidate.slot)
            .compactMap { DocumentNumber(String(decoding: $0, as: UTF8.self)) }
            .filter { DocumentFolding.confusable($0) == folded }
        let other = listed.first { $0 == mine } ?? listed.first
        let reason =
            relation == .same
            ? "the same document number"
            : "the document number differs only in characters that readers confuse (such as 0 and O, 1 and I)"
        return DocumentEvidence(relation: relation, traveller: mine, listed: other, reason: reason)
    }

    private func nameEvidence(_ candidate: Candidate, _ traveller: Traveller, _ question: Question)
        -> NameEvidence
    {
        guard let name = candidate.name, let alignment = candidate.alignment else {
            let first = segment.names(of: candidate.slot).first.map(segment.name)
            return NameEvidence(strength: 0, listed: first, parts: [])
        }
        let listed = segment.name(name)
        let reading = question.readings[candidate.reading]
        let mineText = Array(Self.readText(traveller.name).utf8)
        let theirText = Array(listed.value.utf8)
        let mineWords = reading.words.map(\.word)
        let theirWords = ParsedName(listed.value).identifying
        func show(_ words: ArraySlice<NameWord>, _ text: [UInt8]) -> String {
            guard let first = words.first, let last = words.last else { return "" }
            let range =
                first.source
                .lowerBound..<min(text.count, max(first.source.upperBound, last.source.upperBound))
            return String(decoding: text[range], as: UTF8.self)
        }
        var parts: [NamePart] = []
        var mineUsed: Set<Int> = []
        var theirsUsed: Set<Int> = []
        for pair in alignment.pairs {
            mineUsed.formUnion(pair.mine)
            theirsUsed.formUnion(pair.theirs)
            let decoded = candidate.reading > 0 || mineWords[pair.mine.lowerBound].isUnvowelled
            let (relation, rule) = Self.words(for: pair.likeness, decoded: decoded && candidate.reading > 0)
            let part = NamePart(
                traveller: show(mineWords[pair.mine], mineText),
                listed: pair.theirs.upperBound <= theirWords.count
                    ? show(theirWords[pair.theirs], theirText) : nil,
                relation: relation, rule: rule)
            if parts.last != part { parts.append(part) }
        }
        for index in mineWords.indices where !mineUsed.contains(index) && mineWords[index].role == .name {
            parts.append(
                NamePart(
                    traveller: show(mineWords[index...index], mineText), listed: nil, relation: .extra,
                    rule: "not in the listed name"))
        }
        for index in theirWords.indices where !theirsUsed.contains(index) && theirWords[index].role == .name {
            parts.append(
                NamePart(
                    traveller: nil, listed: show(theirWords[index...index], theirText), relation: .missing,
                    rule: "not in the traveller's name"))
        }
        return NameEvidence(strength: Double(alignment.strength), listed: listed, parts: parts)
    }

    /// The text whose offsets the words of a reading carry.
    private static func readText(_ name: Traveller.Name) -> String {
        switch name {
        case .written(let text): text
        case .machineReadable(let surname, let given, _): given.isEmpty ? surname : surname + " " + given
        }
    }

    private static func words(for likeness: WordLikeness, decoded: Bool) -> (NamePart.Relation, String) {
        let arabic = decoded ? ", read as Arabic letters from the machine-readable zone" : ""
        return switch likeness.rule {
        case .same: (.same, "the same letters" + arabic)
        case .knownVariant: (.variant, "known forms of one name")
        case .soundsSame: (.variant, "spellings of the same sounds" + arabic)
        case .sameConsonants:
            (.variant, "the same consonants; one side is written without short vowels" + arabic)
        case .spelling: (.variant, "spellings that differ as romanisations do" + arabic)
        case .oneLetter: (.similar, "one letter differs")
        case .similar: (.similar, "similar in sound" + arabic)
        case .cutOff: (.variant, "cut off at the end of the machine-readable field")
        case .initial: (.similar, "an initial that fits")
        case .joined: (.variant, "written together on one side, apart on the other")
        }
    }
}
