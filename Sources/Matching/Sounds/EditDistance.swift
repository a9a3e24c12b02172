// Letters changed, counted. Sixty-four columns of the classic table at once.

package enum EditDistance {
    /// Letters deleted, added, changed or swapped with their neighbour (optimal string alignment); words longer than 64
    /// are compared by their first 64.
    ///
    /// Source: Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003), after Myers
    /// (1999). O(b) words of work after O(a) for the table.
    package static func between(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
        let rows = min(a.count, 64)
        let columns = min(b.count, 64)
        guard rows > 0 else { return columns }
        guard columns > 0 else { return rows }
        var places = InlineArray<256, UInt64>(repeating: 0)
        for row in 0..<rows { places[Int(a[row])] |= 1 << UInt64(row) }
        let last: UInt64 = 1 << UInt64(rows - 1)
        var up: UInt64 = ~0
        var down: UInt64 = 0
        var score = rows
        var previousEqual: UInt64 = 0
        var previousDiagonal: UInt64 = 0
        for column in 0..<columns {
            let equal = places[Int(b[column])]
            let swapped = ((~previousDiagonal & equal) << 1) & previousEqual
            let diagonal = (((equal & up) &+ up) ^ up) | equal | down | swapped
            previousEqual = equal
            previousDiagonal = diagonal
            var rise = down | ~(diagonal | up)
            var fall = up & diagonal
            if rise & last != 0 { score += 1 }
            if fall & last != 0 { score -= 1 }
            rise = (rise << 1) | 1
            fall <<= 1
            up = fall | ~(diagonal | rise)
            down = rise & diagonal
        }
        return score
    }
}
