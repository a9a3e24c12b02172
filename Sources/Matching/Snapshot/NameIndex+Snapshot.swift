// Saving an index and taking it up again, so that a node restarts without reading every name anew. The caller owns the
// file: this room does no input or output.

/// By what rules names were read into an index. Two nodes with different rules find different people.
package enum Normaliser {
    /// Raised by hand when code changes how a name is read; the tables count by themselves.
    private static let rules: UInt32 = 2

    package static let version: UInt32 = NameTables.all.reduce(rules) { $0 &* 31 &+ WordKeys.hash($1.utf8, tag: 77) }
}

extension NameIndex {
    private static let magic: UInt64 = 0x3158_444E_4941_5253
    private static let format: UInt32 = 1

    /// Hands the whole index over in pieces, in order. Readers and writers go on meanwhile; what is saved is the moment of
    /// the call.
    package func save(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
        let shelves = currentShelves
        var writer = SnapshotWriter(sink)
        try writer.write(Self.magic)
        try writer.write(UInt64(Self.format) << 32 | UInt64(Normaliser.version))
        try writer.write(UInt64(shelves.count))
        for shelf in shelves {
            try shelf.segment.write(to: &writer)
            try writer.write(shelf.dead)
        }
        try writer.close()
    }

    /// Takes up a saved index; the bytes are copied and not needed afterwards.
    package convenience init(loading bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        guard bytes.count >= 16, bytes.loadUnaligned(as: UInt64.self) == Self.magic else { throw .notASnapshot }
        let versions = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        let (format, rules) = (UInt32(versions >> 32), UInt32(truncatingIfNeeded: versions))
        guard format == Self.format else { throw .otherFormat(found: format, expected: Self.format) }
        guard rules == Normaliser.version else { throw .otherNormaliser(found: rules, expected: Normaliser.version) }
        var reader = try SnapshotReader(bytes)
        _ = try reader.number()
        _ = try reader.number()
        let count = try reader.number()
        guard count < 4_096 else { throw .damaged }
        var shelves: [(Segment, [UInt64])] = []
        for _ in 0..<count {
            let segment = try Segment(from: &reader)
            let dead = try reader.array(of: UInt64.self)
            guard dead.count == (segment.count + 63) / 64 else { throw .damaged }
            shelves.append((segment, dead))
        }
        self.init(shelves.map { (segment: $0.0, dead: $0.1) })
    }
}
