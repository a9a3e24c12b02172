/// The chip's side of PACE (Doc 9303-11 4.4), as far as a simulated passport needs it.
package struct PaceChip: Sendable {
    private let info: SecurityInfos.Pace
    private let nonce: [UInt8]
    private let sealedNonce: [UInt8]
    private let mappingKey: [UInt8]
    private let agreementKey: [UInt8]
    private var mapped: CurvePoint?
    private var ownPoint: CurvePoint?
    private var terminalPoint: CurvePoint?
    private var secret: [UInt8] = []
    /// Set once the terminal has proven that it knows the password.
    package private(set) var session: SecureMessaging?

    /// - Parameter random: asked for the nonce (16 bytes) and two private keys, in this order.
    package init(_ info: SecurityInfos.Pace, _ key: AccessKey, random: (Int) -> [UInt8]) {
        self.info = info
        nonce = random(16)
        mappingKey = random(info.curve.byteCount)
        agreementKey = random(info.curve.byteCount)
        sealedNonce = info.cipher.encrypt(nonce, key: info.cipher.deriveKey(key.seed, .password))
    }

    /// - Parameter content: of the dynamic authentication data `7C`.
    package mutating func answer(_ content: ArraySlice<UInt8>) -> ResponseAPDU {
        do { return try step(try TLV.list(content).first) } catch { return ResponseAPDU([], .badData) }
    }

    private mutating func step(_ part: TLV?) throws -> ResponseAPDU {
        func reply(_ tag: UInt32, _ bytes: [UInt8]) -> ResponseAPDU { ResponseAPDU(TLV.encode(0x7C, TLV.encode(tag, bytes))) }
        switch (part?.tag, mapped, terminalPoint) {
        case (nil, nil, nil): return reply(0x80, sealedNonce)
        case (0x81?, nil, _):
            let shared = try CurvePoint(info.curve, part?.value ?? []).times(mappingKey)
            mapped = try CurvePoint.generator(info.curve, times: nonce).plus(shared)
            return reply(0x82, try CurvePoint.generator(info.curve, times: mappingKey).encoded)
        case (0x83?, let mapped?, nil):
            let terminal = try CurvePoint(info.curve, part?.value ?? [])
            let own = try mapped.times(agreementKey)
            (terminalPoint, ownPoint, secret) = (terminal, own, try terminal.times(agreementKey).x)
            return reply(0x84, own.encoded)
        case (0x85?, _, let terminal?):
            let key = info.cipher.deriveKey(secret, .authentication)
            func token(_ point: CurvePoint) -> [UInt8] {
                PaceToken.over(point, identifier: info.identifier, cipher: info.cipher, key: key)
            }
            guard let own = ownPoint, Array(part?.value ?? []) == token(own) else {
                return ResponseAPDU([], .authenticationFailed)
            }
            session = SecureMessaging(info.cipher, secret: secret)
            return reply(0x86, token(terminal))
        default: return ResponseAPDU([], .conditions)
        }
    }
}
