// An invented state of ICAO's specimen code UTO: an authority, a document signer, security objects. For training and tests.

package import Records

package struct SpecimenIssuer: Sendable {
    package let authority: Certificate
    package let signer: Certificate
    private let signerKey: SpecimenKey

    /// - Parameters:
    ///   - day: both certificates are valid from a year before to ten years after it.
    ///   - random: bytes nobody can foresee, as many as asked for.
    package init(on day: CalendarDay, random: (Int) -> [UInt8]) throws(PKIError) {
        let curve = KnownCurve.specimen
        let authorityKey = try SpecimenKey(curve, random: random(curve.byteCount))
        signerKey = try SpecimenKey(curve, random: random(curve.byteCount))
        let names = (SpecimenDER.name(country: "UT", "Specimen CSCA"), SpecimenDER.name(country: "UT", "Specimen signer"))
        let days = (day.adding(years: -1), day.adding(years: 10))
        authority = try Self.certificate(
            1, subject: names.0, authorityKey, issuer: names.0, authorityKey, days, isAuthority: true)
        signer = try Self.certificate(2, subject: names.1, signerKey, issuer: names.0, authorityKey, days, isAuthority: false)
    }

    /// EF.SOD over the files of data groups.
    package func securityObject(_ groups: [Int: [UInt8]]) -> [UInt8] {
        let hashes = groups.keys.sorted().flatMap { number in
            SpecimenDER.sequence(
                SpecimenDER.integer(number), SpecimenDER.octets(HashAlgorithm.sha256.digest(groups[number] ?? [])))
        }
        let content = SpecimenDER.sequence(SpecimenDER.integer(0), SpecimenDER.sha256, TLV.encode(0x30, hashes))
        // 2.23.136.1.1.1, and the two signed attributes every security object has.
        let type: [UInt8] = [0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x01]
        let attribute: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09]
        let attributes =
            SpecimenDER.sequence(attribute + [0x03], SpecimenDER.set(type))
            + SpecimenDER.sequence(
                attribute + [0x04], SpecimenDER.set(SpecimenDER.octets(HashAlgorithm.sha256.digest(content))))
        let signature = signerKey.sign(TLV.encode(0x31, attributes), .sha256)
        let info = SpecimenDER.sequence(
            SpecimenDER.integer(1),
            SpecimenDER.sequence(SpecimenDER.name(country: "UT", "Specimen CSCA"), SpecimenDER.integer(2)), SpecimenDER.sha256,
            TLV.encode(0xA0, attributes), SpecimenDER.ecdsaSHA256, SpecimenDER.octets(signature))
        let data = SpecimenDER.sequence(
            SpecimenDER.integer(3), SpecimenDER.set(SpecimenDER.sha256),
            SpecimenDER.sequence(type, TLV.encode(0xA0, SpecimenDER.octets(content))), TLV.encode(0xA0, signer.der),
            SpecimenDER.set(info))
        let signedData: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
        return TLV.encode(0x77, SpecimenDER.sequence(signedData, TLV.encode(0xA0, data)))
    }

    private static func certificate(
        _ serial: Int, subject: [UInt8], _ key: SpecimenKey, issuer: [UInt8], _ issuerKey: SpecimenKey,
        _ days: (from: CalendarDay, to: CalendarDay), isAuthority: Bool
    ) throws(PKIError) -> Certificate {
        func time(_ day: CalendarDay) -> [UInt8] {
            let text = "\(day)".filter { $0 != "-" } + "000000Z"
            return TLV.encode(0x18, Array(text.utf8))
        }
        func critical(_ identifier: UInt8, _ value: [UInt8]) -> [UInt8] {
            SpecimenDER.sequence([0x06, 0x03, 0x55, 0x1D, identifier, 0x01, 0x01, 0xFF], SpecimenDER.octets(value))
        }
        let extensions =
            isAuthority
            ? critical(0x0F, [0x03, 0x02, 0x01, 0x06]) + critical(0x13, [0x30, 0x06, 0x01, 0x01, 0xFF, 0x02, 0x01, 0x00])
            : critical(0x0F, [0x03, 0x02, 0x07, 0x80])
        let body = SpecimenDER.sequence(
            TLV.encode(0xA0, SpecimenDER.integer(2)), SpecimenDER.integer(serial), SpecimenDER.ecdsaSHA256, issuer,
            SpecimenDER.sequence(time(days.from), time(days.to)), subject, key.subjectPublicKeyInfo,
            TLV.encode(0xA3, TLV.encode(0x30, extensions)))
        return try Certificate(
            SpecimenDER.sequence(body, SpecimenDER.ecdsaSHA256, TLV.encode(0x03, [0] + issuerKey.sign(body, .sha256))))
    }
}

extension KnownCurve {
    /// brainpoolP256r1: what most passports use.
    package static let specimen = all.first { $0.paceIdentifier == 13 } ?? all[0]
}
