// CMS SignedData (RFC 5652 5) as security objects and master lists use it: content inside, one signer that counts.

import SwiftASN1

package struct SignedData: Sendable {
    package let contentType: String
    package let content: ArraySlice<UInt8>
    /// Certificates that came along; none of them is trusted for that.
    let certificateNodes: [ArraySlice<UInt8>]
    private let signer: SignerInfo

    /// - Parameters:
    ///   - bytes: one `ContentInfo` and nothing behind it.
    ///   - limit: most bytes accepted.
    package init(_ bytes: ArraySlice<UInt8>, limit: Int) throws(PKIError) {
        var info = try ASN1Node.parse(bytes, "signed data", limit: limit).children("signed data")
        guard try info.need("content type").identifierValue("content type") == [1, 2, 840, 113549, 1, 7, 2] else {
            throw .unexpected("content type", expected: "signed data")
        }
        guard let node = try info.need("signed data").parts("signed data").first else {
            throw .unexpected("signed data", expected: "a sequence")
        }
        var parts = try node.children("signed data")
        _ = try parts.need("version").number("version")
        _ = try parts.need("hash algorithms")
        var inside = try parts.need("content").children("content")
        contentType = "\(try inside.need("content type").identifierValue("content type"))"
        guard let octets = try inside.need("content").parts("content").first else {
            throw .unexpected("content", expected: "an octet string")
        }
        content = try octets.primitive("content", .octetString)
        var certificates: [ArraySlice<UInt8>] = []
        var next = try parts.need("signers")
        if next.isTagged(0) {
            certificates = try next.parts("certificates").map(\.encodedBytes)
            next = try parts.need("signers")
        }
        if next.isTagged(1) { next = try parts.need("signers") }
        var signers = try next.children("signers", .set)
        guard let first = signers.next() else { throw .unexpected("signers", expected: "at least one") }
        signer = try SignerInfo(first)
        certificateNodes = certificates
    }

    package var digestAlgorithm: HashAlgorithm { signer.digest }
    package var signatureAlgorithm: SignatureAlgorithm? { try? signer.algorithm.get() }

    /// The content type the signer signed; must be `contentType`.
    package var signedContentType: String? { signer.contentType }

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
    package var digestHolds: Bool { signer.digest.digest(content) == signer.messageDigest.map(Array.init) }

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
        case issuer(DistinguishedName, serial: [UInt8])
        case keyIdentifier([UInt8])
    }

    let identity: Identity
    let digest: HashAlgorithm
    let algorithm: Result<SignatureAlgorithm, PKIError>
    let signature: ArraySlice<UInt8>
    /// The attributes as a SET, which is what is signed (RFC 5652 5.4).
    let signedBytes: [UInt8]
    private(set) var contentType: String?
    private(set) var messageDigest: ArraySlice<UInt8>?

    init(_ node: ASN1Node) throws(PKIError) {
        var parts = try node.children("signer")
        _ = try parts.need("version").number("version")
        let who = try parts.need("signer identity")
        if who.isTagged(0), case .primitive(let identifier) = who.content {
            identity = .keyIdentifier(Array(identifier))
        } else {
            var pair = try who.children("signer identity")
            let issuer = try DistinguishedName(try pair.need("issuer"))
            identity = .issuer(issuer, serial: Array(try pair.need("serial number").primitive("serial number", .integer)))
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
            case [1, 2, 840, 113549, 1, 9, 3]: contentType = "\(try value.identifierValue("content type"))"
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
        case .issuer(let name, let serial): certificate.issuer == name && certificate.serial == serial
        case .keyIdentifier(let identifier): certificate.subjectKeyIdentifier == identifier
        }
    }
}
