// The distance between two names as heard: edit distance with the costs of `SoundCosts`.

enum SoundDistance {
    /// Longest word compared; `LatinSounds.parse` and `ArabicScript.sounds` stop there.
    static let limit = 32

    /// Cheapest way to turn one word into the other by deleting, substituting, or swapping neighbours (8).
    ///
    /// Optimal string alignment. O(a × b), no allocation. Symmetric.
    /// - Returns: sixteenths of a consonant.
    static func between(
        _ a: Span<UInt8>, _ b: Span<UInt8>, substitution: Span<UInt8>, deletion: Span<UInt8>
    ) -> Int {
        // Three rows that take turns, so that none is copied.
        var table = InlineArray<99, Int32>(repeating: 0)
        var (before, previous, current) = (0, 33, 66)
        let rows = min(a.count, limit)
        let columns = min(b.count, limit)
        for column in 0..<columns {
            table[previous + column + 1] = table[previous + column] + Int32(deletion[Int(b[column])])
        }
        for row in 0..<rows {
            let mine = Int(a[row])
            let drop = Int32(deletion[mine])
            table[current] = table[previous] + drop
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
            }
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
