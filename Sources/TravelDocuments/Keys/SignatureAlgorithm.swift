import SwiftASN1

/// How a signature was made.
package struct SignatureAlgorithm: Hashable, Sendable {
    package enum Scheme: Hashable, Sendable {
        case rsa
        case rsaPSS(mask: HashAlgorithm, salt: Int)
        case ecdsa
        /// `r ‖ s` instead of a sequence (BSI TR-03111 5.2.2), in chips and older signers.
        case plainECDSA
    }

    package let scheme: Scheme
    package let hash: HashAlgorithm

    package init(_ scheme: Scheme, _ hash: HashAlgorithm) { (self.scheme, self.hash) = (scheme, hash) }

    /// - Parameter digest: the hash beside a bare `rsaEncryption` or `ecPublicKey` in a signer's line.
    init(_ node: ASN1Node, digest: HashAlgorithm? = nil) throws(PKIError) {
        var parts = try node.children("signature algorithm")
        let identifier = try parts.need("algorithm").identifierValue("algorithm")
        if identifier == [1, 2, 840, 113549, 1, 1, 10] {
            self = try Self.pss(parts.next())
            return
        }
        if let found = Self.table[identifier] {
            self = found
        } else if let digest, identifier == [1, 2, 840, 113549, 1, 1, 1] {
            self.init(.rsa, digest)
        } else if let digest, identifier == [1, 2, 840, 10045, 2, 1] {
            self.init(.ecdsa, digest)
        } else {
            throw .unsupported(algorithm: "\(identifier)")
        }
    }

    /// Source: RFC 8017 A.2 (RSA), RFC 5758 (ECDSA), BSI TR-03111 5.2.2 (plain ECDSA).
    private static let table: [ASN1ObjectIdentifier: SignatureAlgorithm] = [
        [1, 2, 840, 113549, 1, 1, 5]: .init(.rsa, .sha1), [1, 2, 840, 113549, 1, 1, 14]: .init(.rsa, .sha224),
        [1, 2, 840, 113549, 1, 1, 11]: .init(.rsa, .sha256), [1, 2, 840, 113549, 1, 1, 12]: .init(.rsa, .sha384),
        [1, 2, 840, 113549, 1, 1, 13]: .init(.rsa, .sha512),
        [1, 2, 840, 10045, 4, 1]: .init(.ecdsa, .sha1), [1, 2, 840, 10045, 4, 3, 1]: .init(.ecdsa, .sha224),
        [1, 2, 840, 10045, 4, 3, 2]: .init(.ecdsa, .sha256), [1, 2, 840, 10045, 4, 3, 3]: .init(.ecdsa, .sha384),
        [1, 2, 840, 10045, 4, 3, 4]: .init(.ecdsa, .sha512),
        [0, 4, 0, 127, 0, 7, 1, 1, 4, 1, 1]: .init(.plainECDSA, .sha1),
        [0, 4, 0, 127, 0, 7, 1, 1, 4, 1, 2]: .init(.plainECDSA, .sha224),
        [0, 4, 0, 127, 0, 7, 1, 1, 4, 1, 3]: .init(.plainECDSA, .sha256),
        [0, 4, 0, 127, 0, 7, 1, 1, 4, 1, 4]: .init(.plainECDSA, .sha384),
        [0, 4, 0, 127, 0, 7, 1, 1, 4, 1, 5]: .init(.plainECDSA, .sha512),
    ]

    /// What an identifier alone says; `nil` for RSA-PSS, which needs parameters, and for the unknown.
    static func plain(_ identifier: ASN1ObjectIdentifier) -> SignatureAlgorithm? { table[identifier] }

    /// `RSASSA-PSS-params`: SHA-1, MGF1 with SHA-1 and 20 bytes of salt where nothing is said. Source: RFC 4055 3.1.
    private static func pss(_ node: ASN1Node?) throws(PKIError) -> SignatureAlgorithm {
        var (hash, mask, salt) = (HashAlgorithm.sha1, HashAlgorithm.sha1, 20)
        guard let node, node.identifier != .null else { return .init(.rsaPSS(mask: mask, salt: salt), hash) }
        var parts = try node.children("PSS parameters")
        while let part = parts.next() {
            guard let inner = try part.parts("PSS parameter").first else {
                throw .unexpected("PSS parameter", expected: "a value")
            }
            switch part.identifier.tagNumber {
            case 0: hash = try digest(inner)
            case 1:
                var mgf = try inner.children("mask generation")
                guard try mgf.need("mask").identifierValue("mask") == [1, 2, 840, 113549, 1, 1, 8] else {
                    throw .unsupported(algorithm: "mask generation other than MGF1")
                }
                mask = try digest(try mgf.need("mask hash"))
            case 2: salt = try inner.number("salt length")
            default:
                guard try inner.number("trailer") == 1 else { throw .unsupported(algorithm: "PSS trailer") }
            }
        }
        guard salt <= 512 else { throw .unsupported(algorithm: "PSS salt of \(salt) bytes") }
        return .init(.rsaPSS(mask: mask, salt: salt), hash)
    }

    /// The hash of an `AlgorithmIdentifier`.
    static func digest(_ node: ASN1Node) throws(PKIError) -> HashAlgorithm {
        var parts = try node.children("hash algorithm")
        let identifier = try parts.need("hash").identifierValue("hash")
        guard let hash = HashAlgorithm(identifier) else { throw .unsupported(algorithm: "\(identifier)") }
        return hash
    }
}
