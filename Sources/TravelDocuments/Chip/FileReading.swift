// Reading one file of a chip, whatever the chip can manage: 160 bytes at a time, files past 32 KiB, warnings at the end.

/// The files of an electronic passport (Doc 9303-10 3.11).
package enum ChipFile: Hashable, Sendable, CustomStringConvertible {
    /// In the master file, outside the passport application.
    case cardAccess
    case common, securityObject
    case group(Int)

    package var identifier: [UInt8] {
        switch self {
        case .cardAccess: [0x01, 0x1C]
        case .common: [0x01, 0x1E]
        case .securityObject: [0x01, 0x1D]
        case .group(let number): [0x01, UInt8(number)]
        }
    }

    package init?(identifier: [UInt8]) {
        guard identifier.count == 2, identifier[0] == 1 else { return nil }
        switch identifier[1] {
        case 0x1C: self = .cardAccess
        case 0x1E: self = .common
        case 0x1D: self = .securityObject
        case 1...16: self = .group(Int(identifier[1]))
        default: return nil
        }
    }

    /// First byte of a data group's file (Doc 9303-10 table 34), by its number.
    package static let groupTags: [Int: UInt32] = [
        1: 0x61, 2: 0x75, 3: 0x63, 4: 0x76, 5: 0x65, 6: 0x66, 7: 0x67, 8: 0x68, 9: 0x69, 10: 0x6A, 11: 0x6B, 12: 0x6C, 13: 0x6D,
        14: 0x6E, 15: 0x6F, 16: 0x70,
    ]

    package var description: String {
        switch self {
        case .cardAccess: "EF.CardAccess"
        case .common: "EF.COM"
        case .securityObject: "EF.SOD"
        case .group(let number): "DG\(number)"
        }
    }
}

/// Selects a file and reads it to the end its first bytes announce.
package struct FileReading: Sendable {
    package enum Step: Sendable {
        case send(CommandAPDU)
        case done([UInt8])
        /// There is no such file, or this reader may not see it.
        case absent(StatusWord)
    }

    private enum State {
        case start, selecting, reading
    }

    /// A photograph is tens of kilobytes; no chip holds a megabyte.
    package static let limit = 1 << 20

    private let file: ChipFile
    private var chunk: Int
    private var state = State.start
    private var bytes: [UInt8] = []
    private var length: Int?

    /// - Parameter chunk: bytes asked for at a time; halved when the chip finds it too many.
    package init(_ file: ChipFile, chunk: Int = 224) { (self.file, self.chunk) = (file, chunk) }

    package mutating func next(after response: ResponseAPDU?) throws(ChipError) -> Step {
        switch (state, response) {
        case (.start, _):
            state = .selecting
            return .send(CommandAPDU(0xA4, 0x02, 0x0C, file.identifier))
        case (.selecting, let response?):
            switch response.status {
            case .ok:
                state = .reading
                return .send(read())
            case .notFound, .securityStatus, .noReference: return .absent(response.status)
            default: throw .refused(step: "SELECT \(file)", status: response.status)
            }
        case (.reading, let response?): return try take(response)
        case (_, nil): throw .gone
        }
    }

    private mutating func take(_ response: ResponseAPDU) throws(ChipError) -> Step {
        switch response.status {
        case .ok, .endOfFile: break
        case .wrongLength, .badData:
            guard chunk > 16 else { throw .refused(step: "READ \(file)", status: response.status) }
            chunk /= 2
            return .send(read())
        case .securityStatus where bytes.isEmpty: return .absent(response.status)
        case let status where status.rawValue >> 8 == 0x6C:
            chunk = max(1, Int(status.rawValue & 0xFF))
            return .send(read())
        default: throw .refused(step: "READ \(file)", status: response.status)
        }
        var data = response.data[...]
        if bytes.count >= Self.shortOffset {
            do throws(TLVError) { data = try TLV(0x53, only: data).value } catch { throw .data(error) }
        }
        guard !data.isEmpty else { throw .answer(step: "READ \(file)", expected: "\((length ?? 1) - bytes.count) more bytes") }
        bytes += data
        if length == nil {
            do throws(TLVError) {
                let header = try TLVHeader(bytes[...])
                guard header.length <= Self.limit else { throw TLVError.badLength(offset: 0) }
                length = header.size + header.length
            } catch { throw .data(error) }
        }
        guard let length else { throw .gone }
        return bytes.count >= length ? .done(Array(bytes.prefix(length))) : .send(read())
    }

    /// READ BINARY addresses 32 KiB with its even instruction, more with the odd one (ISO/IEC 7816-4 11.3.3).
    private static let shortOffset = 0x8000

    private func read() -> CommandAPDU {
        let wanted = max(1, min(chunk, length.map { $0 - bytes.count } ?? 8))
        guard bytes.count >= Self.shortOffset else {
            return CommandAPDU(
                0xB0, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF), expecting: min(wanted, Self.shortOffset - bytes.count))
        }
        let offset = bytes.count
        let place = [UInt8(offset >> 16 & 0xFF), UInt8(offset >> 8 & 0xFF), UInt8(offset & 0xFF)]
        // The answer is wrapped: four bytes more.
        return CommandAPDU(0xB1, 0, 0, TLV.encode(0x54, place), expecting: wanted + 4)
    }
}
