// Reading a passport from laying it down to the last file. No reader hardware is known here: whoever calls brings a way to
// exchange commands, and chance.

/// What was read, and what the chip proved about itself.
package struct ChipContents: Sendable {
    package enum Access: String, Sendable { case basic = "BAC", pace = "PACE" }

    /// Whether a chip holds the private key that its data names.
    package enum Proof: Hashable, Sendable {
        case notOffered
        case proven
        /// The chip does not hold the key: its data were copied from another chip.
        case failed
        /// The key is not, or not unchanged, in the security object: proving it would prove nothing.
        case notBound

        package var code: String {
            switch self {
            case .notOffered: "not_offered"
            case .proven: "proven"
            case .failed: "failed"
            case .notBound: "not_bound"
            }
        }
    }

    package var access: Access
    package var files: [ChipFile: [UInt8]] = [:]
    /// Files that EF.COM lists and the chip does not give (fingerprints need another right).
    package var withheld: [ChipFile] = []
    package var chipAuthentication = Proof.notOffered
    package var activeAuthentication = Proof.notOffered

    package var document: ChipDocument? {
        guard let object = files[.securityObject] else { return nil }
        var groups: [Int: [UInt8]] = [:]
        for case (.group(let number), let bytes) in files { groups[number] = bytes }
        return ChipDocument(securityObject: object, dataGroups: groups)
    }

    /// The proofs as they stand beside what passive authentication says: a key in a forged or unreadable security object
    /// proves nothing about the document.
    package func proofs(beside verdict: PassiveVerdict) -> (chip: Proof, active: Proof) {
        guard verdict.verdict == .malformed || verdict.verdict == .notAuthentic else {
            return (chipAuthentication, activeAuthentication)
        }
        func bound(_ proof: Proof) -> Proof { proof == .proven ? .notBound : proof }
        return (bound(chipAuthentication), bound(activeAuthentication))
    }
}

