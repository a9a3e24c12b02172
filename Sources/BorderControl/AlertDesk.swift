// Alerts as officers handle them: look one up, add a national one, withdraw it. Every look and every change asks the gate
// first; what may be changed is this node's own list only.

import Ledger
package import Records
package import Safeguards
package import Watchlists

package enum AlertDeskRefusal: Error, Equatable, CustomStringConvertible {
    /// Also when it exists and this officer may not see it.
    case noSuchAlert
    case notOurs(ListID)
    case reasonMissing

    package var description: String {
        switch self {
        case .noSuchAlert: "there is no such alert for you: search again, it may have been withdrawn"
        case .notOurs(let list): "an alert of the list \(list) is changed by that list's next import, not by hand"
        case .reasonMissing: "a withdrawal needs its reason in words: say why"
        }
    }
}

package struct AlertDesk: Sendable {
    private let register: AlertRegister
    private let author: AlertAuthor
    private let journal: Journal
    private let gate: Gate
    private let list: ListID

    package init(register: AlertRegister, author: AlertAuthor, list: ListID, journal: Journal, gate: Gate) {
        self.register = register
        self.author = author
        self.list = list
        self.journal = journal
        self.gate = gate
    }

    /// What each list holds and how old it is. No personal data.
    package func lists() throws -> [ListState] { try register.lists() }

    /// One page of alerts.
    package func search(_ search: AlertSearch, purpose: Purpose, by officer: Officer) async throws -> [HeldAlert] {
        let warrant = try await gate.warrant(
            for: AuditedQuery(
                .read, .alertPerson, for: purpose, at: officer.post, what: "search alerts",
                subject: AuditSubject(document: search.number, name: search.name)),
            by: officer)
        return try register.search(search, under: warrant)
    }

    package func alert(_ id: RecordID, purpose: Purpose, by officer: Officer) async throws -> HeldAlert {
        let warrant = try await gate.warrant(
            for: AuditedQuery(.read, .alertPerson, for: purpose, at: officer.post, what: "open alert", record: id),
            by: officer)
        guard let held = try register.alert(id, under: warrant) else { throw AlertDeskRefusal.noSuchAlert }
        return held
    }

    /// Adds a national alert; the next screening sees it.
    package func add(_ draft: AlertDraft, purpose: Purpose, by officer: Officer) async throws -> RecordID {
        _ = try await gate.warrant(
            for: AuditedQuery(
                .create, draft.subject.accessObject, for: purpose, at: officer.post, what: "add alert",
                text: draft.reference),
            by: officer)
        let record = try author.add(draft, by: officer.id)
        try await journal.write([record])
        return record.header.id
    }

    /// Withdraws a national alert; the next screening no longer sees it.
    package func withdraw(_ id: RecordID, reason: String, purpose: Purpose, by officer: Officer) async throws {
        guard reason.contains(where: \.isLetter), reason.count <= 500 else { throw AlertDeskRefusal.reasonMissing }
        let held = try await alert(id, purpose: purpose, by: officer)
        guard held.alert.list == list else { throw AlertDeskRefusal.notOurs(held.alert.list) }
        _ = try await gate.warrant(
            for: AuditedQuery(
                .update, held.alert.subject.accessObject, for: purpose, at: officer.post, what: "withdraw alert",
                record: id, text: reason),
            by: officer)
        try await journal.write([author.withdraw(held, legalBasis: "withdrawn by its owner", by: officer.id)])
    }
}

extension Alert.Subject {
    fileprivate var accessObject: AccessObject {
        switch self {
        case .person: .alertPerson
        case .document: .alertDocument
        }
    }
}
