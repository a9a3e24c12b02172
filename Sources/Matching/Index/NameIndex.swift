// The list an agency screens against, ready to be asked. Immutable segments hold the identities; an update adds a small
// one and marks the old entry dead, and small ones are merged into larger ones in steps of sixteen.

package import Records
import Synchronization

/// Every listed identity, searchable by name in any script, birth date and document number.
///
/// Reading takes a lock only to fetch the current segments (some nanoseconds); merging happens outside it, so that
/// questions never wait for an update.
package final class NameIndex: Sendable {
    /// Scores from here on are shown to an officer. Chosen on the development set (docs/figures/screening-dev.md).
    package static let defaultThreshold = 0.5

    private struct State: Sendable {
        var shelves: [Shelf] = []
        var rarity = Rarity()
    }

    private let state = Mutex(State())
    /// Writers one after another; never held while a reader waits.
    private let writing = Mutex<Void>(())

    /// Work space of questions answered so far, to be used again.
    private let scratches = Mutex<[Scratch]>([])

    /// How many shelves of like size are merged into one.
    private static let fanOut = 16

    package init() {}

    /// Takes up saved segments, each with the bits of its dead.
    init(_ saved: [(segment: Segment, dead: [UInt64])]) {
        guard let largest = saved.max(by: { $0.segment.count < $1.segment.count }) else { return }
        let rarity = Rarity(largest.segment)
        let shelves = saved.map { Shelf($0.segment, rarity: rarity, dead: $0.dead) }
        state.withLock { $0 = State(shelves: shelves, rarity: rarity) }
    }

    var currentShelves: [Shelf] { state.withLock { $0.shelves } }

    package var count: Int { state.withLock { $0.shelves.reduce(0) { $0 + $1.liveCount } } }

    /// Bytes the segments hold, without the allocator's share.
    package var byteCount: Int {
        state.withLock {
            $0.shelves.reduce(0) { $0 + $1.segment.byteCount + $1.weights.count * 4 + $1.dead.count * 8 }
        }
    }

    /// The share of `byteCount` that is the record itself: names as written, dates, document numbers, keys.
    package var recordByteCount: Int { state.withLock { $0.shelves.reduce(0) { $0 + $1.segment.recordByteCount } } }

    /// Replaces everything in the index. A key that comes twice keeps its last identity. About 15 µs a name.
    package func build(_ identities: [(key: UInt64, identity: Identity)]) { build(from: identities) }

    /// The same from identities that come one by one, so that a large list need not lie in memory as values.
    package func build(from identities: some Sequence<(key: UInt64, identity: Identity)>) {
        writing.withLock { _ in
            let segment = Segment(identities)
            let rarity = Rarity(segment)
            let shelf = Shelf(segment, rarity: rarity)
            state.withLock { $0 = State(shelves: segment.count == 0 ? [] : [shelf], rarity: rarity) }
        }
    }

    /// Adds an identity or replaces the one under the same key; the next `ask` sees it.
    package func update(_ key: UInt64, _ identity: Identity) { update([(key, identity)]) }

    /// The same for many at once: one segment, where one by one would make a segment each. Keys must differ.
    package func update(_ identities: [(key: UInt64, identity: Identity)]) {
        guard !identities.isEmpty else { return }
        writing.withLock { _ in
            let rarity = state.withLock { $0.rarity }
            let fresh = Shelf(Segment(identities), rarity: rarity)
            state.withLock { state in
                for identity in identities { Self.kill(identity.key, in: &state) }
                state.shelves.append(fresh)
            }
            merge()
        }
    }

    /// Removes an identity; the next `ask` does not see it. An unknown key is no error.
    package func remove(_ key: UInt64) {
        writing.withLock { _ in state.withLock { Self.kill(key, in: &$0) } }
    }

    private static func kill(_ key: UInt64, in state: inout State) {
        for index in state.shelves.indices.reversed() where state.shelves[index].kill(key) {
            if state.shelves[index].liveCount == 0 { state.shelves.remove(at: index) }
            return
        }
    }

    /// Merges the last sixteen shelves when they are of like size. Only called while writing.
    private func merge() {
        while true {
            let current = state.withLock { $0 }
            guard let first = Self.firstToMerge(current.shelves.map(\.segment.count)) else { return }
            let segment = Segment(current.shelves[first...].lazy.flatMap(\.live))
            // A merge that makes the largest segment also says anew how common each word is.
            let largest = current.shelves[..<first].allSatisfy { $0.segment.count <= segment.count }
            let rarity = largest ? Rarity(segment) : current.rarity
            let shelf = Shelf(segment, rarity: rarity)
            state.withLock { state in
                state.shelves.replaceSubrange(first..., with: [shelf])
                if largest {
                    state.rarity = rarity
                    for index in state.shelves.indices { state.shelves[index].weigh(by: rarity) }
                }
            }
        }
    }

    /// Where the run of shelves to merge starts: sixteen at the end, none more than sixteen times its neighbours.
    private static func firstToMerge(_ counts: [Int]) -> Int? {
        func level(_ count: Int) -> Int {
            var (level, size) = (0, fanOut)
            while count >= size {
                level += 1
                size *= fanOut
            }
            return level
        }
        guard let last = counts.last else { return nil }
        var first = counts.count
        while first > 0, level(counts[first - 1]) <= level(last) { first -= 1 }
        return counts.count - first >= fanOut ? first : nil
    }

    /// The identities that may be this traveller, best first.
    ///
    /// - Parameters:
    ///   - limit: most matches returned.
    ///   - threshold: lowest score returned, 0…1.
    package func ask(_ traveller: Traveller, limit: Int = 20, threshold: Double = defaultThreshold) -> [Match] {
        ask(traveller, limit: limit, threshold: threshold, words: .byKey)
    }

    /// The same answer found the slow way, every listed word held against every word of the traveller's name: what the
    /// tests measure `ask` by. O(words of the list).
    package func askEveryWord(
        _ traveller: Traveller, limit: Int = 20, threshold: Double = defaultThreshold
    ) -> [Match] {
        ask(traveller, limit: limit, threshold: threshold, words: .every)
    }

    private func ask(_ traveller: Traveller, limit: Int, threshold: Double, words: WordChoice) -> [Match] {
        let current = state.withLock { $0 }
        let question = Question(traveller, rarity: current.rarity)
        var found: [(shelf: Int, candidate: Candidate)] = []
        var scratch = scratches.withLock { $0.popLast() } ?? Scratch()
        for (index, shelf) in current.shelves.enumerated() {
            for candidate in shelf.search(question, threshold: threshold, limit: limit, words: words, &scratch) {
                found.append((index, candidate))
            }
        }
        scratches.withLock { [scratch] kept in if kept.count < 16 { kept.append(scratch) } }
        func key(_ item: (shelf: Int, candidate: Candidate)) -> UInt64 {
            current.shelves[item.shelf].segment.keys[item.candidate.slot]
        }
        found.sort {
            ($0.candidate.score, $0.candidate.agreement, key($1)) > (
                $1.candidate.score, $1.candidate.agreement, key($0)
            )
        }
        return found.prefix(max(0, limit)).map {
            current.shelves[$0.shelf].explain($0.candidate, traveller, question)
        }
    }
}