package struct ChipReader {
    /// Sends a command and waits for the answer; throws `ChipError.gone` when the chip has left.
    package typealias Exchange = (CommandAPDU) throws(ChipError) -> ResponseAPDU

    private static let masterFile = CommandAPDU(0xA4, 0x00, 0x0C, [0x3F, 0x00])

    private let exchange: Exchange
    private let random: (Int) -> [UInt8]
    private let groups: Set<Int>
    private let chunk: Int
    private var session: SecureMessaging?

    /// - Parameters:
    ///   - groups: data groups to read where the chip has them.
    ///   - chunk: bytes asked for at a time.
    ///   - random: bytes nobody can foresee, as many as asked for.
    package init(
        groups: Set<Int> = [1, 2, 11, 12, 14, 15], chunk: Int = 224, random: @escaping (Int) -> [UInt8],
        exchange: @escaping Exchange
    ) {
        (self.groups, self.chunk, self.random, self.exchange) = (groups, chunk, random, exchange)
    }

    /// Opens the chip by PACE where it offers that, else by basic access, and reads.
    ///
    /// PACE and basic access are each tried once with each key; a chip slows down after failures, so bring few.
    package mutating func read(with key: AccessKey) throws(ChipError) -> ChipContents {
        let access = try open(with: key)
        var contents = ChipContents(access: access)
        let common = try file(.common)
        let object = try file(.securityObject)
        if let common { contents.files[.common] = common }
        guard let object else { throw .answer(step: "EF.SOD", expected: "a security object") }
        contents.files[.securityObject] = object
        let listed = try? SecurityObject(file: object)
        let offered = listed.map { Set($0.digests.keys) } ?? CommonData(common ?? []).groups
        // The chip's own proof comes first: what is read afterwards comes through its keys.
        if offered.contains(14), let bytes = try file(.group(14)) {
            contents.files[.group(14)] = bytes
            contents.chipAuthentication = try prove(bytes, listed, key)
        }
        for number in offered.intersection(groups).sorted() where contents.files[.group(number)] == nil {
            if let bytes = try file(.group(number)) {
                contents.files[.group(number)] = bytes
            } else {
                contents.withheld.append(.group(number))
            }
        }
        if let bytes = contents.files[.group(15)] {
            contents.activeAuthentication = try challenge(bytes, contents.files[.group(14)], listed)
        }
        return contents
    }

    // MARK: Opening

    private mutating func open(with key: AccessKey) throws(ChipError) -> ChipContents.Access {
        if let infos = try paceInfos(), let info = infos.pace.first {
            let length = 2 * (info.curve.byteCount + 8)
            session = try run(Pace(info, key, random: random(length), namesParameter: infos.pace.count > 1))
            try select()
            return .pace
        }
        guard case .zone = key else { throw .unsupported("the lines of the zone: a card access number opens PACE only") }
        try select()
        session = try run(BasicAccess(key, random: random(24)))
        return .basic
    }

    /// EF.CardAccess, readable without a key; `nil` for chips that know no PACE.
    private mutating func paceInfos() throws(ChipError) -> SecurityInfos? {
        // Some chips start in the passport application, others in the master file.
        _ = try send(Self.masterFile)
        guard let bytes = try file(.cardAccess) else { return nil }
        do throws(PKIError) { return try SecurityInfos(bytes[...]) } catch { throw .key(error) }
    }

    private mutating func select() throws(ChipError) {
        let answer = try send(CommandAPDU(0xA4, 0x04, 0x0C, [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01]))
        guard answer.status == .ok else { throw .refused(step: "SELECT passport", status: answer.status) }
    }

    private mutating func run(_ handshake: some Handshake) throws(ChipError) -> SecureMessaging {
        var handshake = handshake
        var response: ResponseAPDU?
        while true {
            switch try handshake.next(after: response) {
            case .send(let command): response = try send(command)
            case .done(let session): return session
            }
        }
    }

    private mutating func send(_ command: CommandAPDU) throws(ChipError) -> ResponseAPDU {
        guard var session else { return try exchange(command) }
        let answer = try exchange(session.seal(command))
        let opened = try session.open(answer)
        self.session = session
        return opened
    }

    private mutating func file(_ file: ChipFile) throws(ChipError) -> [UInt8]? {
        var reading = FileReading(file, chunk: chunk)
        var response: ResponseAPDU?
        while true {
            switch try reading.next(after: response) {
            case .send(let command): response = try send(command)
            case .done(let bytes): return bytes
            case .absent: return nil
            }
        }
    }

    // MARK: The chip's proofs

    private mutating func prove(
        _ bytes: [UInt8], _ object: SecurityObject?, _ key: AccessKey
    ) throws(ChipError) -> ChipContents.Proof {
        guard let infos = try? SecurityInfos(group: bytes), let curve = infos.chipKeys.first?.curve,
            let authentication = ChipAuthentication(infos, random: random(curve.byteCount + 8))
        else { return .notOffered }
        guard object?.matches(14, bytes) == true else { return .notBound }
        do throws(ChipError) {
            session = try run(authentication)
            // Agreement alone proves nothing: only a chip with the private key can seal the next answer.
            guard try file(.common) != nil else { return .failed }
            return .proven
        } catch {
            if case .gone = error { throw error }
            // The chip agreed on keys that nobody shares: end that session, and read the rest through a new one.
            session = nil
            _ = try exchange(Self.masterFile)
            _ = try open(with: key)
            return .failed
        }
    }

    private mutating func challenge(
        _ bytes: [UInt8], _ infos: [UInt8]?, _ object: SecurityObject?
    ) throws(ChipError) -> ChipContents.Proof {
        guard object?.matches(15, bytes) == true else { return .notBound }
        let bound = infos.flatMap { object?.matches(14, $0) == true ? try? SecurityInfos(group: $0) : nil }
        let authentication = try ActiveAuthentication(group: bytes, algorithm: bound?.activeAuthentication, challenge: random(8))
        let answer = try send(authentication.command)
        return answer.status == .ok && authentication.holds(answer.data) ? .proven : .failed
    }
}
