// Basic access control (Doc 9303-11 4.3): the older way to open a chip. Kept for chips that have nothing better.

package struct BasicAccess: Handshake, Sendable {
    private enum State {
        case start, challenge, authentication
    }

    private let encryptionKey: [UInt8]
    private let authenticationKey: [UInt8]
    /// The terminal's challenge (8 bytes) and share of the session key (16 bytes).
    private let challenge: [UInt8]
    private let share: [UInt8]
    private var chipChallenge: [UInt8] = []
    private var state = State.start

    /// - Parameter random: bytes nobody can foresee, 24 of them.
    package init(_ key: AccessKey, random: [UInt8]) {
        precondition(random.count == 24)
        let seed = Array(key.seed.prefix(16))
        encryptionKey = SessionCipher.tripleDES.deriveKey(seed, .encryption)
        authenticationKey = SessionCipher.tripleDES.deriveKey(seed, .authentication)
        (challenge, share) = (Array(random.prefix(8)), Array(random.suffix(16)))
    }

    package mutating func next(after response: ResponseAPDU?) throws(ChipError) -> HandshakeStep {
        switch (state, response) {
        case (.start, _):
            state = .challenge
            return .send(CommandAPDU(0x84, 0, 0, expecting: 8))
        case (.challenge, let response?):
            guard response.status == .ok, response.data.count == 8 else {
                throw .refused(step: "GET CHALLENGE", status: response.status)
            }
            chipChallenge = response.data
            state = .authentication
            let sealed = SessionCipher.tripleDES.encrypt(challenge + chipChallenge + share, key: encryptionKey)
            return .send(CommandAPDU(0x82, 0, 0, sealed + mac(sealed), expecting: 40))
        case (.authentication, let response?):
            guard response.status == .ok else { throw .wrongKey(status: response.status) }
            guard response.data.count == 40 else { throw .answer(step: "EXTERNAL AUTHENTICATE", expected: "40 bytes") }
            let sealed = Array(response.data.prefix(32))
            guard mac(sealed) == Array(response.data.suffix(8)) else { throw .tampered }
            let plain = SessionCipher.tripleDES.decrypt(sealed, key: encryptionKey)
            guard Array(plain[8..<16]) == challenge, Array(plain[..<8]) == chipChallenge else { throw .tampered }
            let secret = zip(share, plain[16...]).map { $0 ^ $1 }
            return .done(
                SecureMessaging(.tripleDES, secret: secret, counter: Array(chipChallenge.suffix(4)) + challenge.suffix(4)))
        case (_, nil): throw .gone
        }
    }

    private func mac(_ sealed: [UInt8]) -> [UInt8] {
        SessionCipher.tripleDES.authenticate(SessionCipher.tripleDES.pad(sealed), key: authenticationKey)
    }
}
