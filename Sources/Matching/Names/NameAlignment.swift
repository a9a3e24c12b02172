// Setting the words of two names side by side, whatever their order.

/// Words of the traveller's name paired with words of a listed one.
struct NameAlignment: Sendable {
    struct Pair: Sendable {
        var mine: Range<Int>
        var theirs: Range<Int>
        var likeness: WordLikeness
    }

    /// Indices into the identifying words of either side.
    var pairs: [Pair] = []
    /// Weight matched, and left over on either side.
    var matched: Float = 0
    var leftMine: Float = 0
    var leftTheirs: Float = 0
    /// Identifying words matched, the better of the two counts.
    var unmatchedMine = 0
    var unmatchedTheirs = 0

    /// How well the names agree, 0…1.
    ///
    /// What only the list has costs little (people drop names), what only the traveller has costs more (documents give
    /// names in full); what both have left over against each other costs most (another given name is another person).
    var strength: Float {
        let conflict = min(leftMine, leftTheirs)
        let whole =
            matched + Self.conflictCost * conflict + Self.extraCost * (leftMine - conflict)
            + Self.missingCost * (leftTheirs - conflict)
        return whole > 0 ? matched / whole : 0
    }

    static let conflictCost: Float = 1.4
    static let extraCost: Float = 0.6
    static let missingCost: Float = 0.3
}

extension NameAlignment {
    /// The best pairing.
    ///
    /// - Parameters:
    ///   - mine: weights of the traveller's words.
    ///   - theirs: weights of the listed words.
    ///   - likeness: of word `i` to word `j`.
    ///   - joined: of traveller's words in the first range, run together, to listed words in the second, run together;
    ///     asked only for words that found no partner.
    /// Exact for up to eight listed words, greedy beyond. Order of words does not matter.
    static func best(
        mine: [Float], theirs: [Float], likeness: (Int, Int) -> WordLikeness,
        joined: (Range<Int>, Range<Int>) -> WordLikeness
    ) -> NameAlignment {
        var table: [WordLikeness] = []
        table.reserveCapacity(mine.count * theirs.count)
        var contested = false
        var columns = [Int](repeating: 0, count: theirs.count)
        for i in mine.indices {
            var row = 0
            for j in theirs.indices {
                let value = likeness(i, j)
                table.append(value)
                if value.value > 0 {
                    row += 1
                    columns[j] += 1
                }
            }
            if row > 1 { contested = true }
        }
        if columns.contains(where: { $0 > 1 }) { contested = true }
        func gain(_ i: Int, _ j: Int) -> Float { table[i * theirs.count + j].value * (mine[i] + theirs[j]) }
        var partner = [Int](repeating: -1, count: mine.count)
        if !contested {
            for i in mine.indices {
                for j in theirs.indices where table[i * theirs.count + j].value > 0 { partner[i] = j }
            }
        } else if theirs.count <= 8 {
            partner = exact(rows: mine.count, columns: theirs.count, gain: gain)
        } else {
            partner = greedy(rows: mine.count, columns: theirs.count, gain: gain)
        }
        var alignment = NameAlignment()
        var freeMine = [Bool](repeating: true, count: mine.count)
        var freeTheirs = [Bool](repeating: true, count: theirs.count)
        for (i, j) in partner.enumerated() where j >= 0 {
            alignment.pairs.append(
                Pair(mine: i..<i + 1, theirs: j..<j + 1, likeness: table[i * theirs.count + j]))
            freeMine[i] = false
            freeTheirs[j] = false
        }
        alignment.join(freeMine: &freeMine, freeTheirs: &freeTheirs, joined: joined)
        alignment.add(mine: mine, theirs: theirs, freeMine: freeMine, freeTheirs: freeTheirs)
        return alignment
    }

