// The distance between two names as heard: edit distance with the costs of `SoundCosts`.

enum SoundDistance {
    /// Longest word compared; `LatinSounds.parse` and `ArabicScript.sounds` stop there.
    static let limit = 32

    /// Cheapest way to turn one word into the other by deleting, substituting, or swapping neighbours (8).
    ///
    /// Optimal string alignment of what is left between a common beginning and a common end. O(a × b), no allocation.
    /// Symmetric.
    /// - Returns: sixteenths of a consonant; any number above `limit` when it is above.
    static func between(
        _ wholeA: Span<UInt8>, _ wholeB: Span<UInt8>, substitution: Span<UInt8>, deletion: Span<UInt8>, limit most: Int
    ) -> Int {
        var (endA, endB) = (min(wholeA.count, limit), min(wholeB.count, limit))
        var front = 0
        while front < endA, front < endB, wholeA[front] == wholeB[front] { front += 1 }
        while endA > front, endB > front, wholeA[endA - 1] == wholeB[endB - 1] {
            endA -= 1
            endB -= 1
        }
        let a = wholeA.extracting(front..<endA)
        let b = wholeB.extracting(front..<endB)
        guard a.count > 0, b.count > 0 else {
            return weight(a.count > 0 ? a : b, deletion: deletion)
        }
        // Three rows that take turns, so that none is copied.
        var table = InlineArray<99, Int32>(repeating: 0)
        var (before, previous, current) = (0, 33, 66)
        let (rows, columns) = (a.count, b.count)
        for column in 0..<columns {
            table[previous + column + 1] = table[previous + column] + Int32(deletion[Int(b[column])])
        }
        for row in 0..<rows {
            let mine = Int(a[row])
            let drop = Int32(deletion[mine])
            table[current] = table[previous] + drop
            var least = table[current]
            let base = mine * Sound.count
            for column in 0..<columns {
                let theirs = Int(b[column])
                var cost = table[previous + column] + Int32(substitution[base + theirs])
                cost = min(cost, table[previous + column + 1] + drop)
                cost = min(cost, table[current + column] + Int32(deletion[theirs]))
                if row > 0, column > 0, mine == Int(b[column - 1]), theirs == Int(a[row - 1]) {
                    cost = min(cost, table[before + column - 1] + 8)
                }
                table[current + column + 1] = cost
                least = min(least, cost)
            }
            // A swap reaches two rows back and costs 8.
            if Int(least) > most + 8 { return Int(least) }
            (before, previous, current) = (previous, current, before)
        }
        return Int(table[previous + columns])
    }

    /// What a word weighs: the distance to the empty word.
    static func weight(_ word: Span<UInt8>, deletion: Span<UInt8>) -> Int {
        var sum = 0
        for index in 0..<word.count { sum += Int(deletion[Int(word[index])]) }
        return sum
    }
}
