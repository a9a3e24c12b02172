// The published curves. Doc 9303-12 wants explicit parameters in certificates; they are accepted only when every one
// equals a published curve, because a chosen generator makes any key fit a trusted one (CVE-2020-0601), and a chosen
// modulus hangs the reader (CVE-2022-0778).

import CLibCrypto
import SwiftASN1

package struct KnownCurve: Hashable, Sendable {
    package let name: String
    /// Size of the prime.
    package let bits: Int
    let nid: Int32
    /// Standardised domain parameters of PACE (Doc 9303-11 table 6), where the curve is one of them.
    package let paceIdentifier: Int?

    /// OIDs by libcrypto's names. Source: SEC 2, RFC 5639, Doc 9303-11 table 6.
    package static let all: [KnownCurve] = [
        KnownCurve(name: "P-192", bits: 192, nid: NID_X9_62_prime192v1, paceIdentifier: 8),
        KnownCurve(name: "brainpoolP192r1", bits: 192, nid: NID_brainpoolP192r1, paceIdentifier: 9),
        KnownCurve(name: "P-224", bits: 224, nid: NID_secp224r1, paceIdentifier: 10),
        KnownCurve(name: "brainpoolP224r1", bits: 224, nid: NID_brainpoolP224r1, paceIdentifier: 11),
        KnownCurve(name: "P-256", bits: 256, nid: NID_X9_62_prime256v1, paceIdentifier: 12),
        KnownCurve(name: "brainpoolP256r1", bits: 256, nid: NID_brainpoolP256r1, paceIdentifier: 13),
        KnownCurve(name: "brainpoolP320r1", bits: 320, nid: NID_brainpoolP320r1, paceIdentifier: 14),
        KnownCurve(name: "P-384", bits: 384, nid: NID_secp384r1, paceIdentifier: 15),
        KnownCurve(name: "brainpoolP384r1", bits: 384, nid: NID_brainpoolP384r1, paceIdentifier: 16),
        KnownCurve(name: "brainpoolP512r1", bits: 512, nid: NID_brainpoolP512r1, paceIdentifier: 17),
        KnownCurve(name: "P-521", bits: 521, nid: NID_secp521r1, paceIdentifier: 18),
        KnownCurve(name: "brainpoolP160r1", bits: 160, nid: NID_brainpoolP160r1, paceIdentifier: nil),
    ]

    package static func pace(_ identifier: Int) -> KnownCurve? { all.first { $0.paceIdentifier == identifier } }

    package static func named(_ name: String) -> KnownCurve? { all.first { $0.name == name } }

    /// Bytes of a coordinate.
    package var byteCount: Int { (bits + 7) / 8 }

    /// DER of the curve's object identifier.
    var identifier: [UInt8] {
        guard let object = OBJ_nid2obj(nid) else { return [] }
        return [0x06, UInt8(OBJ_length(object))]
            + Array(UnsafeBufferPointer(start: OBJ_get0_data(object), count: OBJ_length(object)))
    }

    /// The curve of a key's parameters, named or spelled out (RFC 3279 2.3.5, `ECParameters`).
    init(parameters node: ASN1Node) throws(PKIError) {
        let found: KnownCurve?
        if node.identifier == .objectIdentifier {
            let bytes = Array(node.encodedBytes)
            found = Self.all.first { $0.identifier == bytes }
        } else {
            let spelled = try CurveParameters(node)
            found = Self.parameters.first { $0.parameters.equals(spelled) }?.curve
        }
        guard let found else { throw .unknownCurve }
        self = found
    }

    private static let parameters: [(curve: KnownCurve, parameters: CurveParameters)] = all.compactMap { curve in
        CurveParameters(curve).map { (curve, $0) }
    }

    private init(name: String, bits: Int, nid: Int32, paceIdentifier: Int?) {
        (self.name, self.bits, self.nid, self.paceIdentifier) = (name, bits, nid, paceIdentifier)
    }
}

/// Prime, coefficients, generator and order, without leading zeros.
private struct CurveParameters {
    var prime: [UInt8]
    var a: [UInt8]
    var b: [UInt8]
    /// As encoded in the key: compressed or not; of a published curve uncompressed.
    var base: [UInt8]
    var order: [UInt8]
    var cofactor: [UInt8]?

    func equals(_ other: CurveParameters) -> Bool {
        guard prime == other.prime, a == other.a, b == other.b, order == other.order,
            other.cofactor == nil || other.cofactor == cofactor
        else { return false }
        if other.base == base { return true }
        // Compressed: 2 or 3 by the parity of y, then x.
        let half = (base.count - 1) / 2
        return other.base == [2 + (base[base.count - 1] & 1)] + base[1...half]
    }

    init(_ node: ASN1Node) throws(PKIError) {
        var parts = try node.children("curve parameters")
        _ = try parts.need("version").number("version")
        var field = try parts.need("field").children("field")
        guard try field.need("field type").identifierValue("field type") == [1, 2, 840, 10045, 1, 1] else {
            throw .unknownCurve
        }
        prime = Self.trimmed(try field.need("prime").primitive("prime", .integer))
        var curve = try parts.need("curve").children("curve")
        a = Self.trimmed(try curve.need("a").primitive("a", .octetString))
        b = Self.trimmed(try curve.need("b").primitive("b", .octetString))
        base = Array(try parts.need("generator").primitive("generator", .octetString))
        order = Self.trimmed(try parts.need("order").primitive("order", .integer))
        cofactor = try parts.next().map { node throws(PKIError) in Self.trimmed(try node.primitive("cofactor", .integer)) }
    }

    init?(_ curve: KnownCurve) {
        guard let group = EC_GROUP_new_by_curve_name(curve.nid) else { return nil }
        defer { EC_GROUP_free(group) }
        let (p, a, b) = (BN_new(), BN_new(), BN_new())
        defer { for number in [p, a, b] { BN_free(number) } }
        guard EC_GROUP_get_curve(group, p, a, b, nil) == 1, let point = EC_GROUP_get0_generator(group) else { return nil }
        func bytes(_ number: OpaquePointer?) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: 80) { buffer, count in count = Int(BN_bn2bin(number, buffer.baseAddress)) }
        }
        (prime, self.a, self.b) = (bytes(p), bytes(a), bytes(b))
        (order, cofactor) = (bytes(EC_GROUP_get0_order(group)), bytes(EC_GROUP_get0_cofactor(group)))
        base = [UInt8](unsafeUninitializedCapacity: 160) { buffer, count in
            count = EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, buffer.baseAddress, 160, nil)
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] { Array(bytes.drop { $0 == 0 }) }
}
