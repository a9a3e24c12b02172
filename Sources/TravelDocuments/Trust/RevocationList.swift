package import Records
import SwiftASN1

/// A certificate revocation list (RFC 5280 5). Whether it may be believed is for whoever holds the issuer's key.
package struct RevocationList: Sendable {
    package let der: [UInt8]
    package let issuer: DistinguishedName
    package let thisUpdate: CalendarDay
    /// `nil` when the list does not say; such a list is never current.
    package let nextUpdate: CalendarDay?
    private let revoked: Set<[UInt8]>
    private let algorithm: Result<SignatureAlgorithm, PKIError>
    private let signed: ArraySlice<UInt8>
    private let signature: ArraySlice<UInt8>

    /// About 40,000 revoked certificates; states revoke a handful of signers in years.
    package static let limit = 2_000_000

    package init(_ bytes: some Collection<UInt8>) throws(PKIError) {
        der = Array(bytes)
        let node = try ASN1Node.parse(der[...], "revocation list", limit: Self.limit)
        var outer = try node.children("revocation list")
        let body = try outer.need("list body")
        let algorithmNode = try outer.need("signature algorithm")
        algorithm = Result { () throws(PKIError) in try SignatureAlgorithm(algorithmNode) }
        signed = body.encodedBytes
        signature = try outer.need("signature").bitString("signature")

        var parts = try body.children("list body")
        var next = try parts.need("signature algorithm")
        if next.identifier == .integer { next = try parts.need("signature algorithm") }
        guard next.encodedBytes == algorithmNode.encodedBytes else {
            throw .unexpected("signature algorithm", expected: "the one in the body")
        }
        issuer = try DistinguishedName(try parts.need("issuer"))
        thisUpdate = try parts.need("this update").day("this update")
        var part = parts.next()
        if let node = part, node.identifier == .utcTime || node.identifier == .generalizedTime {
            nextUpdate = try node.day("next update")
            part = parts.next()
        } else {
            nextUpdate = nil
        }
        var revoked: Set<[UInt8]> = []
        if let list = part, list.identifier == .sequence {
            var entries = try list.children("revoked certificates")
            while let entry = entries.next() {
                var fields = try entry.children("revoked certificate")
                revoked.insert(Array(try fields.need("serial number").primitive("serial number", .integer)))
            }
        }
        self.revoked = revoked
    }

    package var count: Int { revoked.count }

    package func revokes(_ certificate: Certificate) -> Bool {
        certificate.issuer == issuer && revoked.contains(certificate.serial)
    }

    package func isSigned(by issuer: Certificate) -> Bool {
        guard case .success(let key) = issuer.key, case .success(let algorithm) = algorithm else { return false }
        return key.verify(signature, over: signed, algorithm)
    }

    package func isStale(on day: CalendarDay) -> Bool { nextUpdate.map { $0 < day } ?? true }
}
