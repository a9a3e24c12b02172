// What passive authentication says: three ways and never one red light. A machine's verdict about a document, not about
// its holder; a state missing from the trust list is never called a forgery.

package import Records

package struct PassiveVerdict: Hashable, Sendable {
    package enum Verdict: String, Codable, Sendable, CaseIterable {
        /// The file is no security object.
        case malformed
        /// Data and signature contradict each other: what was signed is not what is shown.
        case notAuthentic = "not_authentic"
        /// Nothing contradicts, and the signer cannot be believed (yet).
        case notTrusted = "not_trusted"
        case authentic
    }

    package enum Reason: Hashable, Sendable {
        case unreadable, contentType
        case signatureInvalid, messageDigestMismatch, groupHashMismatch(Int), groupNotListed(Int), printedZoneMismatch
        case noTrustAnchor, signerSignatureInvalid, signerExpired, signerNotYetValid, authorityExpired, signerRevoked
        case countryMismatch, documentTypeNotListed, signerKeyUsage
        /// The signer's certificate is not in the file.
        case signerMissing
        /// An algorithm or curve that cannot be verified here: nothing is known, least of all a forgery.
        case signatureUnsupported

        package var verdict: Verdict {
            switch self {
            case .unreadable, .contentType: .malformed
            case .signatureInvalid, .messageDigestMismatch, .groupHashMismatch, .groupNotListed, .printedZoneMismatch:
                .notAuthentic
            default: .notTrusted
            }
        }

        /// As `serai passive-auth` writes it.
        package var code: String {
            switch self {
            case .unreadable: "sod_parse"
            case .contentType: "econtent_type"
            case .signatureInvalid: "sod_signature_invalid"
            case .messageDigestMismatch: "message_digest_mismatch"
            case .groupHashMismatch(let number): "dg_hash_mismatch:\(number)"
            case .groupNotListed(let number): "dg_not_in_sod:\(number)"
            case .printedZoneMismatch: "printed_mrz_mismatch"
            case .noTrustAnchor: "no_trust_anchor"
            case .signerSignatureInvalid: "dsc_signature_invalid"
            case .signerExpired: "dsc_expired"
            case .signerNotYetValid: "dsc_not_yet_valid"
            case .authorityExpired: "csca_expired"
            case .signerRevoked: "dsc_revoked"
            case .countryMismatch: "country_mismatch"
            case .documentTypeNotListed: "document_type_not_listed"
            case .signerKeyUsage: "signer_key_usage"
            case .signerMissing: "signer_certificate_missing"
            case .signatureUnsupported: "signature_unsupported"
            }
        }
    }

    package enum Warning: Hashable, Sendable {
        case weakHash, weakKey, groupNotRead(Int), listStale, listInvalid

        package var code: String {
            switch self {
            case .weakHash: "weak_hash"
            case .weakKey: "weak_key"
            case .groupNotRead(let number): "dg_not_read:\(number)"
            case .listStale: "crl_stale"
            case .listInvalid: "crl_invalid"
            }
        }
    }

    package let reasons: [Reason]
    package let warnings: [Warning]
    package let revocation: TrustList.Revocation.State
    /// What a later change of trust is replayed from; `nil` when there is no signer to ask about.
    package let signer: SignerEvidence?

    /// The gravest of the reasons.
    package var verdict: Verdict {
        let found = reasons.map(\.verdict)
        return [.malformed, .notAuthentic, .notTrusted].first(where: found.contains) ?? .authentic
    }

    init(
        _ reasons: [Reason], warnings: [Warning] = [], revocation: TrustList.Revocation.State = .notChecked,
        signer: SignerEvidence? = nil
    ) {
        self.reasons = reasons.sorted { $0.code < $1.code }
        self.warnings = warnings.sorted { $0.code < $1.code }
        self.revocation = revocation
        self.signer = signer
    }
}

/// What must be kept of an inspection to judge its signer again under another trust list: no word about the holder.
package struct SignerEvidence: Hashable, Sendable {
    package let certificate: Certificate
    package let issuingState: String?
    package let documentCode: String?
    package let day: CalendarDay

    package init(certificate: Certificate, issuingState: String?, documentCode: String?, day: CalendarDay) {
        (self.certificate, self.issuingState, self.documentCode, self.day) = (certificate, issuingState, documentCode, day)
    }
}
