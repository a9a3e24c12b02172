// Packing identities into the flat arrays of a `Segment`.

import Records

struct SegmentBuilder {
    /// Names of one identity that are indexed; a list with more is cut here.
    static let nameLimit = 200

    var keys: [UInt64] = []
    var nameStart: [UInt32] = [0]
    var nameSlot: [UInt32] = []
    var nameKind: [UInt8] = []
    var nameTextStart: [UInt32] = [0]
    var nameText: [UInt8] = []
    var nameWordStart: [UInt32] = [0]
    var nameWords: [UInt32] = []
    var words = WordTable()
    var wordKeyPairs: [UInt64] = []
    var birthStart: [UInt32] = [0]
    var births: [PackedDate] = []
    var documentStart: [UInt32] = [0]
    var documentTextStart: [UInt32] = [0]
    var documentText: [UInt8] = []
    var documentKeyPairs: [UInt64] = []

    var slotsByKey: [UInt32] = []
    var stretchStart: [UInt32] = []
    var dayStart: [UInt32] = []

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

    /// Puts the identities in order of `BirthStretch` and date; those alike stay in the order they came.
    mutating func sort() {
        var order = keys.indices.map { slot -> (place: UInt64, slot: UInt32) in
            let found = births[Int(birthStart[slot])..<Int(birthStart[slot + 1])]
            let stretch = BirthStretch(found)
            let sorted = stretch == .partial || stretch == .day
            let day = sorted ? UInt64(UInt32(bitPattern: found[found.startIndex].first) ^ 0x8000_0000) : 0
            return (UInt64(stretch.rawValue) << 32 | day, UInt32(slot))
        }
        order.sort { $0 < $1 }
        let slots = order.map(\.slot)
        stretchStart = [0]
        for stretch in BirthStretch.allCases {
            var (low, high) = (Int(stretchStart[stretchStart.count - 1]), order.count)
            while low < high {
                let middle = (low + high) / 2
                if order[middle].place >> 32 <= UInt64(stretch.rawValue) { low = middle + 1 } else { high = middle }
            }
            stretchStart.append(UInt32(low))
        }
        order = []
        let names = Self.gather(nameStart, slots)
        nameKind = names.items.map { nameKind[Int($0)] }
        (nameTextStart, nameText) = Self.moved(nameTextStart, nameText, names.items)
        (nameWordStart, nameWords) = Self.moved(nameWordStart, nameWords, names.items)
        nameStart = names.start
        for slot in keys.indices {
            for name in Int(nameStart[slot])..<Int(nameStart[slot + 1]) { nameSlot[name] = UInt32(slot) }
        }
        (birthStart, births) = Self.moved(birthStart, births, slots)
        let documents = Self.gather(documentStart, slots)
        (documentTextStart, documentText) = Self.moved(documentTextStart, documentText, documents.items)
        documentStart = documents.start
        var places = [UInt32](repeating: 0, count: slots.count)
        for (place, slot) in slots.enumerated() { places[Int(slot)] = UInt32(place) }
        for index in documentKeyPairs.indices {
            let slot = places[Int(UInt32(truncatingIfNeeded: documentKeyPairs[index]))]
            documentKeyPairs[index] = documentKeyPairs[index] & 0xFFFF_FFFF_0000_0000 | UInt64(slot)
        }
        // Of equal keys the one that came last stands last.
        let arrived = keys
        slotsByKey = arrived.indices.map(UInt32.init).sorted { (arrived[Int($0)], $0) < (arrived[Int($1)], $1) }
            .map { places[Int($0)] }
        keys = slots.map { arrived[Int($0)] }
        let first = Int(stretchStart[Int(BirthStretch.day.rawValue)])
        dayStart = Segment.directory(
            (first..<keys.count).map { births[Int(birthStart[$0])].first }, from: UInt32(first))
    }

    /// Stretches in a new order: where each now begins, and the old places of their items.
    private static func gather(_ start: [UInt32], _ order: [UInt32]) -> (start: [UInt32], items: [UInt32]) {
        var starts: [UInt32] = [0]
        starts.reserveCapacity(order.count + 1)
        var items: [UInt32] = []
        for index in order {
            items.append(contentsOf: start[Int(index)]..<start[Int(index) + 1])
            starts.append(UInt32(items.count))
        }
        return (starts, items)
    }

    private static func moved<Item>(
        _ start: [UInt32], _ items: [Item], _ order: [UInt32]
    ) -> (start: [UInt32], items: [Item]) {
        var starts: [UInt32] = [0]
        var moved: [Item] = []
        starts.reserveCapacity(order.count + 1)
        moved.reserveCapacity(items.count)
        for index in order {
            moved += items[Int(start[Int(index)])..<Int(start[Int(index) + 1])]
            starts.append(UInt32(moved.count))
        }
        return (starts, moved)
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
        let number = UInt32(words.count)
        wordNumbers[identity] = number
        words.add(word)
        for key in WordKeys.keys(word) { wordKeyPairs.append(pair(key, number)) }
        return number
    }

    /// For every word the names that hold it.
    func postings() -> (start: [UInt32], names: [UInt32]) {
        var start = [UInt32](repeating: 0, count: words.count + 1)
        func forEachDistinct(_ body: (Int, UInt32) -> Void) {
            for name in nameSlot.indices {
                let held = nameWords[Int(nameWordStart[name])..<Int(nameWordStart[name + 1])]
                for index in held.indices where !held[..<index].contains(held[index]) {
                    body(Int(held[index]), UInt32(name))
                }
            }
        }
        forEachDistinct { word, _ in start[word + 1] += 1 }
        for word in 0..<words.count { start[word + 1] += start[word] }
        var next = start
        var names = [UInt32](repeating: 0, count: Int(start[words.count]))
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
