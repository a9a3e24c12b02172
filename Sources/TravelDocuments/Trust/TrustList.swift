// Whom a node believes: authorities of states, the links between their keys, and what was revoked. A value: changing
// trust makes another list, and the difference is something two people can read and approve.

package import Records

package struct TrustList: Sendable {
    package let authorities: [Certificate]
    /// Certificates in which an authority vouches for its next key.
    package let links: [Certificate]
    package let revocationLists: [RevocationList]
    /// Files that were meant to be revocation lists and could not be read.
    package let unreadableLists: Int

    package init(
        authorities: [Certificate], links: [Certificate] = [], revocationLists: [RevocationList] = [], unreadableLists: Int = 0
    ) {
        self.authorities = authorities
        self.links = links
        self.revocationLists = revocationLists
        self.unreadableLists = unreadableLists
    }

    /// States with at least one authority.
    package var countries: Set<String> { Set(authorities.compactMap(\.subject.country)) }

    /// A signer's way to an authority: the issuer first, the authority last.
    package struct Path: Sendable {
        package let certificates: [Certificate]
        package func isValid(on day: CalendarDay) -> Bool { certificates.allSatisfy { $0.isValid(on: day) } }
    }

    package enum Chain: Sendable {
        case paths([Path])
        /// An authority of that name is trusted, and its key did not sign this.
        case signatureInvalid
        case noAuthority
        /// The authority's or the signer's algorithm is none that can be verified here.
        case unsupported
    }

    /// Ways from a certificate to an authority: by name first, then by signature, through at most four links.
    package func chain(of certificate: Certificate) -> Chain { chain(of: certificate, linksLeft: 4) }

    private func chain(of certificate: Certificate, linksLeft: Int) -> Chain {
        let named = authorities.filter { $0.subject == certificate.issuer && $0.isIssuer }
        let linking = linksLeft == 0 ? [] : links.filter { $0.subject == certificate.issuer && $0.isIssuer && $0 != certificate }
        guard !named.isEmpty || !linking.isEmpty else { return .noAuthority }
        guard case .success = certificate.algorithm else { return .unsupported }
        var paths = named.filter { certificate.isSigned(by: $0) }.map { Path(certificates: [$0]) }
        var wayBlocked = false
        for link in linking where certificate.isSigned(by: link) {
            switch chain(of: link, linksLeft: linksLeft - 1) {
            case .paths(let further): paths += further.map { Path(certificates: [link] + $0.certificates) }
            case .noAuthority: wayBlocked = named.isEmpty
            case .signatureInvalid, .unsupported: break
            }
        }
        if !paths.isEmpty { return .paths(paths) }
        if wayBlocked { return .noAuthority }
        let usable = (named + linking).contains { if case .success = $0.key { true } else { false } }
        return usable ? .signatureInvalid : .unsupported
    }

    /// What the revocation lists say about a signer.
    package struct Revocation: Hashable, Sendable {
        package enum State: String, Codable, Sendable {
            case notChecked = "not_checked"
            case current, stale, unusable
        }
        package var state = State.notChecked
        package var isRevoked = false
        /// A list named for this issuer is not signed by it, or cannot be read.
        package var sawInvalid = false
    }

    /// - Parameter path: keys that may have signed the issuer's list, besides every authority of the issuer's name.
    package func revocation(of certificate: Certificate, path: Path, on day: CalendarDay) -> Revocation {
        var found = Revocation()
        found.sawInvalid = unreadableLists > 0
        let issuers =
            path.certificates.filter { $0.subject == certificate.issuer } + authorities.filter { $0.subject == certificate.issuer }
        var newest: RevocationList?
        for list in revocationLists where list.issuer == certificate.issuer {
            guard issuers.contains(where: { $0.keyUsage?.contains(.listSign) == true && list.isSigned(by: $0) }) else {
                found.sawInvalid = true
                continue
            }
            // Once revoked stays revoked, also in a list that is out of date.
            if list.revokes(certificate) { found.isRevoked = true }
            if newest.map({ $0.thisUpdate < list.thisUpdate }) ?? true { newest = list }
        }
        if let newest {
            found.state = newest.isStale(on: day) ? .stale : .current
        } else if found.sawInvalid {
            found.state = .unusable
        }
        return found
    }
}
