// Tag, length, value: how chips lay out their files and answers. Certificates and signed data are read with SwiftASN1;
// this reader is for data objects that are no ASN.1 types, and for taking large files apart without holding all of them.

/// Why bytes are no data object. Offsets count from the start of what was read.
package enum TLVError: Error, Hashable, Sendable {
    case truncated(offset: Int, found: Int, expected: Int)
    case badLength(offset: Int)
    case wrongTag(found: UInt32, expected: UInt32)
    case missing(tag: UInt32)
    case trailing(offset: Int, found: Int)
}

extension TLVError: CustomStringConvertible {
    package var description: String {
        func hex(_ tag: UInt32) -> String { String(tag, radix: 16, uppercase: true) }
        return switch self {
        case .truncated(let offset, let found, let expected):
            "\(found) bytes at offset \(offset), its length says \(expected): read the file again"
        case .badLength(let offset): "no length a chip may send at offset \(offset), expected at most four bytes: read the file again"
        case .wrongTag(let found, let expected): "tag \(hex(found)) found, expected \(hex(expected)): this is another file"
        case .missing(let tag): "no data object \(hex(tag)), which is expected here: the file is not complete"
        case .trailing(let offset, let found): "\(found) bytes behind the end at offset \(offset), expected none: read the file again"
        }
    }
}

/// One data object (ISO/IEC 7816-4 5.2.2, BER-TLV with definite length).
package struct TLV: Hashable, Sendable {
    /// As written: `0x61`, `0x5F1F`, `0x7F49`.
    package let tag: UInt32
    package let value: ArraySlice<UInt8>
    package let encoded: ArraySlice<UInt8>

    package init(tag: UInt32, value: ArraySlice<UInt8>, encoded: ArraySlice<UInt8>) {
        (self.tag, self.value, self.encoded) = (tag, value, encoded)
    }

    /// The first data object of `bytes`, of which it takes a slice; copies nothing.
    package init(first bytes: ArraySlice<UInt8>) throws(TLVError) {
        let header = try TLVHeader(bytes)
        let start = bytes.startIndex + header.size
        guard bytes.endIndex - start >= header.length else {
            throw .truncated(offset: bytes.startIndex, found: bytes.endIndex - start, expected: header.length)
        }
        tag = header.tag
        value = bytes[start..<start + header.length]
        encoded = bytes[bytes.startIndex..<start + header.length]
    }

    /// The only data object of `bytes`, with this tag.
    package init(_ expected: UInt32, only bytes: ArraySlice<UInt8>) throws(TLVError) {
        try self.init(first: bytes)
        guard tag == expected else { throw .wrongTag(found: tag, expected: expected) }
        guard encoded.endIndex == bytes.endIndex else {
            throw .trailing(offset: encoded.endIndex, found: bytes.endIndex - encoded.endIndex)
        }
    }

    /// The data objects that lie end to end in `bytes`.
    package static func list(_ bytes: ArraySlice<UInt8>) throws(TLVError) -> [TLV] {
        var rest = bytes
        var list: [TLV] = []
        while !rest.isEmpty {
            let next = try TLV(first: rest)
            list.append(next)
            rest = bytes[next.encoded.endIndex..<bytes.endIndex]
        }
        return list
    }

    package static func encode(_ tag: UInt32, _ value: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for shift in [24, 16, 8] where tag >> shift != 0 { bytes.append(UInt8(truncatingIfNeeded: tag >> shift)) }
        bytes.append(UInt8(truncatingIfNeeded: tag))
        switch value.count {
        case ..<0x80: bytes.append(UInt8(value.count))
        case ..<0x100: bytes += [0x81, UInt8(value.count)]
        case ..<0x1_0000: bytes += [0x82, UInt8(value.count >> 8), UInt8(value.count & 0xFF)]
        default:
            bytes += [0x83, UInt8(value.count >> 16 & 0xFF), UInt8(value.count >> 8 & 0xFF), UInt8(value.count & 0xFF)]
        }
        return bytes + value
    }
}

extension [TLV] {
    package func value(_ tag: UInt32) throws(TLVError) -> ArraySlice<UInt8> {
        guard let found = first(where: { $0.tag == tag }) else { throw .missing(tag: tag) }
        return found.value
    }
}

/// Tag and length in front of a value: what a reader fetches first to learn how long a file is.
package struct TLVHeader: Hashable, Sendable {
    package let tag: UInt32
    package let length: Int
    /// Bytes of tag and length.
    package let size: Int

    package init(_ bytes: ArraySlice<UInt8>) throws(TLVError) {
        var at = bytes.startIndex
        func next() throws(TLVError) -> UInt8 {
            guard at < bytes.endIndex else {
                throw .truncated(offset: bytes.startIndex, found: bytes.count, expected: bytes.count + 1)
            }
            defer { at += 1 }
            return bytes[at]
        }
        var tag = UInt32(try next())
        if tag & 0x1F == 0x1F {
            var more: UInt8
            repeat {
                more = try next()
                guard tag <= 0xFFFF else { throw .badLength(offset: at) }
                tag = tag << 8 | UInt32(more)
            } while more & 0x80 != 0
        }
        let first = try next()
        var length = Int(first)
        if first >= 0x80 {
            guard (0x81...0x84).contains(first) else { throw .badLength(offset: at - 1) }
            length = 0
            for _ in 0..<Int(first & 0x7F) { length = length << 8 | Int(try next()) }
        }
        (self.tag, self.length, size) = (tag, length, at - bytes.startIndex)
    }
}
