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

@Suite struct `One slip of the hand` {
    @Test(arguments: [
        ("rashid", "rsahid", true), ("rashid", "rashd", true), ("rashid", "rashiid", true), ("rashid", "rashed", true),
        ("rashid", "rsahed", false), ("abcd", "cdab", false), ("a", "", true), ("karim", "karimov", false),
    ])
    func `is a letter left out, added, changed or swapped`(a: String, b: String, expected: Bool) {
        #expect(OneSlip.separates(Array(a.utf8).span, Array(b.utf8).span) == expected)
        #expect(OneSlip.separates(Array(b.utf8).span, Array(a.utf8).span) == expected)
    }

    @Test func `is what the classic table of edits says`() {
        var random = SplitMix(seed: 1965)
        for _ in 0..<20_000 {
            func word() -> [UInt8] {
                (0..<Int.random(in: 0...7, using: &random)).map { _ in 97 + UInt8.random(in: 0..<3, using: &random) }
            }
            let (a, b) = (word(), word())
            guard a != b else { continue }
            #expect(OneSlip.separates(a.span, b.span) == (slow(a, b) == 1), "\(a) \(b)")
        }
    }
}
