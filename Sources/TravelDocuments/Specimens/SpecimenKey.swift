// Private keys of invented issuers and chips. They are drawn where they are used and never written down; nothing that
// judges a real document touches this folder.

import CLibCrypto

package final class SpecimenKey: Sendable {
    package let point: CurvePoint
    let scalar: [UInt8]
    private nonisolated(unsafe) let pointer: OpaquePointer

    deinit { EVP_PKEY_free(pointer) }

    package var curve: KnownCurve { point.curve }

    /// - Parameter random: as many bytes as the curve's coordinates have; the first is cut so that the number is in range.
    package init(_ curve: KnownCurve, random: [UInt8]) throws(PKIError) {
        let scalar = [random[0] & 0x3F | 0x20] + random.dropFirst().prefix(curve.byteCount - 1)
        point = try CurvePoint.generator(curve, times: scalar)
        self.scalar = scalar
        // PKCS #8 around an ECPrivateKey.
        let algorithm = TLV.encode(0x30, SpecimenDER.ecPublicKey + curve.identifier)
        let inner = TLV.encode(0x30, [0x02, 0x01, 0x01] + TLV.encode(0x04, scalar))
        let bytes = TLV.encode(0x30, [0x02, 0x01, 0x00] + algorithm + TLV.encode(0x04, inner))
        let key = bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &start, buffer.count)
        }
        guard let key else { throw .badKey }
        pointer = key
    }

    var subjectPublicKeyInfo: [UInt8] {
        TLV.encode(
            0x30, TLV.encode(0x30, SpecimenDER.ecPublicKey + curve.identifier) + TLV.encode(0x03, [0] + point.encoded))
    }

    /// ECDSA as a sequence of two integers.
    func sign(_ message: [UInt8], _ hash: HashAlgorithm) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { return [] }
        defer { EVP_MD_CTX_free(context) }
        var length = 256
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSignInit(context, nil, hash.function, nil, pointer) == 1,
            EVP_DigestSign(context, &signature, &length, message, message.count) == 1
        else { return [] }
        return Array(signature.prefix(length))
    }

    /// ECDSA as `r ‖ s`, the way chips sign.
    func signPlain(_ message: [UInt8], _ hash: HashAlgorithm) -> [UInt8] {
        let parts = (try? TLV.list(TLV(0x30, only: sign(message, hash)[...]).value)) ?? []
        return parts.flatMap { part in
            let number = Array(part.value.drop { $0 == 0 })
            return [UInt8](repeating: 0, count: max(0, curve.byteCount - number.count)) + number
        }
    }
}

/// The few encodings a specimen needs.
enum SpecimenDER {
    static let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    static let ecdsaSHA256: [UInt8] = sequence([0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])
    static let sha256: [UInt8] = sequence([0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00])
    static let plainECDSASHA256: [UInt8] = [0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, 0x03]

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { TLV.encode(0x30, parts.flatMap { $0 }) }
    static func set(_ parts: [UInt8]...) -> [UInt8] { TLV.encode(0x31, parts.flatMap { $0 }) }
    static func octets(_ bytes: [UInt8]) -> [UInt8] { TLV.encode(0x04, bytes) }

    static func integer(_ number: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = number
        repeat {
            bytes.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        } while rest > 0
        return TLV.encode(0x02, bytes[0] < 0x80 ? bytes : [0] + bytes)
    }

    static func name(country: String, _ common: String) -> [UInt8] {
        sequence(
            set(sequence([0x06, 0x03, 0x55, 0x04, 0x06], TLV.encode(0x13, Array(country.utf8)))),
            set(sequence([0x06, 0x03, 0x55, 0x04, 0x03], TLV.encode(0x0C, Array(common.utf8)))))
    }
}
