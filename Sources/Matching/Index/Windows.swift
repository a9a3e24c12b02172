// Which stretches of a segment a question reads, and how.

extension Shelf {
    /// A run of names whose holders' birth dates are worth `points` at most.
    struct Window: Sendable {
        var names: Range<UInt32>
        var points: Float
        /// Few enough to read every name.
        var whole: Bool
    }

    /// Names in one stretch that are read one after the other rather than found by their words.
    private static let fewNames = 256

    /// Windows whose dates are worth `least` or more, in order of their names.
    func windows(_ reach: BirthReach, atLeast least: Float) -> [Window] {
        var windows: [Window] = []
        func add(_ names: Range<UInt32>, _ points: Float) {
            guard points >= least, !names.isEmpty else { return }
            if let last = windows.last, !last.whole, last.points == points, last.names.upperBound == names.lowerBound {
                windows[windows.count - 1].names = last.names.lowerBound..<names.upperBound
            } else {
                windows.append(Window(names: names, points: points, whole: false))
            }
        }
        add(segment.names(in: .none), reach.none)
        add(segment.names(in: .loose), reach.loose)
        add(segment.names(in: .several), reach.several)
        for piece in reach.partial where piece.points >= least {
            add(segment.names(in: .partial, from: piece.first, to: piece.last), piece.points)
        }
        for piece in reach.days where piece.points >= least {
            add(segment.names(in: .day, from: piece.first, to: piece.last), piece.points)
        }
        for piece in reach.slips where piece.points >= least {
            let names = segment.names(in: .day, from: piece.first, to: piece.last)
            guard !names.isEmpty else { continue }
            windows.append(Window(names: names, points: piece.points, whole: names.count <= Self.fewNames))
        }
        return windows
    }

    /// Every name whose words could carry it over the threshold, with the most its odds can be.
    ///
    /// - Parameter single: how many of the alike words stand for one of the traveller's words each.
    func gather(
        _ reading: Question.Reading, _ reach: BirthReach, single: Int, _ hope: inout Weighing.Hope,
        _ alike: borrowing AlikeWords, _ survivors: inout [Survivor]
    ) {
        let windows = windows(reach, atLeast: hope.least - hope.best)
        let starts = windows.map { hope.leastSum(points: $0.points) }
        let (nameWordStart, nameWords, postings, postingStart) = (
            segment.nameWordStart, segment.nameWords, segment.postings, segment.postingStart
        )
        let (from, words, names, lists, weighed) = (
            nameWordStart.span, nameWords.span, postings.span, postingStart.span, weights.span
        )
        for (window, needed) in zip(windows, starts) where window.whole {
            for name in window.names {
                Self.judge(name, window.points, needed, hope, alike, from, words, weighed, &survivors)
            }
        }
        // Rarest words first: once the words that remain could not carry a name over the threshold by themselves, their
        // names need not be read.
        var remaining = reading.total
        let ranked = reading.words.indices.sorted { reading.weights[$0] > reading.weights[$1] }
        for turn in 0...ranked.count {
            let most = turn < ranked.count ? hope.odds(sum: remaining, theirs: remaining) : .infinity
            let places = turn < ranked.count ? 0..<single : 0..<alike.words.count
            for (window, needed) in zip(windows, starts) where !window.whole && most + window.points >= hope.least {
                for place in places {
                    let wanted = turn < ranked.count ? alike.likeness(ranked[turn], place).value > 0 : alike.joins[place]
                    guard wanted else { continue }
                    let word = Int(alike.words[place])
                    let end = Int(lists[word + 1])
                    var (at, high) = (Int(lists[word]), end)
                    while at < high {
                        let middle = (at + high) / 2
                        if names[middle] < window.names.lowerBound { at = middle + 1 } else { high = middle }
                    }
                    while at < end, names[at] < window.names.upperBound {
                        Self.judge(names[at], window.points, needed, hope, alike, from, words, weighed, &survivors)
                        at += 1
                    }
                }
            }
            if turn < ranked.count { remaining -= reading.weights[ranked[turn]] }
        }
    }

    @inline(__always)
    private static func judge(
        _ name: UInt32, _ points: Float, _ needed: Float, _ hope: Weighing.Hope, _ alike: borrowing AlikeWords,
        _ from: Span<UInt32>, _ words: Span<UInt32>, _ weights: Span<Float>, _ survivors: inout [Survivor]
    ) {
        var (sum, theirs): (Float, Float) = (0, 0)
        for index in Int(from[Int(name)])..<Int(from[Int(name) + 1]) {
            let word = words[index]
            let place = alike.place(word)
            if place >= 0 { sum += alike.worth[place] }
            theirs += weights[Int(word)]
        }
        sum = min(sum, hope.total, theirs)
        guard sum >= needed else { return }
        let odds = hope.odds(sum: sum, theirs: theirs) + points
        if odds >= hope.least { survivors.append(Survivor(name: name, points: points, odds: odds)) }
    }
}

/// A name that may be the traveller's, and the most its odds can be.
struct Survivor: Sendable {
    var name: UInt32
    var points: Float
    var odds: Float
}

extension Weighing {
    /// What a name can still reach, before it is set beside the traveller's.
    struct Hope {
        let total: Float
        let least: Float
        /// Odds of a name that matches in full.
        let best: Float
        private var known: [(points: Float, sum: Float)] = []

        init(total: Float, least: Float) {
            self.total = total
            self.least = least
            best = Weighing.nameOdds(strength: 1, matched: total + 0.3)
        }

        /// Best odds of a name when its matched weight is `sum`; joins and initials are allowed for.
        func odds(sum: Float, theirs: Float) -> Float {
            var alignment = NameAlignment()
            alignment.matched = sum + 0.15
            alignment.leftMine = max(0, total - sum - 0.15)
            alignment.leftTheirs = max(0, theirs - sum - 0.15)
            return Weighing.nameOdds(strength: alignment.strength, matched: sum + 0.3)
        }

        /// The matched weight without which no name can reach the threshold.
        mutating func leastSum(points: Float) -> Float {
            if let found = known.first(where: { $0.points == points }) { return found.sum }
            var (low, high): (Float, Float) = (0, total + 0.01)
            for _ in 0..<12 {
                let middle = (low + high) / 2
                if odds(sum: middle, theirs: middle) + points >= least { high = middle } else { low = middle }
            }
            known.append((points, low))
            return low
        }
    }
}
