/// DG1: the machine-readable zone as the issuer wrote it into the chip (Doc 9303-10 4.7.1).
package struct MachineReadableGroup: Hashable, Sendable {
    package let lines: [String]

    /// - Parameter file: EF.DG1 as read.
    package init(_ file: [UInt8]) throws(TLVError) {
        let zone = try TLV(0x5F1F, only: try TLV(0x61, only: file[...]).value).value
        guard let length = [90: 30, 72: 36, 88: 44][zone.count] else {
            throw .truncated(offset: zone.startIndex, found: zone.count, expected: 88)
        }
        lines = stride(from: zone.startIndex, to: zone.endIndex, by: length).map {
            String(decoding: zone[$0..<$0 + length], as: UTF8.self)
        }
    }

    package var file: [UInt8] { TLV.encode(0x61, TLV.encode(0x5F1F, Array(lines.joined().utf8))) }

    static func issuingState(_ lines: [String]) -> String? { field(lines, 2..<5) }
    static func documentCode(_ lines: [String]) -> String? { field(lines, 0..<2) }

    /// Fillers removed.
    private static func field(_ lines: [String], _ range: Range<Int>) -> String? {
        guard let line = lines.first, line.utf8.count >= range.upperBound else { return nil }
        return String(decoding: Array(line.utf8)[range].filter { $0 != filler }, as: UTF8.self)
    }
}
