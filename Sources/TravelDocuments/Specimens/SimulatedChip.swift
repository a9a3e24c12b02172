// A passport's chip as a value: commands in, answers out. It can also misbehave as chips do: old ones that give few bytes at
// a time, ones that know only PACE, copies without the original's private keys.

package struct SimulatedChip: Sendable {
    package struct Habits: Sendable {
        package var knowsBasic = true
        package var knowsPace = true
        /// Most bytes in one answer.
        package var readLimit = 256
        /// A copy: the files of another chip, without its private keys.
        package var isCloned = false
        package init() {}
    }

    private let passport: SpecimenPassport
    private let habits: Habits
    private let random: @Sendable (Int) -> [UInt8]
    private let chipKey: [UInt8]
    private let activeKey: SpecimenKey
    private var isSelected = false
    private var current: [UInt8]?
    private var session: SecureMessaging?
    /// Keys agreed by the command in hand; they hold from the next one on.
    private var following: SecureMessaging?
    private var challenge: [UInt8] = []
    private var pace: PaceChip?
    private var agreement: SessionCipher?

    package init(_ passport: SpecimenPassport, habits: Habits = Habits(), random: @escaping @Sendable (Int) -> [UInt8]) {
        (self.passport, self.habits, self.random) = (passport, habits, random)
        let curve = KnownCurve.specimen
        let other = habits.isCloned ? try? SpecimenKey(curve, random: random(curve.byteCount)) : nil
        chipKey = (other ?? passport.chipKey).scalar
        activeKey = other ?? passport.activeKey
    }

    /// Power off, or taken from the reader: every session ends.
    package mutating func reset() {
        (isSelected, current, session, following, pace, agreement) = (false, nil, nil, nil, nil, nil)
        challenge = []
    }

    package mutating func answer(_ bytes: [UInt8]) -> [UInt8] {
        guard let command = CommandAPDU(encoded: bytes) else { return ResponseAPDU([], .wrongLength).encoded }
        guard var session else { return handle(command).encoded }
        guard command.cla & 0x0C == 0x0C, let opened = session.open(command) else {
            self.session = nil
            let status: StatusWord = command.cla & 0x0C == 0x0C ? .badSecureMessaging : .noSecureMessaging
            return ResponseAPDU([], status).encoded
        }
        let answer = session.seal(handle(opened), to: opened)
        self.session = following ?? session
        following = nil
        return answer.encoded
    }

    private mutating func handle(_ command: CommandAPDU) -> ResponseAPDU {
        switch (command.ins, command.p1, command.p2) {
        case (0xA4, _, _): return select(command)
        case (0x84, _, _) where habits.knowsBasic && isSelected && session == nil:
            challenge = random(8)
            return ResponseAPDU(challenge)
        case (0x82, _, _) where habits.knowsBasic && isSelected && session == nil: return basicAccess(command.data)
        case (0x22, 0xC1, 0xA4) where habits.knowsPace: return startPace(command.data)
        case (0x22, 0x41, 0xA4) where session != nil: return startAgreement(command.data)
        case (0x22, 0x41, 0xA6) where session != nil: return agree(tag: 0x91, in: command.data, .tripleDES, empty: true)
        case (0x86, _, _): return authenticate(command.data)
        case (0x88, _, _) where session != nil && isSelected:
            guard command.data.count == 8 else { return ResponseAPDU([], .wrongLength) }
            return ResponseAPDU(activeKey.signPlain(command.data, .sha256))
        case (0xB0, _, _): return read(at: Int(command.p1) << 8 | Int(command.p2), command.expected ?? 256)
        case (0xB1, _, _):
            guard let offset = try? TLV(0x54, only: command.data[...]).value, offset.count <= 4 else {
                return ResponseAPDU([], .badData)
            }
            let part = read(at: offset.reduce(0) { $0 << 8 | Int($1) }, (command.expected ?? 256) - 4)
            return ResponseAPDU(part.data.isEmpty ? [] : TLV.encode(0x53, part.data), part.status)
        case (0x84, _, _), (0x82, _, _): return ResponseAPDU([], .conditions)
        case (0x22, _, _): return ResponseAPDU([], .noReference)
        default: return ResponseAPDU([], .badInstruction)
        }
    }

    // MARK: Files

    private mutating func select(_ command: CommandAPDU) -> ResponseAPDU {
        current = nil
        switch command.p1 {
        case 0x00:
            isSelected = false
            return ResponseAPDU()
        case 0x04:
            isSelected = command.data == [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]
            return ResponseAPDU([], isSelected ? .ok : .notFound)
        default:
            guard let file = ChipFile(identifier: command.data), let bytes = passport.files[file],
                isSelected != (file == .cardAccess), file != .cardAccess || habits.knowsPace
            else { return ResponseAPDU([], .notFound) }
            guard file == .cardAccess || session != nil else { return ResponseAPDU([], .securityStatus) }
            current = bytes
            return ResponseAPDU()
        }
    }

    private func read(at offset: Int, _ wanted: Int) -> ResponseAPDU {
        guard let current else { return ResponseAPDU([], .conditions) }
        guard offset < current.count else { return ResponseAPDU([], .badOffset) }
        let end = min(current.count, offset + max(0, min(wanted, habits.readLimit)))
        return ResponseAPDU(Array(current[offset..<end]), wanted > current.count - offset ? .endOfFile : .ok)
    }

    // MARK: Opening

    private mutating func basicAccess(_ data: [UInt8]) -> ResponseAPDU {
        let cipher = SessionCipher.tripleDES
        let seed = Array(AccessKey.zone(passport.key).seed.prefix(16))
        let (encryption, authentication) = (cipher.deriveKey(seed, .encryption), cipher.deriveKey(seed, .authentication))
        let sealed = Array(data.prefix(32))
        guard challenge.count == 8, data.count == 40,
            cipher.authenticate(cipher.pad(sealed), key: authentication) == Array(data.suffix(8))
        else { return ResponseAPDU([], .authenticationFailed) }
        let plain = cipher.decrypt(sealed, key: encryption)
        guard Array(plain[8..<16]) == challenge else { return ResponseAPDU([], .authenticationFailed) }
        let share = random(16)
        let answer = cipher.encrypt(challenge + plain[0..<8] + share, key: encryption)
        session = SecureMessaging(
            cipher, secret: zip(plain[16...], share).map { $0 ^ $1 }, counter: Array(challenge[4...]) + plain[4..<8])
        challenge = []
        return ResponseAPDU(answer + cipher.authenticate(cipher.pad(answer), key: authentication))
    }

    private mutating func startPace(_ data: [UInt8]) -> ResponseAPDU {
        guard let parts = try? TLV.list(data[...]), let identifier = try? parts.value(0x80),
            let reference = try? parts.value(0x83), let access = passport.files[.cardAccess],
            let info = try? SecurityInfos(access[...]).pace.first(where: { $0.identifier.dropFirst(2) == identifier }),
            let key = [1: AccessKey.zone(passport.key), 2: .cardNumber(passport.cardNumber)][reference.first ?? 0]
        else { return ResponseAPDU([], .noReference) }
        session = nil
        pace = PaceChip(info, key, random: random)
        return ResponseAPDU()
    }

    private mutating func startAgreement(_ data: [UInt8]) -> ResponseAPDU {
        let identifier = (try? TLV.list(data[...]).value(0x80)).map(Array.init) ?? []
        guard let bytes = passport.files[.group(14)], let infos = try? SecurityInfos(group: bytes),
            let found = infos.chipProtocols.first(where: { Array($0.identifier.dropFirst(2)) == identifier })
        else { return ResponseAPDU([], .noReference) }
        agreement = found.cipher
        return ResponseAPDU()
    }

    private mutating func agree(tag: UInt32, in data: [UInt8], _ cipher: SessionCipher, empty: Bool) -> ResponseAPDU {
        guard let bytes = try? TLV.list(data[...]).value(tag), let point = try? CurvePoint(.specimen, bytes),
            let secret = try? point.times(chipKey)
        else { return ResponseAPDU([], .badData) }
        following = SecureMessaging(cipher, secret: secret.x)
        agreement = nil
        return ResponseAPDU(empty ? [] : TLV.encode(0x7C, []))
    }

    private mutating func authenticate(_ data: [UInt8]) -> ResponseAPDU {
        guard let content = try? TLV(0x7C, only: data[...]).value else { return ResponseAPDU([], .badData) }
        if let cipher = agreement { return agree(tag: 0x80, in: Array(content), cipher, empty: false) }
        guard var chip = pace else { return ResponseAPDU([], .conditions) }
        let answer = chip.answer(content)
        pace = answer.status == .ok ? chip : nil
        if let agreed = chip.session {
            session = agreed
            pace = nil
        }
        return answer
    }
}
