// A QR code, drawn here because no listed package draws one: byte mode, error correction M, versions 1 to 10. Enough for
// the secret of a second factor, which must not travel to a drawing service.
//
// Source: ISO/IEC 18004:2015, clauses 6 to 8 and tables 1, 7 and 9, annexes C and D.

/// A square of dark and light modules.
struct QRCode: Equatable {
    /// Modules on a side: 21 for version 1, four more for each version.
    let side: Int
    private(set) var dark: [Bool]
    private var fixed: [Bool]

    /// - Returns: `nil` for more than 213 bytes, which is what version 10 holds.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let version = (1...10).first(where: { Self.capacity($0) >= bytes.count + ($0 < 10 ? 2 : 3) }) else { return nil }
        side = 17 + 4 * version
        dark = Array(repeating: false, count: side * side)
        fixed = dark
        drawPatterns(version)
        place(Self.codewords(bytes, version: version))
        let plain = self
        var best: (penalty: Int, code: QRCode)?
        for mask in 0..<8 {
            var code = plain
            code.apply(mask)
            code.drawFormat(mask)
            let penalty = code.penalty
            if best.map({ penalty < $0.penalty }) ?? true { best = (penalty, code) }
        }
        if let best { dark = best.code.dark }
    }

    subscript(row: Int, column: Int) -> Bool { dark[row * side + column] }

    /// One path of unit squares for an SVG whose view box is `side` wide: runs of dark modules, row by row.
    var path: String {
        (0..<side).flatMap { row in
            (0..<side).filter { self[row, $0] && ($0 == 0 || !self[row, $0 - 1]) }.map { start in
                let end = (start..<side).first { !self[row, $0] } ?? side
                return "M\(start) \(row)h\(end - start)v1h-\(end - start)z"
            }
        }.joined()
    }
}

// MARK: Data and error correction

extension QRCode {
    /// Error correction M: check bytes a block, and blocks as (count, data bytes). Source: table 9.
    private static let blocks: [(check: Int, groups: [(count: Int, data: Int)])] = [
        (10, [(1, 16)]), (16, [(1, 28)]), (26, [(1, 44)]), (18, [(2, 32)]), (24, [(2, 43)]), (16, [(4, 27)]), (18, [(4, 31)]),
        (22, [(2, 38), (2, 39)]), (22, [(3, 36), (2, 37)]), (26, [(4, 43), (1, 44)]),
    ]

    /// Data bytes of a version, header included.
    private static func capacity(_ version: Int) -> Int { blocks[version - 1].groups.reduce(0) { $0 + $1.count * $1.data } }

    /// Data in blocks, each with its check bytes, interleaved.
    private static func codewords(_ bytes: [UInt8], version: Int) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) { bits += (0..<count).reversed().map { value >> $0 & 1 == 1 } }
        append(0b0100, 4)
        append(bytes.count, version < 10 ? 8 : 16)
        for byte in bytes { append(Int(byte), 8) }
        append(0, min(4, capacity(version) * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var data = stride(from: 0, to: bits.count, by: 8).map { start in bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        while data.count < capacity(version) { data.append((data.count - bits.count / 8) % 2 == 0 ? 0xEC : 0x11) }
        let (check, groups) = blocks[version - 1]
        var rest = data[...]
        let parts = groups.flatMap { Array(repeating: $0.data, count: $0.count) }.map { size -> [UInt8] in
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        let checks = parts.map { remainder(of: $0, generator: generator(check)) }
        func interleaved(_ columns: [[UInt8]]) -> [UInt8] {
            (0..<(columns.map(\.count).max() ?? 0)).flatMap { place in columns.compactMap { place < $0.count ? $0[place] : nil } }
        }
        return interleaved(parts) + interleaved(checks)
    }

    /// In GF(256) with x⁸+x⁴+x³+x²+1.
    private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
        (0..<8).reversed().reduce(UInt8(0)) { sum, bit in
            (sum << 1) ^ (sum >> 7 == 1 ? 0x1D : 0) ^ (b >> bit & 1 == 1 ? a : 0)
        }
    }

    /// Coefficients below the leading one, highest first.
    private static func generator(_ degree: Int) -> [UInt8] {
        var coefficients = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in coefficients.indices {
                coefficients[index] = product(coefficients[index], root) ^ (index + 1 < degree ? coefficients[index + 1] : 0)
            }
            root = product(root, 2)
        }
        return coefficients
    }

    private static func remainder(of data: [UInt8], generator: [UInt8]) -> [UInt8] {
        data.reduce(into: [UInt8](repeating: 0, count: generator.count)) { rest, byte in
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for index in rest.indices { rest[index] ^= product(generator[index], factor) }
        }
    }
}

// MARK: Drawing

