// What is inside the data groups an officer looks at (Doc 9303-10 4.6, 4.7). Read after passive authentication, or shown
// with its verdict.

/// EF.COM: which groups the chip says it has. Unsigned; the security object decides.
package struct CommonData: Hashable, Sendable {
    package let groups: Set<Int>

    package init(_ file: [UInt8]) {
        let tags = (try? TLV.list(TLV(0x60, only: file[...]).value).value(0x5C)) ?? []
        groups = Set(ChipFile.groupTags.filter { tags.contains(UInt8($0.value)) }.keys)
    }

    /// - Returns: EF.COM of a chip with these groups, LDS 1.7, Unicode 4.0.0.
    package static func file(groups: Set<Int>) -> [UInt8] {
        let tags = groups.sorted().compactMap { ChipFile.groupTags[$0].map { UInt8($0) } }
        return TLV.encode(
            0x60,
            TLV.encode(0x5F01, Array("0107".utf8)) + TLV.encode(0x5F36, Array("040000".utf8)) + TLV.encode(0x5C, tags))
    }
}

/// DG2: the photograph (ISO/IEC 19794-5 in a CBEFF template).
package struct FacialImage: Hashable, Sendable {
    package enum Format: String, Sendable { case jpeg, jpeg2000 }
    package let format: Format
    package let bytes: ArraySlice<UInt8>

    /// The first photograph of EF.DG2.
    package init(_ file: [UInt8]) throws(TLVError) {
        let group = try TLV.list(TLV(0x75, only: file[...]).value).value(0x7F61)
        let template = try TLV.list(try TLV.list(group).value(0x7F60))
        guard let block = template.first(where: { $0.tag == 0x5F2E || $0.tag == 0x7F2E })?.value else {
            throw .missing(tag: 0x5F2E)
        }
        // Fourteen bytes of record header, twenty of facial information, eight a feature point, twelve of image information.
        let start = block.startIndex
        func need(_ count: Int) throws(TLVError) {
            guard block.count >= count else { throw .truncated(offset: start, found: block.count, expected: count) }
        }
        try need(46)
        let points = Int(block[start + 18]) << 8 | Int(block[start + 19])
        let image = 14 + 20 + 8 * points + 12
        try need(image + 1)
        format = block[start + image - 11] == 0 ? .jpeg : .jpeg2000
        bytes = block[(start + image)...]
    }
}

/// DG11 and DG12: texts by tag, such as the full name (`5F0E`) or the issuing authority (`5F19`).
package struct AdditionalDetails: Hashable, Sendable {
    package let texts: [UInt32: String]

    /// - Parameter tag: `0x6B` for DG11, `0x6C` for DG12.
    package init(_ file: [UInt8], tag: UInt32) throws(TLVError) {
        var texts: [UInt32: String] = [:]
        func note(_ parts: [TLV]) throws(TLVError) {
            for part in parts where part.tag != 0x5C {
                // A0 holds a counted list of one kind; images are no texts.
                if part.tag == 0xA0 {
                    try note(try TLV.list(part.value).filter { $0.tag != 0x02 })
                } else if let text = String(validating: part.value, as: UTF8.self) {
                    texts[part.tag] = texts[part.tag].map { $0 + ", " + text } ?? text
                }
            }
        }
        try note(try TLV.list(TLV(tag, only: file[...]).value))
        self.texts = texts
    }
}
