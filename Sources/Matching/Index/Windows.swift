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

    /// Calls back with every name that holds a word and lies in one of the windows.
    @inline(__always)
    func forEachName(of word: UInt32, in windows: [Window], _ body: (Int, Float) -> Void) {
        let all = segment.postings
        let names = all.span
        let start = Int(segment.postingStart[Int(word)])
        let end = Int(segment.postingStart[Int(word) + 1])
        for window in windows {
            var low = start
            if end - start > 8 {
                var high = end
                while low < high {
                    let middle = (low + high) / 2
                    if names[middle] < window.names.lowerBound { low = middle + 1 } else { high = middle }
                }
            } else {
                while low < end, names[low] < window.names.lowerBound { low += 1 }
            }
            while low < end, names[low] < window.names.upperBound {
                body(Int(names[low]), window.points)
                low += 1
            }
        }
    }
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
