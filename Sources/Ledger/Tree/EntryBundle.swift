// Entries as they are handed to partners: up to 256 in a row, each with its length before it.

/// Source: C2SP tlog-tiles, entry bundles: big-endian uint16 length, then the entry.
package enum EntryBundle {
    /// The most bytes an entry may have, since its length is a uint16.
    package static let entryLimit = 65_535

    /// - Precondition: no entry is above 65,535 bytes.
    package static func encode(_ entries: some Sequence<[UInt8]>) -> [UInt8] {
        entries.reduce(into: []) { bundle, entry in
            precondition(entry.count <= entryLimit)
            bundle += [UInt8(entry.count >> 8), UInt8(entry.count & 255)]
            bundle += entry
        }
    }

    /// - Parameter count: how many entries the bundle must hold: the width of its tile.
    /// - Returns: `nil` when the bundle ends early or goes on afterwards.
    package static func decode(_ bundle: [UInt8], count: Int) -> [[UInt8]]? {
        var entries: [[UInt8]] = []
        var at = 0
        for _ in 0..<max(count, 0) {
            guard at + 2 <= bundle.count else { return nil }
            let end = at + 2 + Int(bundle[at]) << 8 + Int(bundle[at + 1])
            guard end <= bundle.count else { return nil }
            entries.append(Array(bundle[at + 2..<end]))
            at = end
        }
        return at == bundle.count ? entries : nil
    }
}
