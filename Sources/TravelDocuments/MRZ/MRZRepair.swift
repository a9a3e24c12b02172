// Characters a camera misread. The check digits may restore what was printed; where they cannot, nothing is chosen.
// What this file answers is a proposal: no caller may use repaired lines without showing them to an officer.

package import Records

/// One character read otherwise than it was scanned. Counted from 1.
package struct MRZChange: Hashable, Sendable {
    package enum Reason: String, Sendable, CaseIterable {
        /// The place takes a digit only, or a letter only (Doc 9303-3 4.1).
        case place
        /// The check digits hold with this character.
        case checkDigit = "check_digit"
        /// A filler that was read as a letter: nothing but fillers can stand here.
        case filler
        /// The issuer's document numbers have this form.
        case issuerPattern = "issuer_pattern"
        /// Document numbers rarely mix letters into digits; no check digit tells these two characters apart.
        case numberShape = "number_shape"
    }

    package let line: Int
    package let place: Int
    package let from: Character
    package let to: Character
    package let reason: Reason
}

/// What the check digits alone restore.
package struct MRZRepair: Hashable, Sendable {
    package enum Status: String, Sendable {
        /// One reading at the smallest number of changes.
        case unique
        /// Several: `lines` is empty, an officer looks.
        case ambiguous
        /// None within two changes, or the lines are no zone.
        case none
    }

    package let status: Status
    /// Only for `unique`.
    package let lines: [String]?
    package let changes: [MRZChange]
    /// At most eight, the likeliest first. Never applied by the program.
    package let proposals: [MRZProposal]
}

/// A reading that more than check digits speaks for: grammar of names, fillers and the issuer's numbers.
package struct MRZProposal: Hashable, Sendable {
    package let lines: [String]
    package let changes: [MRZChange]
    /// Number of changes plus penalties for an unlikely document number; smaller is likelier. Compares within one answer only.
    package let cost: Int
}

extension MRZ {
    /// Looks for what was printed.
    ///
    /// Places whose type is known come first (digits in dates and check digits, letters in names, states, sex and code), then at
    /// most two changes in document number and optional data, the fewest first, until every check digit holds.
    /// About 3,000 check-digit runs in the worst case.
    package static func repair(_ scanned: [String], as format: MRZFormat? = nil, on day: CalendarDay) -> MRZRepair {
        guard let format = try? format ?? detect(scanned),
            scanned.count == format.lineCount, scanned.allSatisfy({ $0.utf8.count == format.lineLength })
        else { return MRZRepair(status: .none, lines: nil, changes: [], proposals: []) }
        var bench = RepairBench(scanned, format, day)
        guard bench.isZone else { return MRZRepair(status: .none, lines: nil, changes: [], proposals: []) }
        let found = bench.fewestChanges()
        let proposals = bench.proposals()
        guard found.count == 1 else {
            return MRZRepair(status: found.isEmpty ? .none : .ambiguous, lines: nil, changes: [], proposals: proposals)
        }
        return MRZRepair(
            status: .unique, lines: bench.lines(found[0]), changes: bench.changes(found[0]) { _ in .checkDigit },
            proposals: proposals)
    }
}

/// The characters of one zone on the bench, and the search over them.
struct RepairBench {
    let format: MRZFormat
    let layout: MRZLayout
    private let reference: MRZReference
    let scanned: [UInt8]
    /// After the places of known type were set right.
    let typed: [UInt8]
    /// Places where a document number or optional data stand: any character is possible there.
    let free: [Int]

    init(_ lines: [String], _ format: MRZFormat, _ day: CalendarDay) {
        (self.format, layout, reference) = (format, format.layout, MRZReference(day))
        scanned = lines.flatMap { Array($0.utf8) }
        var typed = scanned
        let digits = [layout.birth, layout.expiry].flatMap { Array($0) } + layout.checkPlaces
        let letters = [layout.code, layout.issuer, layout.nationality, layout.name].flatMap { Array($0) } + [layout.sex]
        for place in digits { typed[place] = Confusion.digit(typed[place]) }
        for place in letters { typed[place] = Confusion.letter(typed[place]) }
        self.typed = typed
        free = Array(layout.number) + Array(layout.optional1) + Array(layout.optional2)
    }

    /// Alphabet and document letter are those of a zone.
    var isZone: Bool {
        typed.allSatisfy { mrzValue($0) != 255 } && format.allows(documentLetter: typed[0])
    }

    func holds(_ zone: [UInt8]) -> Bool {
        zone.withUnsafeBufferPointer { MRZScan($0, format, reference).checksHold }
    }

    /// Every reading with the smallest number of changes, 0 to 2, under which the check digits hold.
    mutating func fewestChanges() -> [[UInt8]] {
        for count in 0...2 {
            var found: [[UInt8]] = []
            var zone = typed
            vary(&zone, free[...], changes: count, by: Confusion.partners) { if holds($0) { found.append($0) } }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Calls `visit` with every zone that differs from `zone` in exactly `changes` of the places.
    func vary(
        _ zone: inout [UInt8], _ places: ArraySlice<Int>, changes: Int, by partners: (UInt8) -> [UInt8],
        visit: ([UInt8]) -> Void
    ) {
        guard changes > 0 else { return visit(zone) }
        for (index, place) in zip(places.indices, places) {
            let kept = zone[place]
            for other in partners(kept) {
                zone[place] = other
                vary(&zone, places[(index + 1)...], changes: changes - 1, by: partners, visit: visit)
            }
            zone[place] = kept
        }
    }

    func lines(_ zone: [UInt8]) -> [String] {
        stride(from: 0, to: zone.count, by: format.lineLength).map {
            String(decoding: zone[$0..<$0 + format.lineLength], as: UTF8.self)
        }
    }

    /// - Parameter reason: for a change beyond the places of known type.
    func changes(_ zone: [UInt8], reason: (Int) -> MRZChange.Reason) -> [MRZChange] {
        zone.indices.filter { zone[$0] != scanned[$0] }.map { place in
            MRZChange(
                line: place / format.lineLength + 1, place: place % format.lineLength + 1,
                from: Character(Unicode.Scalar(scanned[place])), to: Character(Unicode.Scalar(zone[place])),
                reason: zone[place] == typed[place] ? .place : reason(place))
        }
    }
}

/// Which characters cameras take for one another.
enum Confusion {
    static func digit(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "D"), UInt8(ascii: "Q"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case UInt8(ascii: "Z"): UInt8(ascii: "2")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "G"): UInt8(ascii: "6")
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        default: byte
        }
    }

    static func letter(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0"): UInt8(ascii: "O")
        case UInt8(ascii: "1"): UInt8(ascii: "I")
        case UInt8(ascii: "2"): UInt8(ascii: "Z")
        case UInt8(ascii: "5"): UInt8(ascii: "S")
        case UInt8(ascii: "6"): UInt8(ascii: "G")
        case UInt8(ascii: "8"): UInt8(ascii: "B")
        default: byte
        }
    }

    /// 0O 0D 0Q 1I 1L 2Z 5S 6G 8B, both ways.
    static func partners(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "0"): Array("ODQ".utf8)
        case UInt8(ascii: "1"): Array("IL".utf8)
        default: [digit(byte), letter(byte)].filter { $0 != byte }
        }
    }
}

extension MRZLayout {
    /// Places of check digits. A filler there (long number, blank optional data) is no letter and stays.
    var checkPlaces: [Int] {
        [numberCheck, birthCheck, expiryCheck] + [optionalCheck, composite].compactMap { $0 }
    }
}
