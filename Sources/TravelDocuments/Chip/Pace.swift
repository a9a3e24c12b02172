// Password authenticated connection establishment (Doc 9303-11 4.4), generic mapping over elliptic curves: the chip opens
// to whoever can read the page, and nobody who listens learns the keys.

package struct Pace: Handshake, Sendable {
    private enum State {
        case start, template, nonce, mapping, agreement, token
    }

    private let info: SecurityInfos.Pace
    private let key: AccessKey
    /// Private keys of the two agreements, drawn by the caller.
    private let mappingKey: [UInt8]
    private let agreementKey: [UInt8]
    /// Several curves are offered: the chip must be told which.
    private let namesParameter: Bool
    private var state = State.start
    private var nonce: [UInt8] = []
    private var ownPoint: CurvePoint?
    private var chipPoint: CurvePoint?
    private var session: SecureMessaging?
    private var tokenKey: [UInt8] = []

    /// - Parameter random: two private keys end to end, each eight bytes longer than the curve's numbers, so that their
    ///   remainder is as good as uniform.
    package init(_ info: SecurityInfos.Pace, _ key: AccessKey, random: [UInt8], namesParameter: Bool = false) {
        self.init(
            info, key, mapping: Array(random.prefix(random.count / 2)), agreement: Array(random.suffix(random.count / 2)),
            namesParameter: namesParameter)
    }

    package init(
        _ info: SecurityInfos.Pace, _ key: AccessKey, mapping: [UInt8], agreement: [UInt8], namesParameter: Bool = false
    ) {
        (self.info, self.key, mappingKey, agreementKey) = (info, key, mapping, agreement)
        self.namesParameter = namesParameter
    }

    package mutating func next(after response: ResponseAPDU?) throws(ChipError) -> HandshakeStep {
        switch (state, response) {
        case (.start, _):
            state = .template
            let parameter = namesParameter ? TLV.encode(0x84, [UInt8(info.parameter)]) : []
            return .send(
                CommandAPDU(
                    0x22, 0xC1, 0xA4,
                    TLV.encode(0x80, info.identifier.dropFirst(2)) + TLV.encode(0x83, [key.reference]) + parameter))
        case (.template, let response?):
            // Chips warn of tries already lost with 63Cx and go on.
            guard response.status == .ok || response.status.rawValue & 0xFFF0 == 0x63C0 else {
                throw .refused(step: "PACE", status: response.status)
            }
            state = .nonce
            return .send(general([]))
        case (.nonce, let response?):
            let sealed = try part(0x80, of: response, "the sealed nonce")
            guard !sealed.isEmpty, sealed.count % info.cipher.blockLength == 0, sealed.count <= 32 else {
                throw .answer(step: "PACE", expected: "whole blocks")
            }
            nonce = info.cipher.decrypt(sealed, key: info.cipher.deriveKey(key.seed, .password))
            state = .mapping
            return .send(general(TLV.encode(0x81, try own(nil, mappingKey).encoded)))
        case (.mapping, let response?):
            let shared = try times(try point(0x82, of: response), mappingKey)
            let mapped = try map(shared)
            let own = try own(mapped, agreementKey)
            ownPoint = own
            state = .agreement
            return .send(general(TLV.encode(0x83, own.encoded)))
        case (.agreement, let response?):
            let chip = try point(0x84, of: response)
            guard let own = ownPoint, chip != own else { throw .tampered }
            chipPoint = chip
            let secret = try times(chip, agreementKey).x
            session = SecureMessaging(info.cipher, secret: secret)
            tokenKey = info.cipher.deriveKey(secret, .authentication)
            state = .token
            return .send(general(TLV.encode(0x85, token(over: chip)), isLast: true))
        case (.token, let response?):
            // The chip checks the terminal's token first: here a wrong password shows.
            guard response.status == .ok else { throw .wrongKey(status: response.status) }
            guard let own = ownPoint, try part(0x86, of: response, "the chip's token") == token(over: own), let session else {
                throw .tampered
            }
            return .done(session)
        case (_, nil): throw .gone
        }
    }

    private func general(_ data: [UInt8], isLast: Bool = false) -> CommandAPDU {
        CommandAPDU(cla: isLast ? 0x00 : 0x10, 0x86, 0, 0, TLV.encode(0x7C, data), expecting: 256)
    }

    /// One data object inside the chip's dynamic authentication data.
    private func part(_ tag: UInt32, of response: ResponseAPDU, _ what: String) throws(ChipError) -> [UInt8] {
        guard response.status == .ok else { throw .refused(step: "PACE", status: response.status) }
        do throws(TLVError) {
            return Array(try TLV.list(try TLV(0x7C, only: response.data[...]).value).value(tag))
        } catch { throw .answer(step: "PACE", expected: what) }
    }

    private func point(_ tag: UInt32, of response: ResponseAPDU) throws(ChipError) -> CurvePoint {
        let bytes = try part(tag, of: response, "a point")
        do throws(PKIError) { return try CurvePoint(info.curve, bytes) } catch { throw .key(error) }
    }

    private func own(_ generator: CurvePoint?, _ key: [UInt8]) throws(ChipError) -> CurvePoint {
        do throws(PKIError) {
            guard let generator else { return try CurvePoint.generator(info.curve, times: key) }
            return try generator.times(key)
        } catch { throw .key(error) }
    }

    private func times(_ point: CurvePoint, _ key: [UInt8]) throws(ChipError) -> CurvePoint {
        do throws(PKIError) { return try point.times(key) } catch { throw .key(error) }
    }

    /// Generic mapping (Doc 9303-11 4.4.3.3.1): the nonce times the generator, plus the shared point.
    private func map(_ shared: CurvePoint) throws(ChipError) -> CurvePoint {
        do throws(PKIError) {
            return try CurvePoint.generator(info.curve, times: nonce).plus(shared)
        } catch { throw .key(error) }
    }

    private func token(over point: CurvePoint) -> [UInt8] {
        PaceToken.over(point, identifier: info.identifier, cipher: info.cipher, key: tokenKey)
    }
}

/// What each side proves the agreed key with (Doc 9303-11 4.4.3.4): the other's point, authenticated.
enum PaceToken {
    static func over(_ point: CurvePoint, identifier: [UInt8], cipher: SessionCipher, key: [UInt8]) -> [UInt8] {
        let data = TLV.encode(0x7F49, identifier + TLV.encode(0x86, point.encoded))
        return cipher.authenticate(cipher == .tripleDES ? cipher.pad(data) : data, key: key)
    }
}
