// Packing identities into the flat arrays of a `Segment`.

import Records

struct SegmentBuilder {
    /// Names of one identity that are indexed; a list with more is cut here.
    static let nameLimit = 200

    private(set) var keys: [UInt64] = []
    private(set) var nameStart: [UInt32] = [0]
    private(set) var nameSlot: [UInt32] = []
    private(set) var nameKind: [UInt8] = []
    private(set) var nameTextStart: [UInt32] = [0]
    private(set) var nameText: [UInt8] = []
    private(set) var nameWordStart: [UInt32] = [0]
    private(set) var nameWords: [UInt32] = []
    private(set) var rawStart: [UInt32] = [0]
    private(set) var raw: [UInt8] = []
    private(set) var text: [UInt8] = []
    private(set) var article: [UInt8] = []
    private(set) var soundStart: [UInt32] = [0]
    private(set) var sounds: [UInt8] = []
    private(set) var role: [UInt8] = []
    private(set) var rarityClass: [UInt32] = []
    private(set) var groupStart: [UInt32] = [0]
    private(set) var groups: [UInt16] = []
    private(set) var wordKeyPairs: [UInt64] = []
    private(set) var birthStart: [UInt32] = [0]
    private(set) var births: [PackedDate] = []
    private(set) var documentStart: [UInt32] = [0]
    private(set) var documentTextStart: [UInt32] = [0]
    private(set) var documentText: [UInt8] = []
    private(set) var documentKeyPairs: [UInt64] = []

    private var wordNumbers: [[UInt8]: UInt32] = [:]

    mutating func add(_ key: UInt64, _ identity: Identity) {
        let slot = UInt32(keys.count)
        keys.append(key)
        for name in identity.names.prefix(Self.nameLimit) { add(name, slot) }
        nameStart.append(UInt32(nameSlot.count))
        for birth in identity.births { births.append(PackedDate(birth)) }
        birthStart.append(UInt32(births.count))
        for document in identity.documents {
            documentText += Array(document.number.value.utf8)
            documentTextStart.append(UInt32(documentText.count))
            documentKeyPairs.append(pair(Self.documentKey(document.number), slot))
        }
        documentStart.append(UInt32(documentTextStart.count - 1))
    }

    private mutating func add(_ name: PersonName, _ slot: UInt32) {
        let parsed = ParsedName(name.value)
        nameSlot.append(slot)
        nameKind.append(UInt8(PersonName.Kind.allCases.firstIndex(of: name.kind) ?? 0))
        nameText += Array(name.value.utf8)
        nameTextStart.append(UInt32(nameText.count))
        for word in parsed.words where word.identifies { nameWords.append(number(of: word)) }
        nameWordStart.append(UInt32(nameWords.count))
    }

    private mutating func number(of word: NameWord) -> UInt32 {
        let identity = word.raw + [word.role.rawValue]
        if let number = wordNumbers[identity] { return number }
        let number = UInt32(role.count)
        wordNumbers[identity] = number
        raw += word.raw
        rawStart.append(UInt32(raw.count))
        text += word.text
        article.append(UInt8(PreparedWord(word).article))
        sounds += word.sounds
        soundStart.append(UInt32(sounds.count))
        role.append(word.role.rawValue)
        rarityClass.append(WordKeys.rarityClass(word))
        if !word.isOpaque { groups += Variants.groups(of: word.text) }
        groupStart.append(UInt32(groups.count))
        for key in WordKeys.keys(word) { wordKeyPairs.append(pair(key, number)) }
        return number
    }

    /// For every word the names that hold it.
    func postings() -> (start: [UInt32], names: [UInt32]) {
        var start = [UInt32](repeating: 0, count: role.count + 1)
        func forEachDistinct(_ body: (Int, UInt32) -> Void) {
            for name in nameSlot.indices {
                let words = nameWords[Int(nameWordStart[name])..<Int(nameWordStart[name + 1])]
                for index in words.indices where !words[..<index].contains(words[index]) {
                    body(Int(words[index]), UInt32(name))
                }
            }
        }
        forEachDistinct { word, _ in start[word + 1] += 1 }
        for word in role.indices { start[word + 1] += start[word] }
        var next = start
        var names = [UInt32](repeating: 0, count: Int(start[role.count]))
        forEachDistinct { word, name in
            names[Int(next[word])] = name
            next[word] += 1
        }
        return (start, names)
    }

    private func pair(_ key: UInt32, _ value: UInt32) -> UInt64 { UInt64(key) << 32 | UInt64(value) }

    static func documentKey(_ number: DocumentNumber) -> UInt32 {
        WordKeys.hash(DocumentFolding.confusable(number), tag: 10)
    }
}
