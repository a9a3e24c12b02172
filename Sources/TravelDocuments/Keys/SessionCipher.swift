// The symmetric ciphers of chips (Doc 9303-11 9.7 and 9.8): encryption, message authentication, key derivation.
// OpenSSL 3 keeps single DES in its legacy provider; the retail MAC's DES is triple DES with three equal keys, which is
// the same function.

import CLibCrypto

package enum SessionCipher: String, Sendable, CaseIterable {
    case tripleDES = "3DES"
    case aes128 = "AES-128"
    case aes192 = "AES-192"
    case aes256 = "AES-256"

    package var blockLength: Int { self == .tripleDES ? 8 : 16 }

    package var keyLength: Int {
        switch self {
        case .tripleDES, .aes128: 16
        case .aes192: 24
        case .aes256: 32
        }
    }

    /// Doc 9303-11 9.7.1: 1 for encryption, 2 for authentication, 3 for a password.
    package enum KeyUse: UInt8, Sendable { case encryption = 1, authentication, password }

    package func deriveKey(_ secret: some Collection<UInt8>, _ use: KeyUse) -> [UInt8] {
        let hash: HashAlgorithm = keyLength == 16 ? .sha1 : .sha256
        let key = Array(hash.digest(Array(secret) + [0, 0, 0, use.rawValue]).prefix(keyLength))
        return self == .tripleDES ? key.map(Self.oddParity) : key
    }

    private static func oddParity(_ byte: UInt8) -> UInt8 {
        byte & 0xFE | ((byte & 0xFE).nonzeroBitCount % 2 == 0 ? 1 : 0)
    }

    // MARK: Encryption

    /// CBC without padding: whole blocks in, whole blocks out.
    package func encrypt(_ bytes: [UInt8], key: [UInt8], start: [UInt8]? = nil) -> [UInt8] {
        run(bytes, key: key, start: start ?? [UInt8](repeating: 0, count: blockLength), encrypting: true)
    }

    package func decrypt(_ bytes: [UInt8], key: [UInt8], start: [UInt8]? = nil) -> [UInt8] {
        run(bytes, key: key, start: start ?? [UInt8](repeating: 0, count: blockLength), encrypting: false)
    }

    private var function: OpaquePointer? {
        switch self {
        case .tripleDES: EVP_des_ede3_cbc()
        case .aes128: EVP_aes_128_cbc()
        case .aes192: EVP_aes_192_cbc()
        case .aes256: EVP_aes_256_cbc()
        }
    }

    private func run(_ bytes: [UInt8], key: [UInt8], start: [UInt8], encrypting: Bool) -> [UInt8] {
        precondition(bytes.count % blockLength == 0 && key.count == keyLength && start.count == blockLength)
        guard !bytes.isEmpty, let context = EVP_CIPHER_CTX_new() else { return [] }
        defer { EVP_CIPHER_CTX_free(context) }
        // Two-key triple DES: the third key is the first.
        let key = self == .tripleDES ? key + key.prefix(8) : key
        guard EVP_CipherInit_ex(context, function, nil, key, start, encrypting ? 1 : 0) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { return [] }
        return [UInt8](unsafeUninitializedCapacity: bytes.count + blockLength) { buffer, count in
            var length: Int32 = 0
            count = EVP_CipherUpdate(context, buffer.baseAddress, &length, bytes, Int32(bytes.count)) == 1 ? Int(length) : 0
        }
    }

    // MARK: Authentication

    /// Eight bytes over whole blocks: retail MAC for triple DES (ISO/IEC 9797-1 algorithm 3), CMAC for AES.
    package func authenticate(_ padded: [UInt8], key: [UInt8]) -> [UInt8] {
        self == .tripleDES ? retailMAC(padded, key: key) : Array(cmac(padded, key: key).prefix(8))
    }

    private func retailMAC(_ padded: [UInt8], key: [UInt8]) -> [UInt8] {
        let (first, second) = (Array(key.prefix(8)), Array(key.suffix(8)))
        let chained = Array(encrypt(padded, key: first + first).suffix(8))
        return encrypt(decrypt(chained, key: second + second), key: first + first)
    }

    /// NIST SP 800-38B.
    private func cmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        func doubled(_ block: [UInt8]) -> [UInt8] {
            var out = block.indices.map { block[$0] << 1 | ($0 + 1 < block.count ? block[$0 + 1] >> 7 : 0) }
            if block[0] & 0x80 != 0 { out[15] ^= 0x87 }
            return out
        }
        let zero = [UInt8](repeating: 0, count: 16)
        var subkey = doubled(encrypt(zero, key: key))
        var message = message
        if message.isEmpty || message.count % 16 != 0 {
            subkey = doubled(subkey)
            message = pad(message)
        }
        for place in 0..<16 { message[message.count - 16 + place] ^= subkey[place] }
        return Array(encrypt(message, key: key).suffix(16))
    }

    // MARK: Padding

    /// `80` and zeros to whole blocks (ISO/IEC 9797-1 padding method 2).
    package func pad(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let bytes = Array(bytes) + [0x80]
        return bytes + [UInt8](repeating: 0, count: (blockLength - bytes.count % blockLength) % blockLength)
    }

    /// - Returns: `nil` when there is no padding.
    package static func unpad(_ bytes: [UInt8]) -> [UInt8]? {
        guard let end = bytes.lastIndex(where: { $0 != 0 }), bytes[end] == 0x80 else { return nil }
        return Array(bytes[..<end])
    }
}
