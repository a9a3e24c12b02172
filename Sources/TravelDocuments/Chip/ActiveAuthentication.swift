// Active authentication (Doc 9303-11 6.1): the chip signs a challenge with a private key that cannot be copied out.

import CLibCrypto

package struct ActiveAuthentication: Sendable {
    package let challenge: [UInt8]
    private let key: PublicKey
    private let algorithm: SignatureAlgorithm?

    /// - Parameters:
    ///   - file: EF.DG15.
    ///   - algorithm: what DG14 says of chips with elliptic keys.
    ///   - challenge: eight bytes nobody can foresee.
    package init(group file: [UInt8], algorithm: SignatureAlgorithm?, challenge: [UInt8]) throws(ChipError) {
        let content: ArraySlice<UInt8>
        do throws(TLVError) { content = try TLV(0x6F, only: file[...]).value } catch { throw .data(error) }
        do throws(PKIError) { key = try PublicKey(subjectPublicKeyInfo: content) } catch { throw .key(error) }
        (self.algorithm, self.challenge) = (algorithm, challenge)
    }

    package var command: CommandAPDU { CommandAPDU(0x88, 0, 0, challenge, expecting: 256) }

    /// Whether the chip's signature is by the key of DG15.
    package func holds(_ signature: [UInt8]) -> Bool {
        switch key.kind {
        case .ec:
            // Chips that name no algorithm sign with the hash as long as their curve; the plain form is the standard's.
            let hashes = algorithm.map { [$0.hash] } ?? [.sha256, .sha1, .sha224, .sha384, .sha512]
            return hashes.contains { hash in
                key.verify(signature[...], over: challenge[...], SignatureAlgorithm(.plainECDSA, hash))
                    || key.verify(signature[...], over: challenge[...], SignatureAlgorithm(.ecdsa, hash))
            }
        case .rsa: return recovers(signature)
        }
    }

    /// ISO/IEC 9796-2 scheme 1, partial recovery: `6A ‖ M1 ‖ hash(M1 ‖ challenge) ‖ trailer`.
    private func recovers(_ signature: [UInt8]) -> Bool {
        guard let message = key.recover(signature), message.first == 0x6A, let last = message.last else { return false }
        let hash: HashAlgorithm
        let trailer: Int
        switch (last, message.dropLast().last) {
        case (0xBC, _): (hash, trailer) = (.sha1, 1)
        // Source: ISO/IEC 10118 identifiers.
        case (0xCC, 0x33?): (hash, trailer) = (.sha1, 2)
        case (0xCC, 0x34?): (hash, trailer) = (.sha256, 2)
        case (0xCC, 0x35?): (hash, trailer) = (.sha512, 2)
        case (0xCC, 0x36?): (hash, trailer) = (.sha384, 2)
        case (0xCC, 0x38?): (hash, trailer) = (.sha224, 2)
        default: return false
        }
        let body = message.dropFirst().dropLast(trailer)
        guard body.count > hash.length else { return false }
        return Array(body.suffix(hash.length)) == hash.digest(Array(body.dropLast(hash.length)) + challenge)
    }
}

extension PublicKey {
    /// The bare RSA operation.
    func recover(_ signature: [UInt8]) -> [UInt8]? {
        guard case .rsa = kind, let context = EVP_PKEY_CTX_new(pointer, nil) else { return nil }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        var length = Int(EVP_PKEY_get_size(pointer))
        var message = [UInt8](repeating: 0, count: length)
        guard EVP_PKEY_verify_recover_init(context) == 1, EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1,
            EVP_PKEY_verify_recover(context, &message, &length, signature, signature.count) == 1
        else { return nil }
        return Array(message.prefix(length))
    }
}
