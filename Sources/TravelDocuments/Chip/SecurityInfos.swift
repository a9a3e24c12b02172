// What a chip says it can do: EF.CardAccess and DG14 (Doc 9303-11 9.2).

import SwiftASN1

package struct SecurityInfos: Sendable {
    package struct Pace: Hashable, Sendable {
        let identifier: [UInt8]
        package let cipher: SessionCipher
        package let curve: KnownCurve
        package let parameter: Int
    }

    package struct ChipKey: Sendable {
        package let curve: KnownCurve
        package let point: CurvePoint
        package let keyIdentifier: [UInt8]?
    }

    package struct ChipProtocol: Hashable, Sendable {
        let identifier: [UInt8]
        package let cipher: SessionCipher
        let keyIdentifier: [UInt8]?
    }

    /// Generic mapping over elliptic curves only; others are left out and counted in `unsupported`.
    package private(set) var pace: [Pace] = []
    package private(set) var chipKeys: [ChipKey] = []
    package private(set) var chipProtocols: [ChipProtocol] = []
    /// How a chip with an elliptic key signs in active authentication.
    package private(set) var activeAuthentication: SignatureAlgorithm?
    package private(set) var unsupported = 0

    /// - Parameter bytes: the SET itself: EF.CardAccess whole, or the content of DG14.
    package init(_ bytes: ArraySlice<UInt8>) throws(PKIError) {
        var infos = try ASN1Node.parse(bytes, "security infos", limit: 65_536).children("security infos", .set)
        while let info = infos.next() {
            var parts = try info.children("security info")
            let first = try parts.need("protocol")
            try read(try first.identifierValue("protocol"), Array(first.encodedBytes), &parts)
        }
    }

    /// DG14.
    package init(group file: [UInt8]) throws(ChipError) {
        let content: ArraySlice<UInt8>
        do throws(TLVError) { content = try TLV(0x6E, only: file[...]).value } catch { throw .data(error) }
        do throws(PKIError) { try self.init(content) } catch { throw .key(error) }
    }

    private static let root: [UInt] = [0, 4, 0, 127, 0, 7, 2, 2]

    private mutating func read(
        _ identifier: ASN1ObjectIdentifier, _ encoded: [UInt8], _ parts: inout ASN1NodeCollection.Iterator
    ) throws(PKIError) {
        let components = identifier.oidComponents
        if identifier == [2, 23, 136, 1, 1, 5] {
            _ = try parts.need("version")
            let algorithm = try parts.need("signature algorithm").identifierValue("signature algorithm")
            activeAuthentication = SignatureAlgorithm.plain(algorithm)
            return
        }
        guard components.starts(with: Self.root), components.count >= 10 else { return unsupported += 1 }
        switch (components[8], components[9]) {
        case (4, 2):
            guard components.count == 11, let cipher = Self.cipher(components[10]) else { return unsupported += 1 }
            _ = try parts.need("version").number("version")
            guard let parameter = try parts.next()?.number("domain parameters"), let curve = KnownCurve.pace(parameter) else {
                return unsupported += 1
            }
            pace.append(Pace(identifier: encoded, cipher: cipher, curve: curve, parameter: parameter))
        case (3, 2):
            guard components.count == 11, let cipher = Self.cipher(components[10]) else { return unsupported += 1 }
            _ = try parts.need("version").number("version")
            let key = try parts.next().map { node throws(PKIError) in Array(try node.primitive("key identifier", .integer)) }
            chipProtocols.append(ChipProtocol(identifier: encoded, cipher: cipher, keyIdentifier: key))
        case (1, 2):
            let node = try parts.need("chip key")
            let key = try parts.next().map { node throws(PKIError) in Array(try node.primitive("key identifier", .integer)) }
            let found = try Self.point(node)
            chipKeys.append(ChipKey(curve: found.curve, point: found, keyIdentifier: key))
        default: unsupported += 1
        }
    }

    private static func cipher(_ number: UInt) -> SessionCipher? {
        [1: .tripleDES, 2: .aes128, 3: .aes192, 4: .aes256][number]
    }

    /// A `SubjectPublicKeyInfo` with an elliptic key, named, spelled out, or by a standardised identifier.
    private static func point(_ node: ASN1Node) throws(PKIError) -> CurvePoint {
        var parts = try node.children("chip key")
        var algorithm = try parts.need("key algorithm").children("key algorithm")
        let kind = try algorithm.need("algorithm").identifierValue("algorithm")
        let parameters = try algorithm.need("curve")
        let bits = try parts.need("key bits").bitString("key bits")
        if kind == [0, 4, 0, 127, 0, 7, 1, 2], let curve = KnownCurve.pace(try parameters.number("domain parameters")) {
            return try CurvePoint(curve, bits)
        }
        guard kind == [1, 2, 840, 10045, 2, 1] else { throw .unsupported(algorithm: "\(kind)") }
        return try CurvePoint(try KnownCurve(parameters: parameters), bits)
    }
}
