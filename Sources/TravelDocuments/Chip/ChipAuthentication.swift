// Chip authentication (Doc 9303-11 6.2): the chip agrees on new keys with a private key that cannot be copied out. Proven is
// only that the chip holds the key of DG14; that DG14 is the issuer's is for the security object to say.

package struct ChipAuthentication: Handshake, Sendable {
    private enum State {
        case start, template, agreement
    }

    private let info: SecurityInfos.ChipProtocol
    private let key: SecurityInfos.ChipKey
    private let own: [UInt8]
    private var state = State.start

    /// - Parameter random: a private key, eight bytes longer than the curve's numbers.
    /// - Returns: `nil` when DG14 offers none that can be used.
    package init?(_ infos: SecurityInfos, random: [UInt8]) {
        guard let key = infos.chipKeys.first else { return nil }
        let fitting = infos.chipProtocols.filter { $0.keyIdentifier == nil || $0.keyIdentifier == key.keyIdentifier }
        // Older chips name no protocol: then it is triple DES (Doc 9303-11 9.2.7).
        info =
            fitting.max { $0.cipher.keyLength < $1.cipher.keyLength }
            ?? SecurityInfos.ChipProtocol(identifier: [], cipher: .tripleDES, keyIdentifier: key.keyIdentifier)
        (self.key, own) = (key, random)
    }

    package mutating func next(after response: ResponseAPDU?) throws(ChipError) -> HandshakeStep {
        let point = try ownPoint()
        let named = key.keyIdentifier.map { TLV.encode(0x84, $0) } ?? []
        switch (state, response) {
        case (.start, _) where info.cipher == .tripleDES:
            state = .agreement
            return .send(CommandAPDU(0x22, 0x41, 0xA6, TLV.encode(0x91, point.encoded) + named))
        case (.start, _):
            state = .template
            return .send(CommandAPDU(0x22, 0x41, 0xA4, TLV.encode(0x80, info.identifier.dropFirst(2)) + named))
        case (.template, let response?):
            guard response.status == .ok else { throw .refused(step: "chip authentication", status: response.status) }
            state = .agreement
            return .send(CommandAPDU(0x86, 0, 0, TLV.encode(0x7C, TLV.encode(0x80, point.encoded)), expecting: 256))
        case (.agreement, let response?):
            guard response.status == .ok else { throw .refused(step: "chip authentication", status: response.status) }
            do throws(PKIError) {
                return .done(SecureMessaging(info.cipher, secret: try key.point.times(own).x))
            } catch { throw .key(error) }
        case (_, nil): throw .gone
        }
    }

    private func ownPoint() throws(ChipError) -> CurvePoint {
        do throws(PKIError) { return try CurvePoint.generator(key.curve, times: own) } catch { throw .key(error) }
    }
}
