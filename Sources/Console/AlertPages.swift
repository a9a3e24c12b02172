// Alerts: searched under warrant, shown, added after a second look, withdrawn with a reason. What is searched for travels
// in the body of a form, never in an address that a browser or a log would keep.
import BorderControl
import Foundation
import HTTPTypes
import Ledger
import Records
import Safeguards
import Watchlists

extension Desks {
    var alertRoutes: [Route] {
        [
            Route(.get, "/desk/alerts", for: .onShift) { try alertsPage($0) },
            Route(.post, "/desk/alerts/search", for: .onShift, body: .form) { visit in
                let search = try alertSearch(visit.form)
                return try alertsPage(visit, found: try await find(search, by: try visit.signedIn()))
            },
            Route(.get, "/desk/alerts/new", for: .onShift) { try draftPage($0, checking: nil) },
            Route(.post, "/desk/alerts/new", for: .onShift, body: .form) { try await checkDraft($0) },
            Route(.post, "/desk/alerts/add", for: .onShift, body: .form) { visit in
                let id = try await add(try alertDraft(visit.form), by: try visit.signedIn())
                return .seeOther("/desk/alerts/\(id)?added=1")
            },
            Route(.get, "/desk/alerts/{alert}", for: .onShift) { visit in
                let guest = try visit.signedIn()
                let held = try await held(try visit.recordID("alert"), by: guest, for: guest.onShift().purpose)
                return alertPage(visit, held)
            },
            Route(.post, "/desk/alerts/{alert}/withdraw", for: .onShift, body: .form) { visit in
                guard visit.form["sure"] != nil else { throw Problem.missing("sure") }
                let guest = try visit.signedIn()
                try await withdraw(
                    try visit.recordID("alert"), because: try visit.field("reason"), by: guest, for: guest.onShift().purpose)
                return .seeOther("/desk/alerts?withdrawn=1")
            },
        ]
    }

    // MARK: What the pages and the programs both do

    func find(_ search: AlertSearch, by guest: Guest, for purpose: Purpose? = nil) async throws -> [HeldAlert] {
        let warrant = try await rooms.gate.warrant(
            for: AuditedQuery(
                .read, search.kind == .document ? .alertDocument : .alertPerson, for: try purpose ?? guest.onShift().purpose,
                at: guest.session.post, what: "alert search",
                subject: AuditSubject(document: search.number, name: search.name),
                text: search.reference),
            by: guest.officer)
        return try rooms.alerts.search(search, under: warrant)
    }

    /// - Throws: `Problem.notFound` for what is not there, withdrawn, or past its date.
    func held(_ id: RecordID, by guest: Guest, for purpose: Purpose) async throws -> HeldAlert {
        let warrant = try await rooms.gate.warrant(
            for: AuditedQuery(.read, .alertPerson, for: purpose, at: guest.session.post, what: "alert page", record: id),
            by: guest.officer)
        guard let held = try rooms.alerts.alert(id, under: warrant) else { throw Problem.notFound }
        return held
    }

    func add(_ draft: AlertDraft, by guest: Guest, for purpose: Purpose? = nil) async throws -> RecordID {
        let record = try rooms.author.add(draft, by: guest.officer.id)
        _ = try await rooms.gate.warrant(
            for: AuditedQuery(
                .create, draft.subject.object, for: try purpose ?? guest.onShift().purpose, at: guest.session.post,
                what: "alert added", record: record.header.id), by: guest.officer)
        try await rooms.commit([record])
        metrics.count("serai_alert_changes_total{change=\"added\"}")
        return record.header.id
    }

    /// - Throws: `Problem` with `refused-originator-only` for another authority's alert.
    func withdraw(_ id: RecordID, because reason: String, by guest: Guest, for purpose: Purpose) async throws {
        let held = try await held(id, by: guest, for: purpose)
        guard held.alert.owner == rooms.journal.node else {
            throw Problem(403, "refused-originator-only", "only the authority that made this alert can withdraw it: send it a request")
        }
        _ = try await rooms.gate.warrant(
            for: AuditedQuery(
                .update, held.alert.subject.object, for: purpose, at: guest.session.post, what: "alert withdrawn",
                record: id, text: reason), by: guest.officer)
        try await rooms.commit([rooms.author.withdraw(held, legalBasis: reason, by: guest.officer.id)])
        metrics.count("serai_alert_changes_total{change=\"withdrawn\"}")
    }

    // MARK: Pages

