// An immutable piece of the index: some identities, packed, with everything needed to find and to score them.

import Records

/// Flat arrays; `xStart[i]..<xStart[i + 1]` is the stretch of `x` that belongs to item `i`.
///
/// Slots number identities in order of their birth dates (`BirthStretch`), names number their names, words number the
/// distinct words of all names.
final class Segment: Sendable {
    let keys: [UInt64]
    /// Slots in order of their key.
    let slotsByKey: [UInt32]

    let nameStart: [UInt32]
    let nameSlot: [UInt32]
    let nameKind: [UInt8]
    let nameTextStart: [UInt32]
    let nameText: [UInt8]
    /// Identifying words of each name, in order.
    let nameWordStart: [UInt32]
    let nameWords: [UInt32]

    let words: WordTable
    /// Names that hold a word, ascending.
    let postingStart: [UInt32]
    let postings: [UInt32]
    let wordKeys: KeyTable

    let birthStart: [UInt32]
    let births: [PackedDate]
    /// Where each `BirthStretch` begins, and the end.
    let stretchStart: [UInt32]
    /// `Segment.directory`.
    let dayStart: [UInt32]

    let documentStart: [UInt32]
    let documentTextStart: [UInt32]
    let documentText: [UInt8]
    /// From a hash of the confusable form of a number to slots.
    let documentKeys: KeyTable

    convenience init(_ identities: some Sequence<(key: UInt64, identity: Identity)>) {
        var builder = SegmentBuilder()
        for (key, identity) in identities { builder.add(key, identity) }
        builder.sort()
        self.init(
            builder, postings: builder.postings(), wordKeys: KeyTable(builder.wordKeyPairs),
            documentKeys: KeyTable(builder.documentKeyPairs))
    }

    init(
        _ builder: SegmentBuilder, postings: (start: [UInt32], names: [UInt32]), wordKeys: KeyTable,
        documentKeys: KeyTable
    ) {
        keys = builder.keys
        slotsByKey = builder.slotsByKey
        nameStart = builder.nameStart
        nameSlot = builder.nameSlot
        nameKind = builder.nameKind
        nameTextStart = builder.nameTextStart
        nameText = builder.nameText
        nameWordStart = builder.nameWordStart
        nameWords = builder.nameWords
        words = builder.words
        (postingStart, self.postings) = postings
        self.wordKeys = wordKeys
        birthStart = builder.birthStart
        births = builder.births
        stretchStart = builder.stretchStart
        dayStart = builder.dayStart
        documentStart = builder.documentStart
        documentTextStart = builder.documentTextStart
        documentText = builder.documentText
        self.documentKeys = documentKeys
    }

    var count: Int { keys.count }
    var nameCount: Int { nameSlot.count }
    var wordCount: Int { words.count }

    /// The last identity that came under a key.
    func slot(of key: UInt64) -> Int? {
        var low = 0
        var high = slotsByKey.count
        while low < high {
            let middle = (low + high) / 2
            if keys[Int(slotsByKey[middle])] <= key { low = middle + 1 } else { high = middle }
        }
        guard low > 0, keys[Int(slotsByKey[low - 1])] == key else { return nil }
        return Int(slotsByKey[low - 1])
    }

    func names(of slot: Int) -> Range<Int> { Int(nameStart[slot])..<Int(nameStart[slot + 1]) }
    func words(of name: Int) -> ArraySlice<UInt32> {
        nameWords[Int(nameWordStart[name])..<Int(nameWordStart[name + 1])]
    }
    func births(of slot: Int) -> ArraySlice<PackedDate> {
        births[Int(birthStart[slot])..<Int(birthStart[slot + 1])]
    }

    func name(_ index: Int) -> PersonName {
        let text = nameText[Int(nameTextStart[index])..<Int(nameTextStart[index + 1])]
        return PersonName(
            String(decoding: text, as: UTF8.self), PersonName.Kind.allCases[Int(nameKind[index])])
    }

    func documents(of slot: Int) -> [[UInt8]] {
        (Int(documentStart[slot])..<Int(documentStart[slot + 1])).map {
            Array(documentText[Int(documentTextStart[$0])..<Int(documentTextStart[$0 + 1])])
        }
    }

    /// The identity as far as matching keeps it: names, dates and document numbers.
    func identity(_ slot: Int) -> Identity {
        Identity(
            names: names(of: slot).map(name), births: births(of: slot).map(\.partialDate),
            documents: documents(of: slot).compactMap { DocumentNumber(String(decoding: $0, as: UTF8.self)) }
                .map { IdentityDocument(number: $0) })
    }

    /// Slots of identities that came twice: all but the last of each key.
    var replaced: [Int] {
        zip(slotsByKey, slotsByKey.dropFirst()).filter { keys[Int($0)] == keys[Int($1)] }.map { Int($0.0) }
    }

    /// Bytes of the record itself: names as written, dates, document numbers, keys.
    var recordByteCount: Int { keys.count * 8 + nameKind.count + nameText.count + births.count * 12 + documentText.count }

    /// Bytes held, without the allocator's share.
    var byteCount: Int {
        keys.count * 12 + (nameStart.count + nameSlot.count + nameTextStart.count + nameWordStart.count) * 4
            + nameKind.count
            + nameText.count + nameWords.count * 4
            + words.byteCount
            + (postingStart.count + postings.count) * 4
            + wordKeys.byteCount + (birthStart.count + dayStart.count) * 4 + births.count * 12
            + (documentStart.count + documentTextStart.count) * 4 + documentText.count
            + documentKeys.byteCount
    }
}
