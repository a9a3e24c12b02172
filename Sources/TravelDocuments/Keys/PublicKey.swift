// A verified-with key. libcrypto does the arithmetic; which keys are acceptable is decided here.

import CLibCrypto
import SwiftASN1

/// An RSA or elliptic-curve public key. Freed with its last user; verifying needs no lock.
package final class PublicKey: Sendable {
    package enum Kind: Hashable, Sendable {
        case rsa(bits: Int)
        case ec(KnownCurve)
    }

    nonisolated(unsafe) let pointer: OpaquePointer
    package let kind: Kind

    deinit { EVP_PKEY_free(pointer) }

    /// Reads a `SubjectPublicKeyInfo` (RFC 5280 4.1); a curve spelled out is replaced by the published one it equals.
    package convenience init(subjectPublicKeyInfo bytes: ArraySlice<UInt8>) throws(PKIError) {
        try self.init(ASN1Node.parse(bytes, "public key", limit: 16_384))
    }

    init(_ node: ASN1Node) throws(PKIError) {
        var parts = try node.children("public key")
        let algorithmNode = try parts.need("key algorithm")
        let bits = try parts.need("key bits")
        var algorithm = try algorithmNode.children("key algorithm")
        let identifier = try algorithm.need("algorithm").identifierValue("algorithm")
        var encoded = Array(node.encodedBytes)
        var curve: KnownCurve?
        switch identifier {
        case [1, 2, 840, 113549, 1, 1, 1], [1, 2, 840, 113549, 1, 1, 10]: break
        case [1, 2, 840, 10045, 2, 1]:
            let found = try KnownCurve(parameters: try algorithm.need("curve"))
            curve = found
            encoded = Self.encode(found, point: try bits.bitString("key bits"))
        default: throw .unsupported(algorithm: "\(identifier)")
        }
        guard let key = Self.decode(encoded) else { throw .badKey }
        pointer = key
        kind = curve.map(Kind.ec) ?? .rsa(bits: Int(EVP_PKEY_get_bits(key)))
    }

    /// A point on a curve, uncompressed or compressed.
    package init(_ curve: KnownCurve, point: some Collection<UInt8>) throws(PKIError) {
        guard let key = Self.decode(Self.encode(curve, point: Array(point)[...])) else { throw .badKey }
        (pointer, kind) = (key, .ec(curve))
    }

    private static func encode(_ curve: KnownCurve, point: ArraySlice<UInt8>) -> [UInt8] {
        let algorithm: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        return TLV.encode(0x30, TLV.encode(0x30, algorithm + curve.identifier) + TLV.encode(0x03, [0] + point))
    }

    private static func decode(_ bytes: [UInt8]) -> OpaquePointer? {
        defer { ERR_clear_error() }
        return bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_PUBKEY(nil, &start, buffer.count) else { return nil }
            // A key with bytes behind it is not the key that was signed.
            guard start == buffer.baseAddress.map({ $0 + buffer.count }) else {
                EVP_PKEY_free(key)
                return nil
            }
            return key
        }
    }

    /// RSA below 2,048 bits.
    package var isWeak: Bool {
        if case .rsa(let bits) = kind { bits < 2_048 } else { false }
    }

    /// - Returns: false as well when key and algorithm do not belong together.
    package func verify(
        _ signature: ArraySlice<UInt8>, over message: ArraySlice<UInt8>, _ algorithm: SignatureAlgorithm
    ) -> Bool {
        var signature = signature
        switch (algorithm.scheme, kind) {
        case (.rsa, .rsa), (.rsaPSS, .rsa), (.ecdsa, .ec): break
        case (.plainECDSA, .ec):
            guard let sequence = Self.sequence(ofPlain: signature) else { return false }
            signature = sequence[...]
        default: return false
        }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var keyContext: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &keyContext, algorithm.hash.function, nil, pointer) == 1 else { return false }
        if case .rsaPSS(let mask, let salt) = algorithm.scheme {
            guard EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1,
                EVP_PKEY_CTX_set_rsa_mgf1_md(keyContext, mask.function) == 1,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, Int32(salt)) == 1
            else { return false }
        }
        return signature.withUnsafeBufferPointer { signature in
            message.withUnsafeBufferPointer { message in
                EVP_DigestVerify(context, signature.baseAddress, signature.count, message.baseAddress, message.count) == 1
            }
        }
    }

    /// `r ‖ s` as the sequence of two integers that libcrypto reads.
    private static func sequence(ofPlain signature: ArraySlice<UInt8>) -> [UInt8]? {
        guard !signature.isEmpty, signature.count % 2 == 0, signature.count <= 160 else { return nil }
        func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            let trimmed = Array(bytes.drop { $0 == 0 })
            return TLV.encode(0x02, trimmed.first.map { $0 < 0x80 } == true ? trimmed : [0] + trimmed)
        }
        let half = signature.count / 2
        return TLV.encode(0x30, integer(signature.prefix(half)) + integer(signature.suffix(half)))
    }
}
