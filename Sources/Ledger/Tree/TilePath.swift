// Where a log's tiles stand below its address, as C2SP tlog-tiles lays them out.

/// A tile: up to 256 hashes of one level, or the bundle of the entries below them.
///
/// Source: C2SP tlog-tiles. `tile/<L>/<N>[.p/<W>]`, entries `tile/entries/<N>[.p/<W>]`; N in groups of three digits,
/// all but the last with an `x` before it.
package struct TilePath: Hashable, Sendable {
    package enum Level: Hashable, Sendable {
        /// Hashes of subtrees of 256^level leaves, 0…63.
        case hashes(Int)
        case entries
    }

    package var level: Level
    package var index: UInt64
    /// 1…255 for a partial tile, 256 for a full one.
    package var width: Int

    /// - Returns: `nil` for a level outside 0…63 or a width outside 1…256.
    package init?(_ level: Level, index: UInt64, width: Int = 256) {
        if case .hashes(let number) = level, !(0...63).contains(number) { return nil }
        guard (1...256).contains(width), index < 1 << 55 else { return nil }
        (self.level, self.index, self.width) = (level, index, width)
    }

    /// - Returns: `nil` for every text that `description` would not write.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 64, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var parts = String(text).split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...]
        guard parts.popFirst() == "tile", let first = parts.popFirst() else { return nil }
        let level: Level
        if first == "entries" {
            level = .entries
        } else {
            guard let number = Int(first), String(number) == first else { return nil }
            level = .hashes(number)
        }
        var width = 256
        if parts.count >= 2, parts[parts.endIndex - 2].hasSuffix(".p") {
            guard let last = parts.popLast(), let number = Int(last), (1...255).contains(number) else { return nil }
            width = number
            parts[parts.endIndex - 1].removeLast(2)
        }
        var index: UInt64 = 0
        for part in parts {
            let digits = part.hasPrefix("x") ? part.dropFirst() : part[...]
            guard digits.utf8.count == 3, let group = UInt64(digits), index < 1 << 50 else { return nil }
            index = index * 1_000 + group
        }
        self.init(level, index: index, width: width)
        guard description == text else { return nil }
    }
}

extension TilePath: CustomStringConvertible {
    package var description: String {
        var groups = [threeDigits(index % 1_000)]
        var rest = index / 1_000
        while rest > 0 {
            groups.insert("x" + threeDigits(rest % 1_000), at: 0)
            rest /= 1_000
        }
        let top =
            switch level {
            case .hashes(let number): String(number)
            case .entries: "entries"
            }
        return "tile/\(top)/" + groups.joined(separator: "/") + (width < 256 ? ".p/\(width)" : "")
    }

    private func threeDigits(_ number: UInt64) -> String {
        String(repeating: "0", count: 3 - String(number).utf8.count) + String(number)
    }
}
