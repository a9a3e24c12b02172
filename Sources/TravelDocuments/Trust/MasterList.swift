// A signed list of states' authorities (Doc 9303-12 8). Its signature says who collected it, not that its entries are
// right: two people approve what it changes.

package import Records
import SwiftASN1

package struct MasterList: Sendable {
    /// Authorities that could be read, in the list's order.
    package let authorities: [Certificate]
    /// Entries that could not be read: counted, never silently left out.
    package let unreadable: Int
    package let signer: Certificate
    /// The authority among `authorities`, or among those who came along, that issued the signer's certificate.
    package let signerIssuer: Certificate?

    package enum Refusal: Error, Hashable, Sendable {
        case malformed(PKIError)
        case contentType
        case signerMissing
        case signature
        case signerUse
        case signerExpired
    }

    /// The largest published lists are below 2 MB.
    package static let limit = 8_000_000

    /// Reads a list and verifies its signature; whether the signer is one to follow is for people.
    package init(_ bytes: some Collection<UInt8>, on day: CalendarDay) throws(Refusal) {
        let data: SignedData
        let found: Certificate?
        do throws(PKIError) {
            data = try SignedData(Array(bytes)[...], limit: Self.limit)
            found = try data.signerCertificate()
        } catch { throw .malformed(error) }
        guard data.contentType == [2, 23, 136, 1, 1, 2], data.signedContentType == data.contentType else { throw .contentType }
        guard let signer = found else { throw .signerMissing }
        guard data.digestHolds, (try? data.isSigned(by: signer)) == true else { throw .signature }
        // Doc 9303-12 table 9: a master list signer has this use and no other; authorities may sign lists themselves.
        guard signer.isIssuer || signer.extendedUses.contains("2.23.136.1.1.3") else { throw .signerUse }
        guard signer.isValid(on: day) else { throw .signerExpired }
        self.signer = signer
        var authorities: [Certificate] = []
        var unreadable = 0
        do {
            for entry in try Self.entries(data.content) {
                if let certificate = try? Certificate(entry) { authorities.append(certificate) } else { unreadable += 1 }
            }
        } catch let error as TLVError {
            throw .malformed(.unexpected("list content", expected: "certificates (\(error))"))
        } catch { throw .malformed(.notEncoded("list content")) }
        (self.authorities, self.unreadable) = (authorities, unreadable)
        let others = data.certificateNodes.compactMap { try? Certificate($0) }
        signerIssuer = (authorities + others).first {
            $0.isIssuer && $0.subject == signer.issuer && signer.isSigned(by: $0)
        }
    }

    /// Takes the list apart one certificate at a time, so that memory stays within one certificate's tree.
    private static func entries(_ content: ArraySlice<UInt8>) throws -> [ArraySlice<UInt8>] {
        let parts = try TLV.list(TLV(0x30, only: content).value)
        guard parts.count == 2, parts[0].tag == 0x02, parts[1].tag == 0x31 else { throw TLVError.missing(tag: 0x31) }
        return try TLV.list(parts[1].value).map(\.encoded)
    }
}

extension MasterList.Refusal: CustomStringConvertible {
    /// A word for programs.
    package var code: String {
        switch self {
        case .malformed: "malformed"
        case .contentType: "content_type"
        case .signerMissing: "signer_missing"
        case .signature: "signature"
        case .signerUse: "signer_use"
        case .signerExpired: "signer_expired"
        }
    }

    package var description: String {
        switch self {
        case .malformed(let error): "\(error)"
        case .contentType: "the content is another thing, expected a CSCA master list: get the file again"
        case .signerMissing: "the signer's certificate is not in the list, expected with it: get the file again"
        case .signature: "the list was changed after it was signed: do not use it, and tell whoever sent it"
        case .signerUse: "the signer may not sign master lists, expected that use in its certificate: do not use it"
        case .signerExpired: "the signer's certificate is not valid on this day: get a newer list"
        }
    }
}
