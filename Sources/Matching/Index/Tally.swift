// Adding up, name by name, what a question's words found. Kept between questions so that a large list costs only the
// names that were touched.

/// Sums for the names of one segment at a time.
struct Tally: Sendable {
    private(set) var touched: [UInt32] = []
    private var sums: [Float] = []
    /// Which of the traveller's words was counted last for a name; 0 for none.
    private var counted: [UInt8] = []

    /// Makes room for a segment; all sums are zero before and after.
    mutating func prepare(names: Int) {
        guard sums.count < names else { return }
        sums += [Float](repeating: 0, count: names - sums.count)
        counted += [UInt8](repeating: 0, count: names - counted.count)
    }

    func sum(_ name: Int) -> Float { sums[name] }

    /// Counts `worth` once for each name and mark.
    ///
    /// - Parameter admitting: whether names not touched so far are taken in.
    mutating func add(_ names: ArraySlice<UInt32>, worth: Float, mark: UInt8, admitting: Bool) {
        for number in names {
            let name = Int(number)
            let last = counted[name]
            guard last != mark, admitting || last != 0 else { continue }
            if last == 0 { touched.append(number) }
            counted[name] = mark
            sums[name] += worth
        }
    }

    mutating func clear() {
        for name in touched {
            sums[Int(name)] = 0
            counted[Int(name)] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }
}
