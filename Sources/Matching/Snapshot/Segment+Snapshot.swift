// The arrays of a segment in the order they are saved.

extension Segment {
    func write(to writer: inout SnapshotWriter) throws {
        try writer.write(keys)
        try writer.write(slotsByKey)
        try writer.write(nameKind)
        try writer.write(nameSlot)
        try writer.write(nameStart)
        try writer.write(nameText)
        try writer.write(nameTextStart)
        try writer.write(words.entries)
        try writer.write(words.letters)
        try writer.write(words.groups)
        try writer.write(nameWords)
        try writer.write(nameWordStart)
        try writer.write(postings)
        try writer.write(postingStart)
        try wordKeys.write(to: &writer)
        try writer.write(births)
        try writer.write(birthStart)
        try writer.write(stretchStart)
        try writer.write(dayStart)
        try writer.write(documentText)
        try writer.write(UInt64(documentTextStart.count - 1))
        try writer.write(documentTextStart)
        try writer.write(documentStart)
        try documentKeys.write(to: &writer)
    }

    convenience init(from reader: inout SnapshotReader) throws(SnapshotError) {
        var parts = SegmentBuilder()
        try parts.read(from: &reader)
        let wordPostings = try Self.postings(from: &reader, parts)
        let wordKeys = try KeyTable(from: &reader, below: parts.words.count)
        try parts.readDates(from: &reader)
        let documentKeys = try KeyTable(from: &reader, below: parts.keys.count)
        self.init(parts, postings: wordPostings, wordKeys: wordKeys, documentKeys: documentKeys)
    }

    private static func postings(
        from reader: inout SnapshotReader, _ parts: SegmentBuilder
    ) throws(SnapshotError) -> (start: [UInt32], names: [UInt32]) {
        let names = try reader.array(of: UInt32.self)
        return (try reader.starts(over: names.count, count: parts.words.count), names)
    }
}

extension SegmentBuilder {
    mutating func read(from reader: inout SnapshotReader) throws(SnapshotError) {
        keys = try reader.array()
        slotsByKey = try reader.array()
        nameKind = try reader.array()
        nameSlot = try reader.array()
        nameStart = try reader.starts(over: nameSlot.count, count: keys.count)
        nameText = try reader.array()
        nameTextStart = try reader.starts(over: nameText.count, count: nameSlot.count)
        words = WordTable(entries: try reader.array(), letters: try reader.array(), groups: try reader.array())
        nameWords = try reader.array()
        nameWordStart = try reader.starts(over: nameWords.count, count: nameSlot.count)
        guard slotsByKey.count == keys.count, nameKind.count == nameSlot.count else { throw .damaged }
    }

    mutating func readDates(from reader: inout SnapshotReader) throws(SnapshotError) {
        births = try reader.array()
        birthStart = try reader.starts(over: births.count, count: keys.count)
        stretchStart = try reader.array()
        dayStart = try reader.array()
        documentText = try reader.array()
        let documents = try reader.number()
        guard documents < UInt64(UInt32.max) else { throw .damaged }
        documentTextStart = try reader.starts(over: documentText.count, count: Int(documents))
        documentStart = try reader.starts(over: Int(documents), count: keys.count)
        guard stretchStart.count == BirthStretch.allCases.count + 1 else { throw .damaged }
    }
}

extension KeyTable {
    func write(to writer: inout SnapshotWriter) throws {
        try writer.write(keys)
        try writer.write(values)
        try writer.write(directory)
        try writer.write(UInt64(shift))
    }

    init(from reader: inout SnapshotReader, below bound: Int) throws(SnapshotError) {
        let keys = try reader.array(of: UInt32.self)
        let values = try reader.array(of: UInt32.self)
        let directory = try reader.array(of: UInt32.self)
        let shift = try reader.number()
        guard (12...31).contains(shift), directory.count == (1 << (32 - Int(shift))) + 1, values.count == keys.count,
            Int(directory[directory.count - 1]) == keys.count, values.allSatisfy({ Int($0) < bound })
        else { throw .damaged }
        self.init(keys: keys, values: values, directory: directory, shift: UInt32(shift))
    }
}