    private func alertsPage(_ visit: Visit, found: [HeldAlert]? = nil) throws -> Reply {
        let guest = try visit.signedIn()
        guard !guest.roles.isDisjoint(with: [.secondLine, .nccDuty]) else {
            throw Problem(403, "refused-role", "alerts are kept by the second line and the coordination centre: ask there")
        }
        let order = TableOrder(
            visit, "/desk/alerts",
            [
                ("list", "coordination.list"), ("persons", "alerts.person"), ("documents", "alerts.document"), ("asOf", "alerts.as-of"),
                ("imported", "alerts.imported"),
            ])
        var values: [String: Any] = [
            "name": visit.form["name"] ?? "", "number": visit.form["number"] ?? "",
            "mayAdd": Self.mayAdd(guest), "withdrawn": visit.query["withdrawn"] != nil,
            "heads": order.heads,
            "lists": order.sorted(
                try rooms.alerts.lists().map { list in
                    [
                        "list": list.list.rawValue, "persons": "\(list.persons)", "documents": "\(list.documents)",
                        "asOf": list.sourceDate.map { "\($0)" } ?? "–",
                        "imported": list.imported.map { Moment(milliseconds: $0, zoneMinutes: configuration.zoneMinutes).text } ?? "–",
                    ] as [String: Any]
                }),
        ]
        if let found {
            values["asked"] = true
            values["found"] = found.map { row($0, in: visit.language) }
            values["empty"] = found.isEmpty
        }
        return pages.page("alerts", of: "alerts", for: visit, values)
    }

    static func mayAdd(_ guest: Guest) -> Bool {
        guest.roles.contains { role in
            guard let purpose = guest.shift?.purpose else { return false }
            return AccessPolicy.purposes(of: role, to: .create, .alertPerson).contains(purpose)
                || AccessPolicy.purposes(of: role, to: .create, .alertDocument).contains(purpose)
        }
    }

    private func row(_ held: HeldAlert, in language: Language) -> [String: Any] {
        var name = ""
        switch held.alert.subject {
        case .person(let identity): name = identity.names.first?.value ?? ""
        case .document(let document, let status):
            name = "\(document.number) · \(language.word("status", status.rawValue))"
        }
        return [
            "id": held.id.rawValue, "name": name, "list": held.alert.list.rawValue, "reference": held.alert.reference,
            "action": language.word("action", held.alert.action.rawValue), "protects": held.alert.action.rule.protects,
            "review": "\(held.review)",
        ]
    }

    private func alertPage(_ visit: Visit, _ held: HeldAlert) -> Reply {
        let ours = held.alert.owner == rooms.journal.node
        var values = describe(held.alert, in: visit.language)
        values["id"] = held.id.rawValue
        values["version"] = "\(held.version)"
        values["review"] = "\(held.review)"
        values["delete"] = "\(held.delete)"
        values["ours"] = ours
        values["mayWithdraw"] = ours && visit.guest.map(Self.mayAdd) == true
        values["added"] = visit.query["added"] != nil
        return pages.page("alert", of: "alerts", title: "alerts.alert", for: visit, values)
    }

    func describe(_ alert: Alert, in language: Language) -> [String: Any] {
        var values: [String: Any] = [
            "action": language.word("action", alert.action.rawValue),
            "instruction": language.word("instruction", alert.action.rawValue), "protects": alert.action.rule.protects,
            "discreet": alert.action.rule.isDiscreet, "list": alert.list.rawValue, "reference": alert.reference,
            "reason": language.word("alert-reason", alert.reason.rawValue),
            "category": language.word("category", alert.category.rawValue), "owner": alert.owner.rawValue,
        ]
        switch alert.subject {
        case .person(let identity):
            values["names"] = identity.names.map { ["value": $0.value, "kind": language.word("name-kind", $0.kind.rawValue)] }
            values["births"] = identity.births.map(\.description)
            values["documents"] = identity.documents.map { describe($0, in: language) }
            values["nationalities"] = identity.nationalities.map(\.alpha3).joined(separator: " ")
        case .document(let document, let status):
            values["documents"] = [describe(document, in: language)]
            values["status"] = language.word("status", status.rawValue)
        }
        return values
    }

    private func describe(_ document: IdentityDocument, in language: Language) -> [String: String] {
        [
            "kind": language.word("document", document.kind.rawValue), "number": document.number.value,
            "issuer": document.issuer?.alpha3 ?? "",
        ]
    }
}

extension Alert.Subject {
    /// What leave is asked for.
    var object: AccessObject {
        switch self {
        case .person: .alertPerson
        case .document: .alertDocument
        }
    }
}
