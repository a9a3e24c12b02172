// A passport of the specimen state: printed lines, files, and the private keys its chip would keep.

package struct SpecimenPassport: Sendable {
    package let lines: [String]
    package let key: AccessKeyGuess
    /// Six digits printed on the page; opens PACE.
    package let cardNumber: String
    package let files: [ChipFile: [UInt8]]
    let chipKey: SpecimenKey
    let activeKey: SpecimenKey

    /// - Parameters:
    ///   - lines: a zone; two lines of 44, two of 36 or three of 30.
    ///   - photo: a JPEG or JPEG 2000; goes into DG2 as it is.
    ///   - cipher: of PACE and chip authentication.
    /// - Returns: `nil` for lines that are no zone.
    package init?(
        lines: [String], key: AccessKeyGuess?, photo: [UInt8], cipher: SessionCipher = .aes128, issuer: SpecimenIssuer,
        random: (Int) -> [UInt8]
    ) {
        let curve = KnownCurve.specimen
        guard let key, let chipKey = try? SpecimenKey(curve, random: random(curve.byteCount)),
            let activeKey = try? SpecimenKey(curve, random: random(curve.byteCount))
        else { return nil }
        (self.lines, self.key, self.chipKey, self.activeKey) = (lines, key, chipKey, activeKey)
        cardNumber = random(6).map { String($0 % 10) }.joined()
        let groups: [Int: [UInt8]] = [
            1: TLV.encode(0x61, TLV.encode(0x5F1F, Array(lines.joined().utf8))),
            2: Self.photograph(photo),
            11: TLV.encode(
                0x6B, TLV.encode(0x5C, [0x5F, 0x0E]) + TLV.encode(0x5F0E, Array("ERIKSSON<<ANNA<MARIA".utf8))),
            12: TLV.encode(
                0x6C, TLV.encode(0x5C, [0x5F, 0x19]) + TLV.encode(0x5F19, Array("SPECIMEN AUTHORITY OF UTOPIA".utf8))),
            14: TLV.encode(0x6E, Self.infos(cipher, chipKey)),
            15: TLV.encode(0x6F, activeKey.subjectPublicKeyInfo),
        ]
        var files: [ChipFile: [UInt8]] = [
            .cardAccess: TLV.encode(0x31, Self.pace(cipher)), .common: CommonData.file(groups: Set(groups.keys)),
            .securityObject: issuer.securityObject(groups),
        ]
        for (number, bytes) in groups { files[.group(number)] = bytes }
        self.files = files
    }

    /// 0.4.0.127.0.7.2.2 and what follows.
    private static func identifier(_ rest: [UInt8]) -> [UInt8] {
        TLV.encode(0x06, [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02] + rest)
    }

    private static func number(_ cipher: SessionCipher) -> UInt8 {
        switch cipher {
        case .tripleDES: 1
        case .aes128: 2
        case .aes192: 3
        case .aes256: 4
        }
    }

    private static func pace(_ cipher: SessionCipher) -> [UInt8] {
        SpecimenDER.sequence(
            identifier([0x04, 0x02, number(cipher)]), SpecimenDER.integer(2),
            SpecimenDER.integer(KnownCurve.specimen.paceIdentifier ?? 0))
    }

    private static func infos(_ cipher: SessionCipher, _ key: SpecimenKey) -> [UInt8] {
        SpecimenDER.set(
            pace(cipher), SpecimenDER.sequence(identifier([0x03, 0x02, number(cipher)]), SpecimenDER.integer(1)),
            SpecimenDER.sequence(identifier([0x01, 0x02]), key.subjectPublicKeyInfo),
            SpecimenDER.sequence(
                [0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x05], SpecimenDER.integer(1), SpecimenDER.plainECDSASHA256))
    }

    /// One facial record (ISO/IEC 19794-5) of one image, without feature points.
    private static func photograph(_ image: [UInt8]) -> [UInt8] {
        func number(_ value: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).reversed().map { UInt8(value >> (8 * $0) & 0xFF) }
        }
        let isJPEG = image.starts(with: [0xFF, 0xD8])
        let record = number(32 + image.count, 4) + [UInt8](repeating: 0, count: 16)
        let information = [1, isJPEG ? 0 : 1] + [UInt8](repeating: 0, count: 10)
        let header = Array("FAC".utf8) + [0] + Array("010".utf8) + [0]
        let block = header + number(46 + image.count, 4) + [0, 1] + record + information + image
        let template = TLV.encode(0x7F60, TLV.encode(0xA1, []) + TLV.encode(0x5F2E, block))
        return TLV.encode(0x75, TLV.encode(0x7F61, [0x02, 0x01, 0x01] + template))
    }
}