extension QRCode {
    private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return }
        dark[row * side + column] = isDark
        fixed[row * side + column] = true
    }

    private mutating func drawPatterns(_ version: Int) {
        for place in 0..<side {
            set(6, place, place % 2 == 0)
            set(place, 6, place % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, side - 4), (side - 4, 3)] {
            for y in -4...4 { for x in -4...4 { set(row + y, column + x, ![2, 4].contains(max(abs(x), abs(y)))) } }
        }
        // Source: annex E; the first place is 6, the last six from the edge.
        let places = version == 1 ? [] : version < 7 ? [6, side - 7] : [6, (side - 1) / 2, side - 7]
        for row in places {
            for column in places where ![(6, 6), (6, side - 7), (side - 7, 6)].contains(where: { $0 == (row, column) }) {
                for y in -2...2 { for x in -2...2 { set(row + y, column + x, max(abs(x), abs(y)) != 1) } }
            }
        }
        drawFormat(0)
        guard version >= 7 else { return }
        let word = Self.checked(version, bits: 12, generator: 0x1F25)
        for bit in 0..<18 {
            set(bit / 3, side - 11 + bit % 3, word >> bit & 1 == 1)
            set(side - 11 + bit % 3, bit / 3, word >> bit & 1 == 1)
        }
    }

    /// A value followed by its BCH check bits.
    private static func checked(_ value: Int, bits: Int, generator: Int) -> Int {
        let rest = (0..<bits).reduce(value) { rest, _ in (rest << 1) ^ (rest >> (bits - 1) & 1) * generator }
        return value << bits | rest
    }

    /// Error correction M and the mask, twice, and the module that is always dark.
    private mutating func drawFormat(_ mask: Int) {
        let word = Self.checked(mask, bits: 10, generator: 0x537) ^ 0x5412
        for bit in 0..<15 {
            let isDark = word >> bit & 1 == 1
            set(bit < 6 ? bit : bit < 8 ? bit + 1 : side - 15 + bit, 8, isDark)
            set(8, bit < 8 ? side - 1 - bit : bit == 8 ? 7 : 14 - bit, isDark)
        }
        set(side - 8, 8, true)
    }

    /// Two columns at a time from the right, up and down in turn, around what is fixed.
    private mutating func place(_ codewords: [UInt8]) {
        var bits = codewords.lazy.flatMap { byte in (0..<8).reversed().map { byte >> $0 & 1 == 1 } }.makeIterator()
        for right in stride(from: side - 1, through: 1, by: -2).map({ $0 <= 6 ? $0 - 1 : $0 }) {
            let isUpwards = (right + 1) & 2 == 0
            for step in 0..<side {
                let row = isUpwards ? side - 1 - step : step
                for column in [right, right - 1] where !fixed[row * side + column] {
                    dark[row * side + column] = bits.next() ?? false
                }
            }
        }
    }

    private mutating func apply(_ mask: Int) {
        for row in 0..<side {
            for column in 0..<side where !fixed[row * side + column] {
                let flips =
                    switch mask {
                    case 0: (row + column) % 2 == 0
                    case 1: row % 2 == 0
                    case 2: column % 3 == 0
                    case 3: (row + column) % 3 == 0
                    case 4: (row / 2 + column / 3) % 2 == 0
                    case 5: row * column % 2 + row * column % 3 == 0
                    case 6: (row * column % 2 + row * column % 3) % 2 == 0
                    default: ((row + column) % 2 + row * column % 3) % 2 == 0
                    }
                if flips { dark[row * side + column].toggle() }
            }
        }
    }

    /// Runs, blocks, finder-like stretches and imbalance; fewer points read better. Source: clause 7.8.3.
    private var penalty: Int {
        var points = 0
        let finder = [true, false, true, true, true, false, true]
        for line in 0..<side {
            for cells in [(0..<side).map { self[line, $0] }, (0..<side).map { self[$0, line] }] {
                var run = 0
                for place in cells.indices {
                    run = place > 0 && cells[place] == cells[place - 1] ? run + 1 : 1
                    if run == 5 { points += 3 } else if run > 5 { points += 1 }
                    guard place + 11 <= side else { continue }
                    let stretch = Array(cells[place..<place + 11])
                    if stretch.prefix(7) == finder[...] && !stretch.suffix(4).contains(true)
                        || stretch.suffix(7) == finder[...] && !stretch.prefix(4).contains(true)
                    {
                        points += 40
                    }
                }
            }
        }
        for row in 1..<side {
            for column in 1..<side
            where Set([self[row, column], self[row - 1, column], self[row, column - 1], self[row - 1, column - 1]]).count == 1 {
                points += 3
            }
        }
        return points + abs(dark.count { $0 } * 20 - dark.count * 10) / dark.count * 10
    }
}
