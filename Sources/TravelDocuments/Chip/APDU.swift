// Commands and answers of chip cards (ISO/IEC 7816-4 5), short and extended.

package struct CommandAPDU: Hashable, Sendable {
    package var cla: UInt8
    package var ins: UInt8
    package var p1: UInt8
    package var p2: UInt8
    package var data: [UInt8]
    /// Most bytes wanted back, 1 to 65,536; `nil` for none.
    package var expected: Int?

    package init(cla: UInt8 = 0, _ ins: UInt8, _ p1: UInt8, _ p2: UInt8, _ data: [UInt8] = [], expecting expected: Int? = nil) {
        (self.cla, self.ins, self.p1, self.p2, self.data, self.expected) = (cla, ins, p1, p2, data, expected)
    }

    package var header: [UInt8] { [cla, ins, p1, p2] }

    package var encoded: [UInt8] {
        let isLong = data.count > 255 || (expected ?? 0) > 256
        var bytes = header
        if !data.isEmpty {
            bytes += isLong ? [0, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] : [UInt8(data.count)]
            bytes += data
        }
        if let expected {
            if isLong {
                if data.isEmpty { bytes.append(0) }
                bytes += [UInt8(expected >> 8 & 0xFF), UInt8(expected & 0xFF)]
            } else {
                bytes.append(UInt8(expected & 0xFF))
            }
        }
        return bytes
    }

    /// - Returns: `nil` for bytes that are no command.
    package init?(encoded bytes: [UInt8]) {
        guard bytes.count >= 4 else { return nil }
        self.init(cla: bytes[0], bytes[1], bytes[2], bytes[3])
        let rest = bytes[4...]
        guard let first = rest.first else { return }
        if rest.count == 1 {
            expected = first == 0 ? 256 : Int(first)
        } else if first != 0 {
            let end = 5 + Int(first)
            guard bytes.count == end || bytes.count == end + 1 else { return nil }
            data = Array(bytes[5..<end])
            if bytes.count == end + 1 { expected = bytes[end] == 0 ? 256 : Int(bytes[end]) }
        } else {
            guard rest.count >= 3 else { return nil }
            let number = Int(bytes[5]) << 8 | Int(bytes[6])
            if rest.count == 3 {
                expected = number == 0 ? 65_536 : number
                return
            }
            let end = 7 + number
            guard number > 0, bytes.count == end || bytes.count == end + 2 else { return nil }
            data = Array(bytes[7..<end])
            if bytes.count == end + 2 {
                let wanted = Int(bytes[end]) << 8 | Int(bytes[end + 1])
                expected = wanted == 0 ? 65_536 : wanted
            }
        }
    }
}

package struct ResponseAPDU: Hashable, Sendable {
    package var data: [UInt8]
    package var status: StatusWord

    package init(_ data: [UInt8] = [], _ status: StatusWord = .ok) { (self.data, self.status) = (data, status) }

    /// - Returns: `nil` for less than a status word.
    package init?(encoded bytes: [UInt8]) {
        guard bytes.count >= 2 else { return nil }
        data = Array(bytes.dropLast(2))
        status = StatusWord(rawValue: UInt16(bytes[bytes.count - 2]) << 8 | UInt16(bytes[bytes.count - 1]))
    }

    package var encoded: [UInt8] { data + status.bytes }
}

/// What a chip thinks of a command.
package struct StatusWord: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let ok = StatusWord(rawValue: 0x9000)
    package static let endOfFile = StatusWord(rawValue: 0x6282)
    package static let wrongLength = StatusWord(rawValue: 0x6700)
    package static let securityStatus = StatusWord(rawValue: 0x6982)
    package static let conditions = StatusWord(rawValue: 0x6985)
    package static let noSecureMessaging = StatusWord(rawValue: 0x6987)
    package static let badSecureMessaging = StatusWord(rawValue: 0x6988)
    package static let badData = StatusWord(rawValue: 0x6A80)
    package static let notFound = StatusWord(rawValue: 0x6A82)
    package static let badOffset = StatusWord(rawValue: 0x6B00)
    package static let noReference = StatusWord(rawValue: 0x6A88)
    package static let badInstruction = StatusWord(rawValue: 0x6D00)
    package static let authenticationFailed = StatusWord(rawValue: 0x6300)

    package var bytes: [UInt8] { [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)] }
    package var description: String { Hex.text(bytes) }
}
