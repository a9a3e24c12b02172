// Certificates of document signers and their authorities, as Doc 9303-12 profiles them. Reading one trusts nothing.

package import Records
import SwiftASN1

/// One X.509 certificate, read once.
package struct Certificate: Sendable {
    /// As received: fingerprints and the diff of trust lists are over these bytes.
    package let der: [UInt8]
    package let serial: [UInt8]
    package let issuer: DistinguishedName
    /// The issuer's name as encoded.
    let issuerBytes: ArraySlice<UInt8>
    package let subject: DistinguishedName
    package let notBefore: CalendarDay
    package let notAfter: CalendarDay
    package let subjectKeyIdentifier: [UInt8]?
    /// `nil` when the certificate does not say.
    package let keyUsage: KeyUsage?
    package let isAuthority: Bool
    /// Document codes its keys may sign (2.23.136.1.1.6.2); `nil` when it does not say.
    package let documentTypes: [String]?
    package let extendedUses: [String]
    /// A failure when the key is none that can be used; whoever needs it says so.
    package let key: Result<PublicKey, PKIError>
    package let algorithm: Result<SignatureAlgorithm, PKIError>
    private let signed: ArraySlice<UInt8>
    private let signature: ArraySlice<UInt8>

    /// Source: RFC 5280 4.2.1.3.
    package struct KeyUsage: OptionSet, Hashable, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        package static let digitalSignature = KeyUsage(rawValue: 0x8000)
        package static let certificateSign = KeyUsage(rawValue: 0x0400)
        package static let listSign = KeyUsage(rawValue: 0x0200)
    }

    /// Largest certificate read: real ones stay below 4 KiB.
    package static let limit = 16_384

    /// - Parameter bytes: one certificate and nothing behind it.
    package init(_ bytes: some Collection<UInt8>) throws(PKIError) {
        try self.init(ASN1Node.parse(Array(bytes)[...], "certificate", limit: Self.limit))
    }

    init(_ node: ASN1Node) throws(PKIError) {
        guard node.encodedBytes.count <= Self.limit else {
            throw .tooLarge(found: node.encodedBytes.count, limit: Self.limit)
        }
        der = Array(node.encodedBytes)
        var outer = try node.children("certificate")
        let body = try outer.need("certificate body")
        let outerAlgorithm = try outer.need("signature algorithm")
        signed = Array(body.encodedBytes)[...]
        signature = Array(try outer.need("signature").bitString("signature"))[...]

        var parts = try body.children("certificate body")
        var next = try parts.need("serial number")
        if next.isTagged(0) { next = try parts.need("serial number") }
        serial = Array(try next.primitive("serial number", .integer))
        let innerAlgorithm = try parts.need("signature algorithm")
        // RFC 5280 4.1.1.2: both must say the same, or the signed one says nothing.
        guard innerAlgorithm.encodedBytes == outerAlgorithm.encodedBytes else {
            throw .unexpected("signature algorithm", expected: "the one in the body")
        }
        algorithm = Result { () throws(PKIError) in try SignatureAlgorithm(outerAlgorithm) }
        let issuerNode = try parts.need("issuer")
        issuer = try DistinguishedName(issuerNode)
        issuerBytes = Array(issuerNode.encodedBytes)[...]
        var validity = try parts.need("validity").children("validity")
        notBefore = try validity.need("first day").day("first day")
        notAfter = try validity.need("last day").day("last day")
        subject = try DistinguishedName(try parts.need("subject"))
        let keyNode = try parts.need("public key")
        key = Result { () throws(PKIError) in try PublicKey(keyNode) }

        var found = CertificateExtensions()
        while let part = parts.next() {
            guard part.isTagged(3) else { continue }
            for list in try part.parts("extensions") {
                for node in try list.parts("extensions") { try found.read(node) }
            }
        }
        keyUsage = found.keyUsage
        isAuthority = found.isAuthority
        subjectKeyIdentifier = found.subjectKeyIdentifier
        documentTypes = found.documentTypes
        extendedUses = found.extendedUses
    }

    /// SHA-256 of the certificate.
    package var fingerprint: String { Hex.text(HashAlgorithm.sha256.digest(der)) }

    package func isValid(on day: CalendarDay) -> Bool { notBefore <= day && day <= notAfter }

    /// May sign certificates: says so twice, as Doc 9303-12 table 6 asks.
    package var isIssuer: Bool { isAuthority && keyUsage?.contains(.certificateSign) == true }

    /// Whether `issuer`'s key made this certificate's signature. Names and days are the caller's business.
    package func isSigned(by issuer: Certificate) -> Bool {
        guard case .success(let key) = issuer.key, case .success(let algorithm) = algorithm else { return false }
        return key.verify(signature, over: signed, algorithm)
    }

    package var isSelfIssued: Bool { issuer == subject }
}

extension Certificate: Hashable {
    package static func == (a: Self, b: Self) -> Bool { a.der == b.der }
    package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

/// The extensions that decide anything here.
private struct CertificateExtensions {
    var keyUsage: Certificate.KeyUsage?
    var isAuthority = false
    var subjectKeyIdentifier: [UInt8]?
    var documentTypes: [String]?
    var extendedUses: [String] = []

    mutating func read(_ node: ASN1Node) throws(PKIError) {
        var parts = try node.children("extension")
        let identifier = try parts.need("extension").identifierValue("extension")
        var value = try parts.need("extension value")
        if value.identifier == .boolean { value = try parts.need("extension value") }
        let bytes = try value.primitive("extension value", .octetString)
        func content(_ what: String) throws(PKIError) -> ASN1Node {
            try ASN1Node.parse(bytes, what, limit: Certificate.limit)
        }
        switch identifier {
        case [2, 5, 29, 14]:
            subjectKeyIdentifier = Array(try content("key identifier").primitive("key identifier", .octetString))
        case [2, 5, 29, 15]:
            let bits = Array(try content("key usage").bitString("key usage").prefix(2)) + [0, 0]
            keyUsage = Certificate.KeyUsage(rawValue: UInt16(bits[0]) << 8 | UInt16(bits[1]))
        case [2, 5, 29, 19]:
            var basic = try content("basic constraints").children("basic constraints")
            if let first = basic.next(), first.identifier == .boolean {
                isAuthority = try first.primitive("authority", .boolean).first ?? 0 != 0
            }
        case [2, 5, 29, 37]:
            extendedUses = try content("extended key usage").parts("extended key usage")
                .map { node throws(PKIError) in "\(try node.identifierValue("use"))" }
        case [2, 23, 136, 1, 1, 6, 2]:
            var list = try content("document types").children("document types")
            _ = try list.need("version")
            documentTypes = try list.need("document types").parts("document types")
                .map { node throws(PKIError) in
                    String(decoding: try node.primitive("document type", .printableString), as: UTF8.self)
                }
        default: break
        }
    }
}
