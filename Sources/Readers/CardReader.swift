// A card reader over PC/SC (pcsc-lite). One chip at a time; the calling thread waits for each answer.

import CPCSCLite
package import TravelDocuments

/// An open connection to the chip on one reader.
package final class CardReader {
    package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        case noService(code: Int)
        case noReader
        case noChip(code: Int)

        package var description: String {
            func hex(_ code: Int) -> String { String(UInt32(truncatingIfNeeded: code), radix: 16, uppercase: true) }
            return switch self {
            case .noService(let code): "the card service does not answer (\(hex(code))): start pcscd"
            case .noReader: "no reader of that name found: plug it in, or list readers with `serai chip readers`"
            case .noChip(let code): "no chip on the reader (\(hex(code))): lay the document down and hold it still"
            }
        }
    }

    private let context: SCardContext
    private let card: SCardHandle
    private let header: SCardRequest

    /// Readers the service knows, in its order.
    package static func names() throws(Problem) -> [String] {
        let context = try establish()
        defer { SCardReleaseContext(context) }
        var length: SCardWord = 0
        guard SCardListReaders(context, nil, nil, &length) == 0, length > 0 else { return [] }
        var buffer = [CChar](repeating: 0, count: Int(length))
        guard SCardListReaders(context, nil, &buffer, &length) == 0 else { return [] }
        return buffer.split(separator: 0).map { String(decoding: $0.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    }

    /// - Parameter name: as `names` gives it.
    package init(named name: String) throws(Problem) {
        guard try Self.names().contains(name) else { throw .noReader }
        context = try Self.establish()
        var card: SCardHandle = 0
        var active: SCardWord = 0
        let status = SCardConnect(
            context, name, SCardWord(SCARD_SHARE_EXCLUSIVE), SCardWord(SCARD_PROTOCOL_ANY), &card, &active)
        guard status == 0 else {
            SCardReleaseContext(context)
            throw .noChip(code: Int(status))
        }
        self.card = card
        header = SCardRequest(protocol: active, length: UInt(MemoryLayout<SCardRequest>.size))
    }

    deinit {
        SCardDisconnect(card, SCardWord(SCARD_RESET_CARD))
        SCardReleaseContext(context)
    }

    private static func establish() throws(Problem) -> SCardContext {
        var context: SCardContext = 0
        let status = SCardEstablishContext(SCardWord(SCARD_SCOPE_SYSTEM), nil, nil, &context)
        guard status == 0 else { throw .noService(code: Int(status)) }
        return context
    }

    /// - Throws: `ChipError.gone` when the chip has left or the service ended.
    package func exchange(_ command: CommandAPDU) throws(ChipError) -> ResponseAPDU {
        let bytes = command.encoded
        var header = header
        var answer = [UInt8](repeating: 0, count: 65_538)
        var length = SCardWord(answer.count)
        let status = SCardTransmit(card, &header, bytes, SCardWord(bytes.count), nil, &answer, &length)
        guard status == 0, let response = ResponseAPDU(encoded: Array(answer.prefix(Int(length)))) else {
            throw .gone
        }
        return response
    }
}