    /// Words written together on one side and apart on the other.
    private mutating func join(
        freeMine: inout [Bool], freeTheirs: inout [Bool], joined: (Range<Int>, Range<Int>) -> WordLikeness
    ) {
        guard freeMine.contains(true), freeTheirs.contains(true) else { return }
        for i in freeMine.indices where freeMine[i] {
            for j in freeTheirs.indices where freeTheirs[j] && freeMine[i] {
                var best = (mine: i..<i + 1, theirs: j..<j + 1, likeness: joined(i..<i + 1, j..<j + 1))
                if i + 1 < freeMine.count, freeMine[i + 1] {
                    let value = joined(i..<i + 2, j..<j + 1)
                    if value.value > best.likeness.value { best = (i..<i + 2, j..<j + 1, value) }
                }
                if j + 1 < freeTheirs.count, freeTheirs[j + 1] {
                    let value = joined(i..<i + 1, j..<j + 2)
                    if value.value > best.likeness.value { best = (i..<i + 1, j..<j + 2, value) }
                }
                guard best.likeness.value > 0 else { continue }
                pairs.append(Pair(mine: best.mine, theirs: best.theirs, likeness: best.likeness))
                for index in best.mine { freeMine[index] = false }
                for index in best.theirs { freeTheirs[index] = false }
            }
        }
    }

    private mutating func add(mine: [Float], theirs: [Float], freeMine: [Bool], freeTheirs: [Bool]) {
        for pair in pairs {
            let a = mine[pair.mine].reduce(0, +)
            let b = theirs[pair.theirs].reduce(0, +)
            let credit = Self.credit(pair.likeness.value)
            // An initial vouches for no more than itself.
            let weight = pair.likeness.rule == .initial ? min(a, b) : (a + b) / 2
            matched += credit * weight
            leftMine += (1 - credit) * a
            leftTheirs += (1 - credit) * b
        }
        for i in mine.indices where freeMine[i] {
            leftMine += mine[i]
            unmatchedMine += 1
        }
        for j in theirs.indices where freeTheirs[j] {
            leftTheirs += theirs[j]
            unmatchedTheirs += 1
        }
    }

    /// What a likeness is worth: nothing at the floor, everything when the letters agree.
    static func credit(_ likeness: Float) -> Float {
        let above = (likeness - 0.55) / 0.42
        return min(1, max(0, above))
    }

    private static func exact(rows: Int, columns: Int, gain: (Int, Int) -> Float) -> [Int] {
        let states = 1 << columns
        var best = [Float](repeating: 0, count: states)
        var choices = [Int8](repeating: -1, count: states * rows)
        for row in 0..<rows {
            var next = best
            for state in 0..<states {
                for column in 0..<columns where state >> column & 1 == 1 {
                    let worth = gain(row, column)
                    guard worth > 0 else { continue }
                    let value = best[state & ~(1 << column)] + worth
                    if value > next[state] {
                        next[state] = value
                        choices[row * states + state] = Int8(column)
                    }
                }
            }
            best = next
        }
        var partner = [Int](repeating: -1, count: rows)
        var state = states - 1
        for row in stride(from: rows - 1, through: 0, by: -1) {
            let column = Int(choices[row * states + state])
            if column >= 0 {
                partner[row] = column
                state &= ~(1 << column)
            }
        }
        return partner
    }

    private static func greedy(rows: Int, columns: Int, gain: (Int, Int) -> Float) -> [Int] {
        var cells: [(gain: Float, row: Int, column: Int)] = []
        for row in 0..<rows {
            for column in 0..<columns where gain(row, column) > 0 {
                cells.append((gain(row, column), row, column))
            }
        }
        cells.sort { $0.gain > $1.gain }
        var partner = [Int](repeating: -1, count: rows)
        var taken = [Bool](repeating: false, count: columns)
        for cell in cells where partner[cell.row] < 0 && !taken[cell.column] {
            partner[cell.row] = cell.column
            taken[cell.column] = true
        }
        return partner
    }
}
