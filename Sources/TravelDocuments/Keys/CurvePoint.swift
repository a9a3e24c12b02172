// Points for key agreement with a chip. Every point from outside is checked to be on its curve before it is used.

import CLibCrypto

/// A point of a published curve, uncompressed (`04 ‖ x ‖ y`); never the point at infinity.
package struct CurvePoint: Hashable, Sendable {
    package let curve: KnownCurve
    package let encoded: [UInt8]

    package var x: [UInt8] { Array(encoded[1...(encoded.count - 1) / 2]) }

    /// - Throws: `badKey` for bytes that are no point of the curve.
    package init(_ curve: KnownCurve, _ bytes: some Collection<UInt8>) throws(PKIError) {
        let bytes = Array(bytes)
        guard let encoded = Self.compute(curve, { group, point in EC_POINT_oct2point(group, point, bytes, bytes.count, nil) == 1 })
        else { throw .badKey }
        (self.curve, self.encoded) = (curve, encoded)
    }

    private init(_ curve: KnownCurve, encoded: [UInt8]) { (self.curve, self.encoded) = (curve, encoded) }

    /// A scalar times the curve's generator.
    package static func generator(_ curve: KnownCurve, times scalar: [UInt8]) throws(PKIError) -> CurvePoint {
        let encoded = compute(curve) { group, point in
            withNumber(scalar) { EC_POINT_mul(group, point, $0, nil, nil, nil) == 1 }
        }
        guard let encoded else { throw .badKey }
        return CurvePoint(curve, encoded: encoded)
    }

    package func times(_ scalar: [UInt8]) throws(PKIError) -> CurvePoint {
        try with { group, point, own in
            Self.withNumber(scalar) { EC_POINT_mul(group, point, nil, own, $0, nil) == 1 }
        }
    }

    package func plus(_ other: CurvePoint) throws(PKIError) -> CurvePoint {
        try with { group, point, own in
            guard let second = EC_POINT_new(group) else { return false }
            defer { EC_POINT_free(second) }
            return EC_POINT_oct2point(group, second, other.encoded, other.encoded.count, nil) == 1
                && EC_POINT_add(group, point, own, second, nil) == 1
        }
    }

    private func with(
        _ work: (_ group: OpaquePointer, _ result: OpaquePointer, _ own: OpaquePointer) -> Bool
    ) throws(PKIError) -> CurvePoint {
        let encoded = Self.compute(curve) { group, point in
            guard let own = EC_POINT_new(group) else { return false }
            defer { EC_POINT_free(own) }
            return EC_POINT_oct2point(group, own, self.encoded, self.encoded.count, nil) == 1 && work(group, point, own)
        }
        guard let encoded else { throw .badKey }
        return CurvePoint(curve, encoded: encoded)
    }

    /// - Returns: the computed point, `nil` when the work failed or led to infinity.
    private static func compute(_ curve: KnownCurve, _ work: (OpaquePointer, OpaquePointer) -> Bool) -> [UInt8]? {
        defer { ERR_clear_error() }
        guard let group = EC_GROUP_new_by_curve_name(curve.nid), let point = EC_POINT_new(group) else { return nil }
        defer {
            EC_POINT_clear_free(point)
            EC_GROUP_free(group)
        }
        guard work(group, point), EC_POINT_is_at_infinity(group, point) == 0 else { return nil }
        let size = EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, nil, 0, nil)
        guard size > 1 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, buffer.baseAddress, size, nil)
        }
    }

    private static func withNumber(_ bytes: [UInt8], _ work: (OpaquePointer?) -> Bool) -> Bool {
        let number = BN_bin2bn(bytes, Int32(bytes.count), nil)
        defer { BN_clear_free(number) }
        return work(number)
    }
}
