// EF.SOD: the hashes of a chip's data groups under the issuer's signature.

import SwiftASN1

/// The document security object of one chip (Doc 9303-10 4.6.2).
package struct SecurityObject: Sendable {
    package let signed: SignedData
    package let hash: HashAlgorithm
    /// By data-group number.
    package let digests: [Int: [UInt8]]

    package enum Refusal: String, Error, Sendable {
        case unreadable = "sod_parse"
        case contentType = "econtent_type"
    }

    private static let contentType: ASN1ObjectIdentifier = [2, 23, 136, 1, 1, 1]

    /// Real ones are below 10 kB.
    package static let limit = 65_536

    package init(file: [UInt8]) throws(Refusal) {
        do {
            guard file.count <= Self.limit else { throw Refusal.unreadable }
            signed = try SignedData(TLV(0x77, only: file[...]).value, limit: Self.limit)
        } catch { throw .unreadable }
        guard signed.contentType == Self.contentType, signed.signedContentType == signed.contentType else {
            throw .contentType
        }
        do throws(PKIError) { (hash, digests) = try Self.hashes(signed.content) } catch { throw .unreadable }
    }

    private static func hashes(_ content: ArraySlice<UInt8>) throws(PKIError) -> (HashAlgorithm, [Int: [UInt8]]) {
        var parts = try ASN1Node.parse(content, "security object", limit: limit).children("security object")
        _ = try parts.need("version").number("version")
        let hash = try SignatureAlgorithm.digest(try parts.need("hash algorithm"))
        var list = try parts.need("hashes").children("hashes")
        var digests: [Int: [UInt8]] = [:]
        while let entry = list.next() {
            var pair = try entry.children("hash")
            let number = try pair.need("data group").number("data group")
            let digest = Array(try pair.need("hash").primitive("hash", .octetString))
            guard (1...16).contains(number), digests.updateValue(digest, forKey: number) == nil else {
                throw .unexpected("data group", expected: "each number from 1 to 16 once")
            }
        }
        return (hash, digests)
    }

    /// SHA-1 anywhere in what the signer did.
    package var usesWeakHash: Bool {
        hash.isWeak || signed.digestAlgorithm.isWeak || signed.signatureAlgorithm?.hash.isWeak == true
    }

    package func matches(_ group: Int, _ bytes: some Collection<UInt8>) -> Bool? {
        digests[group].map { $0 == hash.digest(bytes) }
    }
}
