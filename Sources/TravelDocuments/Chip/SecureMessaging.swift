// Sealing commands and answers once keys are agreed (Doc 9303-11 9.8). A value: the counter moves with each message, and a
// message that was changed, repeated or left out is refused.

package struct SecureMessaging: Sendable {
    package let cipher: SessionCipher
    private let encryptionKey: [UInt8]
    private let authenticationKey: [UInt8]
    private var counter: [UInt8]

    /// - Parameter counter: where counting starts; zero after PACE and chip authentication.
    package init(_ cipher: SessionCipher, encryption: [UInt8], authentication: [UInt8], counter: [UInt8]? = nil) {
        self.cipher = cipher
        (encryptionKey, authenticationKey) = (encryption, authentication)
        self.counter = counter ?? [UInt8](repeating: 0, count: cipher.blockLength)
    }

    /// Keys from a shared secret.
    package init(_ cipher: SessionCipher, secret: [UInt8], counter: [UInt8]? = nil) {
        self.init(
            cipher, encryption: cipher.deriveKey(secret, .encryption), authentication: cipher.deriveKey(secret, .authentication),
            counter: counter)
    }

    // MARK: The terminal's side

    package mutating func seal(_ command: CommandAPDU) -> CommandAPDU {
        count()
        var sealed = command
        sealed.cla |= 0x0C
        var body: [UInt8] = []
        if !command.data.isEmpty { body += encrypted(command.data, odd: command.ins % 2 == 1) }
        if let expected = command.expected {
            let long = expected > 256 || command.data.count > 255
            body += TLV.encode(0x97, long ? [UInt8(expected >> 8 & 0xFF), UInt8(expected & 0xFF)] : [UInt8(expected & 0xFF)])
        }
        body += TLV.encode(0x8E, mac(cipher.pad(sealed.header) + (body.isEmpty ? [] : cipher.pad(body))))
        sealed.data = body
        sealed.expected = body.count > 255 || (command.expected ?? 0) > 256 ? 65_536 : 256
        return sealed
    }

    package mutating func open(_ response: ResponseAPDU) throws(ChipError) -> ResponseAPDU {
        // Without data there is no seal: the chip has dropped the session.
        guard !response.data.isEmpty else { throw .refused(step: "a sealed command", status: response.status) }
        count()
        let parts: [TLV]
        do throws(TLVError) { parts = try TLV.list(response.data[...]) } catch { throw .tampered }
        let sealed = parts.filter { $0.tag != 0x8E }
        guard let seal = parts.last, seal.tag == 0x8E, parts.count == sealed.count + 1,
            Self.equal(seal.value, mac(cipher.pad(sealed.flatMap(\.encoded)))),
            let status = parts.first(where: { $0.tag == 0x99 })?.value, status.count == 2
        else { throw .tampered }
        var data: [UInt8] = []
        if let part = parts.first(where: { $0.tag == 0x87 || $0.tag == 0x85 }) { data = try decrypted(part) }
        return ResponseAPDU(
            data, StatusWord(rawValue: UInt16(status[status.startIndex]) << 8 | UInt16(status[status.startIndex + 1])))
    }

    // MARK: The chip's side

    /// - Returns: the command inside, `nil` when it does not carry the terminal's seal.
    package mutating func open(_ command: CommandAPDU) -> CommandAPDU? {
        count()
        guard let parts = try? TLV.list(command.data[...]), let seal = parts.last, seal.tag == 0x8E else { return nil }
        let body = parts.dropLast().flatMap(\.encoded)
        let message = cipher.pad(command.header) + (body.isEmpty ? [] : cipher.pad(body))
        guard Self.equal(seal.value, mac(message)) else { return nil }
        var opened = CommandAPDU(cla: command.cla & ~0x0C, command.ins, command.p1, command.p2)
        for part in parts.dropLast() {
            switch part.tag {
            case 0x85, 0x87:
                guard let data = try? decrypted(part) else { return nil }
                opened.data = data
            case 0x97:
                let number = part.value.reduce(0) { $0 << 8 | Int($1) }
                opened.expected = number == 0 ? (part.value.count == 2 ? 65_536 : 256) : number
            default: return nil
            }
        }
        return opened
    }

    package mutating func seal(_ response: ResponseAPDU, to command: CommandAPDU) -> ResponseAPDU {
        count()
        var body: [UInt8] = []
        if !response.data.isEmpty { body += encrypted(response.data, odd: command.ins % 2 == 1) }
        body += TLV.encode(0x99, response.status.bytes)
        return ResponseAPDU(body + TLV.encode(0x8E, mac(cipher.pad(body))), response.status)
    }

    // MARK: Both sides

    private mutating func count() {
        for place in counter.indices.reversed() {
            counter[place] &+= 1
            if counter[place] != 0 { return }
        }
    }

    /// AES starts each message from the encrypted counter, triple DES from zero.
    private var start: [UInt8]? { cipher == .tripleDES ? nil : cipher.encrypt(counter, key: encryptionKey) }

    private func mac(_ message: [UInt8]) -> [UInt8] { cipher.authenticate(counter + message, key: authenticationKey) }

    private func encrypted(_ data: [UInt8], odd: Bool) -> [UInt8] {
        let sealed = cipher.encrypt(cipher.pad(data), key: encryptionKey, start: start)
        return odd ? TLV.encode(0x85, sealed) : TLV.encode(0x87, [0x01] + sealed)
    }

    private func decrypted(_ part: TLV) throws(ChipError) -> [UInt8] {
        var bytes = Array(part.value)
        if part.tag == 0x87 {
            guard bytes.first == 0x01 else { throw .tampered }
            bytes.removeFirst()
        }
        guard !bytes.isEmpty, bytes.count % cipher.blockLength == 0,
            let data = SessionCipher.unpad(cipher.decrypt(bytes, key: encryptionKey, start: start))
        else { throw .tampered }
        return data
    }

    /// Takes the same time whatever differs.
    private static func equal(_ a: some Collection<UInt8>, _ b: [UInt8]) -> Bool {
        a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
