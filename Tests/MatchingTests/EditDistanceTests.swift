import Matching
import SeraiTesting
import Testing

/// The classic table, cell by cell.
private func slow(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for row in 0...a.count { table[row][0] = row }
    for column in 0...b.count { table[0][column] = column }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    for row in 1...a.count {
        for column in 1...b.count {
            var cost = min(table[row - 1][column] + 1, table[row][column - 1] + 1)
            cost = min(cost, table[row - 1][column - 1] + (a[row - 1] == b[column - 1] ? 0 : 1))
            if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
                cost = min(cost, table[row - 2][column - 2] + 1)
            }
            table[row][column] = cost
        }
    }
    return table[a.count][b.count]
}

@Suite struct `Edit distance` {
    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("rashid", "rsahid", 1), ("kitten", "sitting", 3),
        ("alfred", "alred", 1),
    ])
    func `counts letters left out, added, changed or swapped`(a: String, b: String, expected: Int) {
        #expect(EditDistance.between(Array(a.utf8).span, Array(b.utf8).span) == expected)
        #expect(EditDistance.between(Array(b.utf8).span, Array(a.utf8).span) == expected)
    }

    @Test func `agrees with the classic table on words of any length up to sixty-four`() {
        var random = SplitMix(seed: 1965)
        for _ in 0..<3_000 {
            let letters = UInt8.random(in: 2...6, using: &random)
            func word() -> [UInt8] {
                (0..<Int.random(in: 0...64, using: &random)).map { _ in
                    97 + UInt8.random(in: 0..<letters, using: &random)
                }
            }
            let (a, b) = (word(), word())
            #expect(EditDistance.between(a.span, b.span) == slow(a, b), "\(a) \(b)")
        }
    }
}
