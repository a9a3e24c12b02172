// The alert desk: finds, opens, adds and withdraws alerts, each under a warrant. What an alert itself says about its person
// is known only once it is open, so the policy is asked a second time before anything of it leaves this desk.

import Foundation
import Ledger
package import Records
package import Safeguards
package import Watchlists

package enum AlertRefusal: Error, Equatable, CustomStringConvertible {
    /// Also when there is one that this officer may not see: the two answers are the same.
    case noSuchAlert
    case originatorOnly
    /// The first line learns of an alert by screening a traveller who stands there.
    case firstLine

    package var description: String {
        switch self {
        case .noSuchAlert: "there is no such alert for you: it may have been withdrawn or be past its delete date; search again"
        case .originatorOnly: "only the authority that made this alert can withdraw it: send it a request"
        case .firstLine: "alerts are kept by the second line and the coordination centre: ask there"
        }
    }
}

package struct AlertDesk: Sendable {
    let journal: Journal
    let gate: Gate
    let alerts: AlertRegister
    package let author: AlertAuthor

    package init(journal: Journal, gate: Gate, alerts: AlertRegister) {
        self.journal = journal
        self.gate = gate
        self.alerts = alerts
        author = AlertAuthor(node: journal.node, now: journal.now, chance: { journal.chance().0 })
    }

    /// - Throws: `AlertRefusal.firstLine`, `AccessRefusal`.
    package func find(_ search: AlertSearch, for purpose: Purpose, by officer: Officer) async throws -> [HeldAlert] {
        let warrant = try await gate.warrant(
            for: AuditedQuery(
                .read, search.kind == .document ? .alertDocument : .alertPerson, for: purpose, at: officer.post,
                what: "alert search", subject: AuditSubject(document: search.number, name: search.name),
                text: search.reference),
            by: officer)
        guard officer.roles != [.firstLine] else { throw AlertRefusal.firstLine }
        return try alerts.search(search, under: warrant).filter { mayLearn(of: $0, for: purpose, officer) }
    }

    /// - Throws: `AlertRefusal.noSuchAlert` for what is not there, withdrawn, past its date, or not for this officer.
    package func open(_ id: RecordID, for purpose: Purpose, by officer: Officer) async throws -> HeldAlert {
        let warrant = try await gate.warrant(
            for: AuditedQuery(.read, .alertPerson, for: purpose, at: officer.post, what: "alert page", record: id),
            by: officer)
        guard officer.roles != [.firstLine] else { throw AlertRefusal.firstLine }
        guard let held = try alerts.alert(id, under: warrant), mayLearn(of: held, for: purpose, officer) else {
            throw AlertRefusal.noSuchAlert
        }
        return held
    }

    /// Visible to the next screening when this returns.
    ///
    /// - Throws: `AlertDraftError`, before leave is asked; `AccessRefusal`.
    package func add(_ draft: AlertDraft, for purpose: Purpose, by officer: Officer) async throws -> RecordID {
        let record = try author.add(draft, by: officer.id)
        _ = try await gate.warrant(
            for: AuditedQuery(
                .create, draft.subject.object, for: purpose, at: officer.post, what: "alert added", record: record.header.id),
            by: officer)
        try await journal.write([record])
        return record.header.id
    }

    /// No longer found by the next screening when this returns.
    package func withdraw(_ id: RecordID, because reason: String, for purpose: Purpose, by officer: Officer) async throws {
        try await journal.turns.take(id.rawValue) {
            try await withdrawInTurn(id, because: reason, for: purpose, by: officer)
        }
    }

    private func withdrawInTurn(
        _ id: RecordID, because reason: String, for purpose: Purpose, by officer: Officer
    ) async throws {
        let held = try await open(id, for: purpose, by: officer)
        guard held.alert.owner == journal.node else { throw AlertRefusal.originatorOnly }
        _ = try await gate.warrant(
            for: AuditedQuery(
                .update, held.alert.subject.object, for: purpose, at: officer.post, what: "alert withdrawn", record: id,
                text: reason), by: officer)
        try await journal.write([author.withdraw(held, by: officer.id)])
    }

    private func mayLearn(of held: HeldAlert, for purpose: Purpose, _ officer: Officer) -> Bool {
        var query = AuditedQuery(.read, held.alert.subject.object, for: purpose, what: "alert")
        query.circumstances.category = held.alert.category
        return gate.decide(query, by: officer).outcome == .permit
    }
}

extension Alert.Subject {
    /// What leave is asked for.
    package var object: AccessObject {
        switch self {
        case .person: .alertPerson
        case .document: .alertDocument
        }
    }
}
