// The commonest slips of a hand: one letter left out, added, changed, or swapped with its neighbour.

package enum OneSlip {
    /// Whether two different words are one slip apart. O(letters), no allocation. Symmetric.
    package static func separates(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        let (m, n) = (a.count, b.count)
        guard m - n <= 1, n - m <= 1 else { return false }
        var front = 0
        while front < m, front < n, a[front] == b[front] { front += 1 }
        var back = 0
        while back < m - front, back < n - front, a[m - 1 - back] == b[n - 1 - back] { back += 1 }
        let (left, right) = (m - front - back, n - front - back)
        if left + right == 1 || (left == 1 && right == 1) { return true }
        return left == 2 && right == 2 && a[front] == b[front + 1] && a[front + 1] == b[front]
    }
}
