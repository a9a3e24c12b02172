// The words of a segment that could be one of the traveller's, and how alike each is. Kept between questions, so that
// answering one allocates next to nothing.

/// From the number of a listed word to its likeness to every word of the traveller's name.
struct AlikeWords: Sendable {
    /// Open addressing; word number + 1, 0 where free.
    private var table = [UInt32](repeating: 0, count: 256)
    private var places = [UInt32](repeating: 0, count: 256)
    /// Listed words in the order they were found.
    private(set) var words: [UInt32] = []
    /// `width` entries a word.
    private var likeness: [WordLikeness] = []
    /// What the word can add to a name's matched weight at most.
    private(set) var worth: [Float] = []
    /// Whether the word may be part of a join.
    private(set) var joins: [Bool] = []
    private var width = 0

    mutating func reset(width: Int) {
        if words.count * 8 < table.count {
            for word in words { free(word) }
        } else {
            for index in table.indices { table[index] = 0 }
        }
        words.removeAll(keepingCapacity: true)
        likeness.removeAll(keepingCapacity: true)
        worth.removeAll(keepingCapacity: true)
        joins.removeAll(keepingCapacity: true)
        self.width = width
    }

    private mutating func free(_ word: UInt32) {
        var at = start(word)
        // Probing runs over freed places: all words are freed together.
        for _ in 0..<table.count {
            if table[at] == word &+ 1 {
                table[at] = 0
                return
            }
            at = (at + 1) & (table.count - 1)
        }
    }

    private func start(_ word: UInt32) -> Int {
        Int((word &* 0x9E37_79B1) >> 7) & (table.count - 1)
    }

    /// Place of a word, -1 when it is none of them.
    @inline(__always)
    func place(_ word: UInt32) -> Int {
        var at = start(word)
        while true {
            let found = table[at]
            if found == word &+ 1 { return Int(places[at]) }
            if found == 0 { return -1 }
            at = (at + 1) & (table.count - 1)
        }
    }

    func likeness(_ index: Int, _ place: Int) -> WordLikeness { likeness[place * width + index] }

    mutating func note(_ word: UInt32, _ index: Int, _ value: WordLikeness, worth: Float) {
        let place = insert(word)
        likeness[place * width + index] = value
        self.worth[place] = max(self.worth[place], worth)
    }

    /// A word that may stand for several of the traveller's run together, or for a part of one.
    mutating func noteJoined(_ word: UInt32, worth: Float) {
        let place = insert(word)
        self.worth[place] = max(self.worth[place], worth)
        joins[place] = true
    }

    private mutating func insert(_ word: UInt32) -> Int {
        let known = place(word)
        if known >= 0 { return known }
        if (words.count + 1) * 2 > table.count { grow() }
        let place = words.count
        words.append(word)
        worth.append(0)
        joins.append(false)
        for _ in 0..<width { likeness.append(.none) }
        put(word, place)
        return place
    }

    private mutating func put(_ word: UInt32, _ place: Int) {
        var at = start(word)
        while table[at] != 0 { at = (at + 1) & (table.count - 1) }
        table[at] = word &+ 1
        places[at] = UInt32(place)
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        places = [UInt32](repeating: 0, count: table.count)
        for (place, word) in words.enumerated() { put(word, place) }
    }
}

/// Which words were looked at already. Cleared by what was put in.
struct WordMarks: Sendable {
    private var table = [UInt32](repeating: 0, count: 1_024)
    private var used: [UInt32] = []

    /// - Returns: whether the word is new.
    mutating func insert(_ word: UInt32) -> Bool {
        if (used.count + 1) * 2 > table.count { grow() }
        var at = Int((word &* 0x9E37_79B1) >> 7) & (table.count - 1)
        while table[at] != 0 {
            if table[at] == word &+ 1 { return false }
            at = (at + 1) & (table.count - 1)
        }
        table[at] = word &+ 1
        used.append(UInt32(at))
        return true
    }

    mutating func clear() {
        for at in used { table[Int(at)] = 0 }
        used.removeAll(keepingCapacity: true)
    }

    private mutating func grow() {
        let words = used.map { table[Int($0)] - 1 }
        table = [UInt32](repeating: 0, count: table.count * 4)
        used.removeAll(keepingCapacity: true)
        for word in words { _ = insert(word) }
    }
}

/// Work space of one question.
struct Scratch: Sendable {
    var alike = AlikeWords()
    var marks = WordMarks()
    var survivors: [Survivor] = []
}
