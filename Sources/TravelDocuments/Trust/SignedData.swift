// CMS SignedData (RFC 5652 5) as security objects and master lists use it: content inside, one signer that counts.

package import SwiftASN1

package struct SignedData: Sendable {
    package let contentType: ASN1ObjectIdentifier
    package let content: ArraySlice<UInt8>
    /// Certificates that came along; none of them is trusted for that.
    let certificateNodes: [ArraySlice<UInt8>]
    private let signer: SignerInfo

    /// The outer layers are taken apart without building a tree, so that certificates are only read when they are needed;
    /// lengths must be definite, as DER and Doc 9303-12 have them.
    ///
    /// - Parameters:
    ///   - bytes: one `ContentInfo` and nothing behind it.
    ///   - limit: most bytes accepted.
    package init(_ bytes: ArraySlice<UInt8>, limit: Int) throws(PKIError) {
        guard bytes.count <= limit else { throw .tooLarge(found: bytes.count, limit: limit) }
        let parts: [TLV]
        do throws(TLVError) {
            let info = try TLV.list(TLV(0x30, only: bytes).value)
            guard info.count == 2, info[0].encoded.elementsEqual(Self.identifier) else { throw .missing(tag: 0x06) }
            parts = try TLV.list(TLV(0x30, only: TLV(0xA0, only: info[1].encoded).value).value)
        } catch { throw .notEncoded("signed data") }
        guard parts.count >= 4, parts[0].tag == 0x02, parts[1].tag == 0x31, let signers = parts.last else {
            throw .unexpected("signed data", expected: "version, hashes, content and signers")
        }
        var inside = try ASN1Node.parse(parts[2].encoded, "content", limit: limit).children("content")
        contentType = try inside.need("content type").identifierValue("content type")
        guard let octets = try inside.need("content").parts("content").first else {
            throw .unexpected("content", expected: "an octet string")
        }
        content = try octets.primitive("content", .octetString)
        let certificates = parts.first { $0.tag == 0xA0 }
        do throws(TLVError) {
            certificateNodes = try certificates.map { list throws(TLVError) in try TLV.list(list.value).map(\.encoded) } ?? []
        } catch { throw .notEncoded("certificates") }
        var nodes = try ASN1Node.parse(signers.encoded, "signers", limit: limit).children("signers", .set)
        guard let first = nodes.next() else { throw .unexpected("signers", expected: "at least one") }
        signer = try SignerInfo(first)
    }

    /// 1.2.840.113549.1.7.2
    private static let identifier: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]

    package var digestAlgorithm: HashAlgorithm { signer.digest }
    package var signatureAlgorithm: SignatureAlgorithm? { try? signer.algorithm.get() }

    /// The content type the signer signed; must be `contentType`.
    package var signedContentType: ASN1ObjectIdentifier? { signer.contentType }

    /// The signer's bytes among the certificates that came along.
    ///
    /// - Parameter read: reads one certificate; comes from outside so that a caller may remember what it has read.
    func signerCertificate(reading read: (ArraySlice<UInt8>) throws(PKIError) -> Certificate) throws(PKIError) -> Certificate? {
        for bytes in certificateNodes {
            let certificate = try read(bytes)
            if signer.isMade(by: certificate) { return certificate }
        }
        return nil
    }

    package func signerCertificate() throws(PKIError) -> Certificate? {
        try signerCertificate { bytes throws(PKIError) in try Certificate(bytes) }
    }

    /// The content is the one whose hash was signed.
    package var digestHolds: Bool { signer.messageDigest?.elementsEqual(signer.digest.digest(content)) == true }

    /// The signature over the signed attributes is by this key.
    ///
    /// - Throws: when the algorithm is none that can be verified here: that is no proof of forgery.
    package func isSigned(by certificate: Certificate) throws(PKIError) -> Bool {
        let key = try certificate.key.get()
        return key.verify(signer.signature, over: signer.signedBytes[...], try signer.algorithm.get())
    }
}

private struct SignerInfo: Sendable {
    enum Identity: Sendable {
        /// The issuer's name as encoded: read only when its bytes are not those of the certificate.
        case issuer(ASN1Node, serial: ArraySlice<UInt8>)
        case keyIdentifier(ArraySlice<UInt8>)
    }

    let identity: Identity
    let digest: HashAlgorithm
    let algorithm: Result<SignatureAlgorithm, PKIError>
    let signature: ArraySlice<UInt8>
    /// The attributes as a SET, which is what is signed (RFC 5652 5.4).
    let signedBytes: [UInt8]
    private(set) var contentType: ASN1ObjectIdentifier?
    private(set) var messageDigest: ArraySlice<UInt8>?

    init(_ node: ASN1Node) throws(PKIError) {
        var parts = try node.children("signer")
        _ = try parts.need("version").number("version")
        let who = try parts.need("signer identity")
        if who.isTagged(0), case .primitive(let identifier) = who.content {
            identity = .keyIdentifier(identifier)
        } else {
            var pair = try who.children("signer identity")
            let issuer = try pair.need("issuer")
            identity = .issuer(issuer, serial: try pair.need("serial number").primitive("serial number", .integer))
        }
        let digest = try SignatureAlgorithm.digest(try parts.need("hash algorithm"))
        self.digest = digest
        // Without signed attributes a signature could be replayed over other content: Doc 9303-12 demands them.
        let attributes = try parts.need("signed attributes")
        guard attributes.isTagged(0) else { throw .unexpected("signer", expected: "signed attributes") }
        signedBytes = [0x31] + attributes.encodedBytes.dropFirst()
        for attribute in try attributes.parts("signed attributes") {
            var pair = try attribute.children("attribute")
            let kind = try pair.need("attribute").identifierValue("attribute")
            guard let value = try pair.need("attribute values").parts("attribute values").first else { continue }
            switch kind {
            case [1, 2, 840, 113549, 1, 9, 3]: contentType = try value.identifierValue("content type")
            case [1, 2, 840, 113549, 1, 9, 4]: messageDigest = try value.primitive("message digest", .octetString)
            default: break
            }
        }
        let algorithmNode = try parts.need("signature algorithm")
        algorithm = Result { () throws(PKIError) in try SignatureAlgorithm(algorithmNode, digest: digest) }
        signature = try parts.need("signature").primitive("signature", .octetString)
    }

    func isMade(by certificate: Certificate) -> Bool {
        switch identity {
        case .issuer(let name, let serial):
            certificate.serial.elementsEqual(serial)
                && (certificate.issuerBytes.elementsEqual(name.encodedBytes) || certificate.issuer == (try? DistinguishedName(name)))
        case .keyIdentifier(let identifier): certificate.subjectKeyIdentifier?.elementsEqual(identifier) == true
        }
    }
}
