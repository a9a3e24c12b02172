// "Not this person", remembered, so that the same traveller is not stopped every week. What is remembered is a keyed
// token of the traveller's whole identity beside the alert and its version: it says nothing to a reader of the file,
// it does not spare another traveller with the same name, and a changed alert is looked at afresh.

package import Crypto
import Foundation
package import Records
import Safeguards

/// Body of a `not-this-person` record.
package struct NotThisPerson: Hashable, Codable, Sendable {
    /// Lower-case hexadecimal, 64 characters.
    package var token: String
    package var alert: RecordID
    package var alertVersion: Int
    package var caseID: RecordID
}

/// Turns a traveller into the token under which a decision about them is remembered.
package struct TravellerToken: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: this node's; whoever lacks it can neither make nor test a token.
    package init(key: SymmetricKey) { self.key = key }

    /// - Returns: `nil` when document number, issuer, birth date or name is missing: then nothing is remembered.
    package func token(for traveller: Traveller) -> String? {
        guard let document = traveller.document, let issuer = document.issuer, let birth = traveller.birth,
            !traveller.name.text.isEmpty
        else { return nil }
        return code([document.number.value, issuer.alpha3, birth.description, traveller.name.text.uppercased()])
    }

    /// The document of a subject, for finding what is held about a person.
    func document(of subject: AuditSubject) -> String? {
        subject.document.map { code(["document", $0.value]) }
    }

    /// Name and birth date of a subject: the name's letters without case, in any order of its parts.
    func person(of subject: AuditSubject) -> String? {
        guard let name = subject.name, let birth = subject.birth else { return nil }
        let parts = name.uppercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init).sorted()
        return parts.isEmpty ? nil : code(["person", birth.description] + parts)
    }

    private func code(_ fields: [String]) -> String {
        hexadecimal(
            HMAC<SHA256>.authenticationCode(for: Data(fields.joined(separator: "\u{1F}").utf8), using: key))
    }

    /// The document alone, for folding repeated scans into one passage.
    package func passage(of document: IdentityDocument, at post: PostID, _ direction: Direction) -> String {
        code([document.number.value, document.issuer?.alpha3 ?? "", post.rawValue, direction.rawValue])
    }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}
