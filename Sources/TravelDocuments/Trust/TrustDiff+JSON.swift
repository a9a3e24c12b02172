// The answers of `serai trust import`.

extension TrustDiff {
    /// One line a change, keys in order of the alphabet.
    package var jsonLines: [String] {
        changes.map(\.json)
            + revocationLists.map { list in
                "{\"change\":\"revocation_list\",\"from\":\(list.from.map { quoted("\($0)") } ?? "null"),"
                    + "\"issuer\":\(quoted(list.issuer)),\"revoked\":\(list.revoked),\"to\":\"\(list.to)\"}"
            }
    }
}

extension TrustDiff.Change {
    fileprivate var json: String {
        "{\"change\":\"\(kind.rawValue)\",\"country\":\(quoted(certificate.subject.country ?? "")),"
            + "\"name\":\(quoted(certificate.subject.commonName ?? "")),\"new_state\":\(isNewState),"
            + "\"role\":\"\(role.rawValue)\",\"sha256\":\"\(certificate.fingerprint)\","
            + "\"valid_from\":\"\(certificate.notBefore)\",\"valid_to\":\"\(certificate.notAfter)\",\"vouched_for\":\(isVouchedFor)}"
    }
}

extension TrustImport {
    /// What was read, before it is compared with anything.
    package var json: String {
        let problems = problems.map {
            "{\"file\":\(quoted($0.file)),\"place\":\($0.place),\"reason\":\(quoted($0.reason))}"
        }
        return "{\"authorities\":\(authorities.count),\"document_signers_left_out\":\(signers),\"links\":\(links.count),"
            + "\"master_lists\":\(masterLists.count),\"problems\":[\(problems.joined(separator: ","))],"
            + "\"revocation_lists\":\(revocationLists.count)}"
    }
}
