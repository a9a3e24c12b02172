// What goes in and what comes out: a header for ever, a body for as long as the law allows.
package import Records

/// A record to be appended.
package struct RecordDraft: Sendable {
    package var header: RecordHeader
    /// `nil`: a version without a body, which withdraws the record. At most 16 MiB.
    package var body: [UInt8]?

    package init(header: RecordHeader, body: [UInt8]?) {
        (self.header, self.body) = (header, body)
    }
}

/// One of at most 256 bodies that share an entry.
package struct BatchItem: Sendable {
    package var id: RecordID
    package var version: Int
    package var body: [UInt8]

    package init(id: RecordID, version: Int = 1, body: [UInt8]) {
        (self.id, self.version, self.body) = (id, version, body)
    }
}

/// Where a body stands: its entry, and its slot within a batch (0 for single entries).
package struct LedgerPosition: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package var index: UInt64
    package var slot: Int

    package init(index: UInt64, slot: Int = 0) { (self.index, self.slot) = (index, slot) }

    package static func < (a: Self, b: Self) -> Bool { (a.index, a.slot) < (b.index, b.slot) }
    package var description: String { slot == 0 ? "\(index)" : "\(index)/\(slot)" }

    /// The form stored: the index in the upper bits, the slot in the lowest eight.
    var packed: Int64 { Int64(bitPattern: index << 8 | UInt64(slot)) }
    init(packed: Int64) { self.init(index: UInt64(bitPattern: packed) >> 8, slot: Int(packed & 255)) }
}

/// One body, or the place where one was.
package struct LedgerRecord: Sendable {
    package var position: LedgerPosition
    /// Of the entry: all records of a batch share it, but for `id` and `version` below.
    package var header: RecordHeader
    package var id: RecordID
    package var version: Int
    /// `nil` when there never was one, or when it was erased.
    package var body: [UInt8]?
    package var erased: Bool
    /// For an erasure entry: the records whose bodies it destroyed. Views drop what they hold of them.
    package var erases: [ErasedRecord] = []

    package init(
        position: LedgerPosition, header: RecordHeader, id: RecordID, version: Int, body: [UInt8]?, erased: Bool,
        erases: [ErasedRecord] = []
    ) {
        (self.position, self.header, self.id, self.version) = (position, header, id, version)
        (self.body, self.erased, self.erases) = (body, erased, erases)
    }
}

/// What remains of an erased record.
package struct ErasedRecord: Hashable, Sendable {
    package var position: LedgerPosition
    package var id: RecordID
    package var version: Int
    package var kind: RecordKind

    package init(position: LedgerPosition, id: RecordID, version: Int, kind: RecordKind) {
        (self.position, self.id, self.version, self.kind) = (position, id, version, kind)
    }
}
