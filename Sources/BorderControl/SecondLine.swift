// The second line: another officer looks at both identities and says what they see.

import Foundation
import Ledger
package import Records
package import Safeguards
import Watchlists

package enum CaseRefusal: Error, Equatable, CustomStringConvertible {
    /// Also when the case exists and this officer may not see it: the two answers are the same.
    case noSuchCase
    case decision(DecisionRefusal)
    /// The verdict speaks of a listed person and the case has none, or the other way round.
    case noSuchMatch
    case notSecondLine

    package var description: String {
        switch self {
        case .noSuchCase: "there is no such case for you: it may have been decided and deleted; look at the queue"
        case .decision(let refusal): refusal.description
        case .noSuchMatch: "the verdict does not fit the listed persons of this case: choose one of those shown"
        case .notSecondLine: "the queue belongs to the second line at its post: ask a colleague there"
        }
    }
}

extension BorderDesk {
    /// Opens a case for reading. Audited; the traveller is its subject.
    package func openCase(_ id: RecordID, purpose: Purpose, by officer: Officer) async throws -> CaseFile {
        try await latest(id, purpose: purpose, action: .read, what: "open case", by: officer).file
    }

    /// Decides a case. The decision, the hit or the memory of "not this person" commit together.
    ///
    /// - Parameter match: place of the match in `CaseFile.matches` that the officer speaks of. "Not this person"
    ///   and "cannot tell" are said of all of them.
    /// - Returns: the case as decided.
    package func decide(
        _ id: RecordID, match: Int, _ verdict: Verdict, reason: VerdictReason, note: String, purpose: Purpose,
        by officer: Officer
    ) async throws -> CaseFile {
        try await journal.turns.take(id.rawValue) {
            try await decideInTurn(id, match: match, verdict, reason: reason, note: note, purpose: purpose, by: officer)
        }
    }

    private func decideInTurn(
        _ id: RecordID, match: Int, _ verdict: Verdict, reason: VerdictReason, note: String, purpose: Purpose,
        by officer: Officer
    ) async throws -> CaseFile {
        var (file, version) = try await latest(
            id, purpose: purpose, action: .update, what: "decide case: \(verdict.rawValue)", by: officer)
        guard file.verdicts.contains(verdict) else { throw CaseRefusal.noSuchMatch }
        let now = journal.milliseconds()
        let action: CaseLifecycle.Action
        do {
            action = try file.lifecycle.decide(
                verdict, reason: reason, note: note, by: officer.id, at: now,
                loneOfficerAllowed: posts[file.post]?.loneOfficerMayDecide ?? false)
        } catch { throw CaseRefusal.decision(error) }
        let deleteInDays = action == .rememberNotThisPerson || action == .close ? DeskRules.rejectedMatchDays : nil
        var drafts = [
            try journal.draft(
                .match, id: id, version: version + 1, by: officer.id, file, deleteInDays: deleteInDays)
        ]
        switch action {
        case .recordHit: drafts.append(try hit(in: file, match: match, at: now, by: officer))
        case .rememberNotThisPerson: drafts += try memories(of: file, by: officer)
        case .tellCoordination, .close: break
        }
        try await journal.write(drafts)
        return file
    }

    /// Points someone to protection. Carries no name: those who protect hear the person themselves.
    package func refer(
        _ kind: ReferralKind, at post: PostID, case caseID: RecordID? = nil, by officer: Officer
    ) async throws {
        guard posts[post] != nil else { throw ScreeningRefusal.unknownPost }
        guard officer.post == nil || officer.post == post else { throw ScreeningRefusal.otherPost }
        if let caseID, try cases.post(of: caseID) != post { throw CaseRefusal.noSuchCase }
        _ = try await gate.warrant(
            for: AuditedQuery(
                .create, .referral, for: .victimProtection, at: post, what: "referral \(kind.rawValue)",
                record: caseID),
            by: officer)
        let referral = Referral(kind: kind, post: post, at: journal.milliseconds(), by: officer.id, caseID: caseID)
        try await journal.write([
            try journal.draft(
                .referral, id: journal.newID(), version: 1, by: officer.id, referral, purposes: [.victimProtection])
        ])
    }

    private func latest(
        _ id: RecordID, purpose: Purpose, action: AccessAction, what: String, by officer: Officer
    ) async throws -> (file: CaseFile, version: Int) {
        let warrant = try await gate.warrant(
            for: AuditedQuery(action, .match, for: purpose, at: officer.post, what: what, record: id), by: officer)
        guard let found = try cases.open(id, under: warrant), mayReach(found.file, officer) else {
            throw CaseRefusal.noSuchCase
        }
        return found
    }

    /// A second-line officer works for one post; the coordination centre and data protection for all of them. The first
    /// line hands a traveller over and reads no cases: a discreet check must stay unnoticed there.
    private func mayReach(_ file: CaseFile, _ officer: Officer) -> Bool {
        !officer.roles.isDisjoint(with: [.nccDuty, .dataProtection])
            || officer.roles.contains(.secondLine) && officer.post == file.post
    }

    /// Open cases this officer may open, those waiting longest first. Names nobody.
    ///
    /// - Throws: `CaseRefusal.notSecondLine`.
    package func queue(for officer: Officer) throws -> [QueueLine] {
        if officer.roles.contains(.nccDuty) { return try cases.queue(at: nil) }
        guard officer.roles.contains(.secondLine), let post = officer.post else { throw CaseRefusal.notSecondLine }
        return try cases.queue(at: post)
    }

    private func hit(in file: CaseFile, match: Int, at now: Int64, by officer: Officer) throws -> RecordDraft {
        guard file.matches.indices.contains(match), let decision = file.lifecycle.decisions.last else {
            throw CaseRefusal.noSuchMatch
        }
        let matched = file.matches[match]
        let hit = Hit(
            caseID: file.id, post: file.post, direction: file.direction, at: now, alert: matched.alert,
            alertVersion: matched.version, list: matched.list, reference: matched.reference, action: matched.action,
            traveller: file.traveller, decision: decision)
        return try journal.draft(.hit, id: journal.newID(), version: 1, by: officer.id, hit)
    }

    private func memories(of file: CaseFile, by officer: Officer) throws -> [RecordDraft] {
        guard let token = token.token(for: file.traveller) else { return [] }
        return try file.matches.filter { $0.subject == .person }.map { match in
            let memory = NotThisPerson(
                token: token, alert: match.alert, alertVersion: match.version, caseID: file.id)
            return try journal.draft(.notThisPerson, id: journal.newID(), version: 1, by: officer.id, memory)
        }
    }
}
