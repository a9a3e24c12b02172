import Foundation
import Records

extension PassiveVerdict {
    /// Keys in order of the alphabet; the form is described in Fixtures/documents/SOURCE.md.
    package func json(id: String, withEvidence: Bool = false) -> String {
        var parts: [String] = []
        if withEvidence, let signer { parts.append("\"evidence\":\(signer.json)") }
        parts.append("\"id\":\(quoted(id))")
        parts.append("\"reasons\":\(Self.list(reasons.map(\.code)))")
        parts.append("\"revocation\":\"\(revocation.rawValue)\"")
        if let signer {
            let certificate = signer.certificate
            parts.append(
                "\"signer\":{\"country\":\(quoted(certificate.issuer.country ?? "")),"
                    + "\"issuer\":\(quoted(certificate.issuer.commonName ?? "")),\"not_after\":\"\(certificate.notAfter)\","
                    + "\"sha256\":\"\(certificate.fingerprint)\"}")
        }
        parts.append("\"verdict\":\"\(verdict.rawValue)\"")
        parts.append("\"warnings\":\(Self.list(warnings.map(\.code)))")
        return "{" + parts.joined(separator: ",") + "}"
    }

    fileprivate static func list(_ words: [String]) -> String { "[" + words.map(quoted).joined(separator: ",") + "]" }
}

extension SignerEvidence {
    fileprivate var json: String {
        "{\"certificate\":\"\(Data(certificate.der).base64EncodedString())\",\"day\":\"\(day)\","
            + "\"document_code\":\(documentCode.map(quoted) ?? "null"),\"issuing_state\":\(issuingState.map(quoted) ?? "null")}"
    }
}

/// Judging past inspections again when trust has changed: whoever was let through on a key that is now revoked is known,
/// and so is whoever was referred only because a state was missing.
package struct TrustReplay {
    private struct Past: Decodable {
        struct Evidence: Decodable {
            var certificate: Data
            var day: CalendarDay
            var documentCode: String?
            var issuingState: String?

            enum CodingKeys: String, CodingKey {
                case certificate, day
                case documentCode = "document_code"
                case issuingState = "issuing_state"
            }
        }

        var id: String
        var reasons: [String]
        var evidence: Evidence?
    }

    private let judge: PassiveAuthentication

    package init(trust: TrustList) { judge = PassiveAuthentication(trust: trust) }

    /// One answer of `serai passive-auth --evidence` judged again: what contradicted itself then still does, and only what
    /// depended on trust is asked anew, as of the day of the inspection.
    package func answer(jsonLine: String) -> String {
        do {
            try StrictJSON.check(Array(jsonLine.utf8), limit: 65_536)
        } catch { return "{\"error\":\(quoted(error.description))}" }
        guard let past = try? JSONDecoder().decode(Past.self, from: Data(jsonLine.utf8)) else {
            return "{\"error\":\"expected an answer of passive-auth --evidence (id, reasons, evidence): correct the line\"}"
        }
        let trustCodes = Set(Self.trustReasons.map(\.code))
        let kept = past.reasons.filter { !trustCodes.contains($0) }
        var now = kept
        if let evidence = past.evidence, let certificate = try? Certificate(evidence.certificate) {
            let found = judge.judge(
                SignerEvidence(
                    certificate: certificate, issuingState: evidence.issuingState, documentCode: evidence.documentCode,
                    day: evidence.day))
            now += found.reasons.map(\.code)
        } else {
            now = past.reasons
        }
        now.sort()
        return "{\"changed\":\(now != past.reasons.sorted()),\"id\":\(quoted(past.id)),\"now\":\(PassiveVerdict.list(now)),"
            + "\"then\":\(PassiveVerdict.list(past.reasons.sorted()))}"
    }

    /// Reasons that another trust list can take away or bring.
    private static let trustReasons: [PassiveVerdict.Reason] = [
        .noTrustAnchor, .signerSignatureInvalid, .signerExpired, .signerNotYetValid, .authorityExpired, .signerRevoked,
        .countryMismatch, .documentTypeNotListed, .signerKeyUsage,
    ]
}
