// What would change if another trust list came into force: the page that two people read before it does.

package import Records

package struct TrustDiff: Hashable, Sendable {
    package enum Role: String, Sendable { case authority, link }
    package enum Kind: String, Sendable { case added, removed }

    package struct Change: Hashable, Sendable {
        package let kind: Kind
        package let role: Role
        package let certificate: Certificate
        /// No authority of this state was trusted before.
        package let isNewState: Bool
        /// The new authority is vouched for by one already trusted, through a link certificate or its own key.
        package let isVouchedFor: Bool
    }

    package struct ListChange: Hashable, Sendable {
        package let issuer: String
        package let from: CalendarDay?
        package let to: CalendarDay
        package let revoked: Int
    }

    package let changes: [Change]
    package let revocationLists: [ListChange]
    /// States that would have no authority left: their documents would all be referred.
    package let lostStates: [String]

    package init(from old: TrustList, to new: TrustList) {
        var changes: [Change] = []
        let before = old.countries
        func note(_ kind: Kind, _ role: Role, _ found: [Certificate], _ other: [Certificate]) {
            let other = Set(other)
            for certificate in found where !other.contains(certificate) {
                changes.append(
                    Change(
                        kind: kind, role: role, certificate: certificate,
                        isNewState: kind == .added && !before.contains(certificate.subject.country ?? ""),
                        isVouchedFor: kind == .added && Self.isVouchedFor(certificate, old, links: new.links)))
            }
        }
        note(.added, .authority, new.authorities, old.authorities)
        note(.added, .link, new.links, old.links)
        note(.removed, .authority, old.authorities, new.authorities)
        note(.removed, .link, old.links, new.links)
        self.changes = changes.sorted { Self.order($0) < Self.order($1) }
        lostStates = before.subtracting(new.countries).sorted()
        let held = Dictionary(old.revocationLists.map { ($0.issuer, $0.thisUpdate) }, uniquingKeysWith: max)
        revocationLists = new.revocationLists.filter { list in held[list.issuer].map { $0 < list.thisUpdate } ?? true }
            .map { list in
                ListChange(
                    issuer: "\(list.issuer.country ?? "?") \(list.issuer.commonName ?? "")", from: held[list.issuer],
                    to: list.thisUpdate, revoked: list.count)
            }
    }

    package var isEmpty: Bool { changes.isEmpty && revocationLists.isEmpty }

    /// What two people approve: SHA-256 over every change, so that they sign the same thing.
    package var digest: String {
        let lines =
            changes.map { "\($0.kind.rawValue) \($0.role.rawValue) \($0.certificate.fingerprint)" }
            + revocationLists.map { "list \($0.issuer) \($0.to) \($0.revoked)" }
        return Hex.text(HashAlgorithm.sha256.digest(Array(lines.joined(separator: "\n").utf8)))
    }

    private static func order(_ change: Change) -> String {
        "\(change.certificate.subject.country ?? "?") \(change.role.rawValue) \(change.kind.rawValue) \(change.certificate.fingerprint)"
    }

    /// A trusted key signed it, or signed a link to the same key.
    private static func isVouchedFor(_ certificate: Certificate, _ old: TrustList, links: [Certificate]) -> Bool {
        func isTrusted(_ certificate: Certificate) -> Bool { old.authorities.contains { certificate.isSigned(by: $0) } }
        if isTrusted(certificate) { return true }
        guard let identifier = certificate.subjectKeyIdentifier else { return false }
        return links.contains {
            $0.subjectKeyIdentifier == identifier && $0.subject == certificate.subject && certificate.isSigned(by: $0)
                && isTrusted($0)
        }
    }
}
