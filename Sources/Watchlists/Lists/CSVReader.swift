// Comma-separated values, read record by record, so that a file of millions of rows needs the memory of one.

/// One record: where it began, and its fields.
package struct CSVRecord {
    package let line: Int
    package var fields: [String]

    /// The field without spaces around it; empty where there is none.
    package func field(_ index: Int) -> String {
        guard fields.indices.contains(index) else { return "" }
        return trimmed(fields[index])
    }
}

/// Spaces, tabs and line ends removed at both ends.
func trimmed(_ text: some StringProtocol) -> String {
    let isSpace = { (character: Character) in character.isWhitespace }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
        let last = text.lastIndex(where: { !isSpace($0) })
    else {
        return ""
    }
    return String(text[first...last])
}

/// A reader of RFC 4180: quoted fields may hold commas, line ends and doubled quotes; lines end in LF or CR LF.
package struct CSVReader {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// The last byte of a DOS file; what stands behind it is not content.
    static let endMark: UInt8 = 0x1A

    /// - Returns: the next record, or `nil` at the end. Empty lines are skipped.
    /// - Throws: when the file ends inside quotes or inside a line, or is not UTF-8.
    package mutating func next() throws(ListFileError) -> CSVRecord? {
        while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D {
            if bytes[at] == 0x0A { line += 1 }
            at += 1
        }
        guard at < bytes.count, bytes[at] != Self.endMark else { return nil }
        let began = line
        var record = CSVRecord(line: began, fields: [])
        while true {
            record.fields.append(try field(of: began))
            guard at < bytes.count else { throw .cutInHalf(line: line, missing: "the end of its last line") }
            switch bytes[at] {
            case UInt8(ascii: ","): at += 1
            case 0x0D where at + 1 < bytes.count && bytes[at + 1] == 0x0A:
                at += 2
                line += 1
                return record
            case 0x0A:
                at += 1
                line += 1
                return record
            default:
                throw .malformed(
                    line: began, expected: "a comma or the end of the line behind a quoted field")
            }
        }
    }

    /// Whether the reader stands at the DOS end mark.
    var isAtEndMark: Bool { at < bytes.count && bytes[at] == Self.endMark }

    private mutating func field(of began: Int) throws(ListFileError) -> String {
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { return try quoted(of: began) }
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != 0x0A, bytes[at] != 0x0D {
            at += 1
        }
        guard at - start <= ListLimits.rowBytes else {
            throw .malformed(line: began, expected: "a shorter field")
        }
        return try text(bytes[start..<at], began)
    }

    private mutating func quoted(of began: Int) throws(ListFileError) -> String {
        at += 1
        var start = at
        var content: [UInt8] = []
        while at < bytes.count {
            if bytes[at] == 0x0A { line += 1 }
            guard bytes[at] == UInt8(ascii: "\"") else {
                at += 1
                continue
            }
            content += bytes[start..<at]
            at += 1
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
                return try text(content[...], began)
            }
            content.append(UInt8(ascii: "\""))
            at += 1
            start = at
            guard content.count <= ListLimits.rowBytes else {
                throw .malformed(line: began, expected: "a shorter field")
            }
        }
        throw .cutInHalf(line: line, missing: "the closing quote of a field that began at line \(began)")
    }

    private func text(_ bytes: ArraySlice<UInt8>, _ line: Int) throws(ListFileError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(line: line) }
        return text
    }
}
