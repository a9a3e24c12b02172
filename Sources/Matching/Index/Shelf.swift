// A segment in use: what of it still lives, and what its words weigh.

import Records

/// A segment with what may still change about it.
struct Shelf: Sendable {
    let segment: Segment
    /// One bit a slot: removed or replaced since.
    private(set) var dead: [UInt64]
    private(set) var deadCount = 0
    /// Weight of every word.
    private(set) var weights: [Float] = []

    init(_ segment: Segment, rarity: Rarity) {
        self.segment = segment
        dead = [UInt64](repeating: 0, count: (segment.count + 63) / 64)
        weigh(by: rarity)
        for slot in segment.replaced { kill(slot: slot) }
    }

    /// A saved shelf.
    init(_ segment: Segment, rarity: Rarity, dead: [UInt64]) {
        self.segment = segment
        self.dead = dead
        deadCount = dead.reduce(0) { $0 + $1.nonzeroBitCount }
        weigh(by: rarity)
    }

    var liveCount: Int { segment.count - deadCount }
    func isDead(_ slot: Int) -> Bool { dead[slot >> 6] >> UInt64(slot & 63) & 1 == 1 }

    /// - Returns: whether the key was here and alive.
    mutating func kill(_ key: UInt64) -> Bool {
        guard let slot = segment.slot(of: key), !isDead(slot) else { return false }
        kill(slot: slot)
        return true
    }

    private mutating func kill(slot: Int) {
        dead[slot >> 6] |= 1 << UInt64(slot & 63)
        deadCount += 1
    }

    mutating func weigh(by rarity: Rarity) {
        weights = (0..<segment.wordCount).map {
            rarity.weight(class: segment.words.entries[$0].rarityClass, role: segment.words.role($0))
        }
    }

    var live: some Sequence<(key: UInt64, identity: Identity)> {
        (0..<segment.count).lazy.filter { !isDead($0) }.map { (segment.keys[$0], segment.identity($0)) }
    }
}
