// Beyond check digits: what the grammar of names, fillers and document numbers makes likely. Seven pairs of characters
// weigh the same modulo 10, so that no check digit ever tells `<` from K or A, 6 from G, 1 from L.

package import Records

extension RepairBench {
    /// The likeliest readings under which the check digits hold, at most eight; none when the scan itself is the likeliest.
    func proposals() -> [MRZProposal] {
        var start = typed
        var fillers: Set<Int> = []
        for place in layout.misreadFillers(start) {
            start[place] = filler
            fillers.insert(place)
        }
        var found: Set<[UInt8]> = []
        // Two changes in the number at most: more would fit any number to its check digit.
        for count in 0...2 {
            var zone = start
            vary(&zone, free[...], changes: count, by: Confusion.alike) { if holds($0) { found.insert($0) } }
        }
        let ranked = found.map { zone in
            MRZProposal(
                lines: lines(zone),
                changes: changes(zone) { place in reason(zone, place, fillers) },
                cost: cost(zone, against: start))
        }
        .sorted { ($0.cost, $0.lines.joined()) < ($1.cost, $1.lines.joined()) }
        guard let best = ranked.first, !(best.changes.isEmpty) else { return [] }
        return Array(ranked.prefix(8))
    }

    private func number(_ zone: [UInt8]) -> ArraySlice<UInt8> {
        let field = zone[layout.number]
        return field.prefix((field.lastIndex { $0 != filler }.map { $0 + 1 } ?? field.startIndex) - field.startIndex)
    }

    private func issuer(_ zone: [UInt8]) -> String {
        String(decoding: zone[layout.issuer].filter { $0 != filler }, as: UTF8.self)
    }

    /// Each change costs two, each turn between letters and digits beyond the first three, a number foreign to its issuer six,
    /// an unknown state four, a filler inside the number twelve.
    private func cost(_ zone: [UInt8], against start: [UInt8]) -> Int {
        let number = number(zone)
        var cost = 2 * zone.indices.count { zone[$0] != start[$0] }
        cost += 3 * max(0, IssuerNumbers.turns(number) - 1)
        if IssuerNumbers.fits(number, of: issuer(zone)) == false { cost += 6 }
        if number.contains(filler) { cost += 12 }
        for range in [layout.issuer, layout.nationality] where !isKnown(zone, range) { cost += 4 }
        return cost
    }

    private func isKnown(_ zone: [UInt8], _ range: Range<Int>) -> Bool {
        IssuerCode.isKnown(
            IssuerCode.packed(zone[range.lowerBound], zone[range.lowerBound + 1], zone[range.lowerBound + 2]))
    }

    private func reason(_ zone: [UInt8], _ place: Int, _ fillers: Set<Int>) -> MRZChange.Reason {
        if fillers.contains(place) { return .filler }
        guard Int(mrzValue(zone[place])) % 10 == Int(mrzValue(typed[place])) % 10 else { return .checkDigit }
        return IssuerNumbers.fits(number(zone), of: issuer(zone)) == true ? .issuerPattern : .numberShape
    }
}

extension MRZLayout {
    /// Places in name and optional data where a letter can only be a misread `<`: from the end of the field inwards, a
    /// stretch of letters that cameras see in `<` (K, A, C, E, L, S, X) with fillers among them, behind at least two fillers.
    func misreadFillers(_ zone: [UInt8]) -> [Int] {
        let looks = Set("KACELSX".utf8)
        return [name, optional1, optional2].flatMap { field -> [Int] in
            var end = field.upperBound
            while end > field.lowerBound, zone[end - 1] == filler || looks.contains(zone[end - 1]) { end -= 1 }
            let tail = end..<field.upperBound
            // The tail begins where two fillers stand together: letters before them belong to the name.
            guard let start = tail.dropLast().first(where: { zone[$0] == filler && zone[$0 + 1] == filler }) else { return [] }
            let letters = (start..<field.upperBound).filter { zone[$0] != filler }
            // A given name of such letters alone (`<<ALEXA<<<<`) is a name: only letters between or behind long runs are not.
            return letters.filter { place in isolated(zone, place, in: start..<field.upperBound) }
        }
    }

    /// A run of at most three such letters, with a filler before and more fillers than letters around it, behind the first
    /// part of given names.
    private func isolated(_ zone: [UInt8], _ place: Int, in tail: Range<Int>) -> Bool {
        var (low, high) = (place, place + 1)
        while low > tail.lowerBound, zone[low - 1] != filler { low -= 1 }
        while high < tail.upperBound, zone[high] != filler { high += 1 }
        let before = zone[tail.lowerBound..<low].count { $0 == filler }
        let run = Set(zone[low..<high])
        return high - low <= 3 && before >= 3 || run.count == 1 && before >= 2 && high - low >= 3
    }
}

extension Confusion {
    /// The pairs of the published rule, and those no check digit tells apart: 6G and 1L are among both; K and A for a filler.
    static func alike(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "K"), UInt8(ascii: "A"): [filler]
        default: partners(byte)
        }
    }
}

/// One key to try on a chip that refused the printed one.
package struct AccessKeyGuess: Hashable, Sendable {
    package let documentNumber: String
    /// `YYMMDD` as printed.
    package let birth: String
    package let expiry: String

    package init(documentNumber: String, birth: String, expiry: String) {
        (self.documentNumber, self.birth, self.expiry) = (documentNumber, birth, expiry)
    }
}

extension MRZRepair {
    /// Keys worth trying on the chip, the likeliest first; at most eight, since chips answer more slowly after each failure.
    ///
    /// A chip that opens proves the reading: it is the only oracle for the pairs no check digit tells apart.
    package func accessKeys(on day: CalendarDay) -> [AccessKeyGuess] {
        var keys: [AccessKeyGuess] = []
        for lines in [lines].compactMap({ $0 }) + proposals.map(\.lines) {
            guard let key = AccessKeyGuess(MRZ.parse(lines, on: day), lines), !keys.contains(key) else { continue }
            keys.append(key)
        }
        return Array(keys.prefix(8))
    }
}

extension AccessKeyGuess {
    /// - Returns: `nil` for lines that are no zone.
    package init?(_ reading: MRZReading, _ lines: [String]) {
        guard let fields = reading.fields, let layout = reading.format?.layout else { return nil }
        let zone = Array(lines.joined().utf8)
        func text(_ range: Range<Int>) -> String { String(decoding: zone[range], as: UTF8.self) }
        self.init(documentNumber: fields.documentNumber, birth: text(layout.birth), expiry: text(layout.expiry))
    }
}
