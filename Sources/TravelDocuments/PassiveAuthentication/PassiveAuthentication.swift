// Passive authentication (Doc 9303-11 5.1, Doc 9303-12): is what the chip shows what the issuer signed, and whom do we
// believe to be the issuer? The two questions stay apart, because only the second depends on the trust list.

package import Records
import Synchronization

/// What a reader got from a chip and from the page.
package struct ChipDocument: Sendable {
    package var securityObject: [UInt8]
    /// By number, as read.
    package var dataGroups: [Int: [UInt8]]
    /// Lines printed on the page; `nil` when nobody read them.
    package var printedZone: [String]?

    package init(securityObject: [UInt8], dataGroups: [Int: [UInt8]], printedZone: [String]? = nil) {
        (self.securityObject, self.dataGroups, self.printedZone) = (securityObject, dataGroups, printedZone)
    }
}

/// Judges documents under one trust list. Remembers signers it has met: a lane sees the same few again and again.
package final class PassiveAuthentication: Sendable {
    private struct Known {
        var certificate: Certificate
        var chain: TrustList.Chain
    }

    package let trust: TrustList
    private let known = Mutex<[SignerKey: Known]>([:])
    /// Signers remembered; beyond it all are forgotten, so that invented ones cannot fill the memory.
    private static let capacity = 2_048

    package init(trust: TrustList) { self.trust = trust }

    package func judge(_ document: ChipDocument, on day: CalendarDay) -> PassiveVerdict {
        let object: SecurityObject
        do { object = try SecurityObject(file: document.securityObject) } catch {
            return PassiveVerdict([error == .contentType ? .contentType : .unreadable])
        }
        var reasons: [PassiveVerdict.Reason] = []
        var warnings: [PassiveVerdict.Warning] = object.usesWeakHash ? [.weakHash] : []
        for (number, bytes) in document.dataGroups {
            switch object.matches(number, bytes) {
            case true?: break
            case false?: reasons.append(.groupHashMismatch(number))
            case nil: reasons.append(.groupNotListed(number))
            }
        }
        for number in object.digests.keys where document.dataGroups[number] == nil { warnings.append(.groupNotRead(number)) }
        if !object.signed.digestHolds { reasons.append(.messageDigestMismatch) }

        let zone = document.dataGroups[1].flatMap { try? MachineReadableGroup($0) }
        if let printed = document.printedZone, document.dataGroups[1] != nil, printed != zone?.lines {
            reasons.append(.printedZoneMismatch)
        }
        var chain = TrustList.Chain.noAuthority
        let signer: Certificate
        do throws(PKIError) {
            let found = try object.signed.signerCertificate { bytes throws(PKIError) in
                let known = try self.signer(bytes)
                chain = known.chain
                return known.certificate
            }
            guard let found else { return PassiveVerdict(reasons + [.signerMissing], warnings: warnings) }
            signer = found
        } catch { return PassiveVerdict([.unreadable]) }
        do {
            if try !object.signed.isSigned(by: signer) { reasons.append(.signatureInvalid) }
        } catch { reasons.append(.signatureUnsupported) }

        let lines = zone?.lines ?? document.printedZone
        let evidence = SignerEvidence(
            certificate: signer, issuingState: lines.flatMap(MachineReadableGroup.issuingState),
            documentCode: lines.flatMap(MachineReadableGroup.documentCode), day: day)
        let judgement = judge(evidence, chain)
        if judgement.warnings.contains(.weakHash) { warnings.removeAll { $0 == .weakHash } }
        return PassiveVerdict(
            reasons + judgement.reasons, warnings: warnings + judgement.warnings, revocation: judgement.revocation,
            signer: evidence)
    }

    /// The part that depends on trust alone: whether this signer is to be believed for such a document on that day.
    package func judge(_ evidence: SignerEvidence) -> PassiveVerdict { judge(evidence, trust.chain(of: evidence.certificate)) }

    private func judge(_ evidence: SignerEvidence, _ chain: TrustList.Chain) -> PassiveVerdict {
        let (signer, day) = (evidence.certificate, evidence.day)
        var reasons: [PassiveVerdict.Reason] = []
        var warnings: [PassiveVerdict.Warning] = []
        var revocation = TrustList.Revocation()
        if case .success(let key) = signer.key, key.isWeak { warnings.append(.weakKey) }
        if case .success(let algorithm) = signer.algorithm, algorithm.hash.isWeak { warnings.append(.weakHash) }
        switch chain {
        case .noAuthority: reasons.append(.noTrustAnchor)
        case .signatureInvalid: reasons.append(.signerSignatureInvalid)
        case .unsupported: reasons.append(.signatureUnsupported)
        case .paths(let paths):
            let path = paths.first { $0.isValid(on: day) } ?? paths[0]
            if !path.isValid(on: day) {
                reasons.append(path.certificates.contains { $0.notAfter < day } ? .authorityExpired : .noTrustAnchor)
            }
            revocation = trust.revocation(of: signer, path: path, on: day)
            if revocation.isRevoked { reasons.append(.signerRevoked) }
            if revocation.state == .stale { warnings.append(.listStale) }
            if revocation.sawInvalid { warnings.append(.listInvalid) }
        }
        if day < signer.notBefore { reasons.append(.signerNotYetValid) }
        if day > signer.notAfter { reasons.append(.signerExpired) }
        if signer.keyUsage?.contains(.digitalSignature) != true { reasons.append(.signerKeyUsage) }
        if let state = evidence.issuingState {
            let countries = [signer.issuer.country, signer.subject.country].compactMap { $0 }
            let fits = !countries.isEmpty && countries.allSatisfy { IssuingState.matches(certificate: $0, document: state) }
            if !fits { reasons.append(.countryMismatch) }
        }
        if let code = evidence.documentCode, let types = signer.documentTypes,
            !types.contains(where: { $0 == code || $0 == String(code.prefix(1)) })
        {
            reasons.append(.documentTypeNotListed)
        }
        return PassiveVerdict(reasons, warnings: warnings, revocation: revocation.state, signer: evidence)
    }

    /// A certificate and its way to an authority, found once for each signer.
    private func signer(_ bytes: ArraySlice<UInt8>) throws(PKIError) -> Known {
        if let known = known.withLock({ $0[SignerKey(bytes: bytes)] }) { return known }
        let certificate = try Certificate(bytes)
        let found = Known(certificate: certificate, chain: trust.chain(of: certificate))
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[SignerKey(bytes: certificate.der[...])] = found
        }
        return found
    }
}

/// A certificate as the key of a table: told apart by all its bytes, found by the last ones, which are a signature's.
private struct SignerKey: Hashable {
    let bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) {
        bytes.suffix(32).withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    static func == (a: Self, b: Self) -> Bool {
        a.bytes.count == b.bytes.count
            && a.bytes.withUnsafeBytes { a in b.bytes.withUnsafeBytes { a.elementsEqual($0) } }
    }
}
