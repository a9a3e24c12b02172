import Foundation
import Records

/// What came of an import.
package struct ListImportCounts: Hashable, Codable, Sendable {
    package var added = 0
    package var changed = 0
    package var withdrawn = 0
    package var unchanged = 0
    /// Rows left out, each reported by line.
    package var faults = 0

    package init() {}
}

/// The body of the entry that closes an import and puts it in force. No personal data.
struct ListImportRecord: Codable, Hashable {
    var source: ListSource
    var counts: ListImportCounts
    /// Index of the first and the last entry that belongs to it; absent when nothing changed.
    var first: UInt64?
    var last: UInt64?

    var range: ClosedRange<UInt64>? {
        guard let first, let last, first <= last else { return nil }
        return first...last
    }

    init(source: ListSource, counts: ListImportCounts, range: ClosedRange<UInt64>?) {
        (self.source, self.counts, first, last) = (source, counts, range?.lowerBound, range?.upperBound)
    }

    init(body: [UInt8]) throws {
        try StrictJSON.check(body, limit: 4_096)
        self = try JSONDecoder().decode(ListImportRecord.self, from: Data(body))
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
