// A simulated chip on vsmartcard's virtual reader: the card service of the system then shows it to every program.

import Glibc
package import TravelDocuments

package struct VirtualCard {
    package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        case noReader(host: String, port: Int)
        case brokenMessage(length: Int)

        package var description: String {
            switch self {
            case .noReader(let host, let port):
                "no virtual reader listens on \(host):\(port): install vsmartcard-vpcd and start pcscd"
            case .brokenMessage(let length): "the reader ended inside a message of \(length) bytes: start pcscd again"
            }
        }
    }

    /// How a chip behaves in time.
    package struct Manners: Sendable {
        /// Waits before each answer.
        package var delayMilliseconds: UInt32 = 0
        /// Leaves the reader after so many commands, in the middle of whatever is going on.
        package var tearsAfter: Int?
        package init() {}
    }

    /// No contact interface, no historical bytes (ISO/IEC 7816-3; PC/SC part 3).
    private static let answerToReset: [UInt8] = [0x3B, 0x80, 0x80, 0x01, 0x01]

    private let socket: Int32
    private var chip: SimulatedChip
    private let manners: Manners

    /// Connects to the reader. `vpcd` of Debian listens on 35963, its second reader on 35964.
    package init(_ chip: SimulatedChip, manners: Manners = Manners(), host: String = "127.0.0.1", port: Int = 35_963) throws {
        (self.chip, self.manners) = (chip, manners)
        socket = try Self.connect(host, port)
    }

    /// Answers until the reader ends the connection or the chip tears itself away.
    ///
    /// - Returns: commands answered.
    @discardableResult
    package mutating func serve() throws -> Int {
        defer { close(socket) }
        var count = 0
        while let message = try receive() {
            if message.count == 1 {
                // 0 power off, 1 power on, 2 reset, 4 answer to reset; only the last is answered.
                if message[0] == 4 { try send(Self.answerToReset) } else { chip.reset() }
                continue
            }
            if let limit = manners.tearsAfter, count >= limit { return count }
            if manners.delayMilliseconds > 0 { usleep(manners.delayMilliseconds * 1_000) }
            try send(chip.answer(message))
            count += 1
        }
        return count
    }

    private func receive() throws -> [UInt8]? {
        guard let head = Self.read(socket, 2) else { return nil }
        let length = Int(head[0]) << 8 | Int(head[1])
        guard length > 0 else { return [] }
        guard let message = Self.read(socket, length) else { throw Problem.brokenMessage(length: length) }
        return message
    }

    private func send(_ bytes: [UInt8]) throws {
        let message = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        guard Glibc.send(socket, message, message.count, Int32(MSG_NOSIGNAL)) == message.count else {
            throw Problem.brokenMessage(length: bytes.count)
        }
    }

    private static func read(_ socket: Int32, _ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: count)
        while bytes.count < count {
            let got = recv(socket, &buffer, count - bytes.count, 0)
            guard got > 0 else { return nil }
            bytes += buffer.prefix(got)
        }
        return bytes
    }

    private static func connect(_ host: String, _ port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        let status: Int32 =
            inet_pton(AF_INET, host, &address.sin_addr) != 1
            ? -1
            : withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        guard status == 0 else {
            close(socket)
            throw Problem.noReader(host: host, port: port)
        }
        return socket
    }
}
