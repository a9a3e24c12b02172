// Alerts: searched under warrant, shown, added after a second look, withdrawn with a reason. What is searched for travels
// in the body of a form, never in an address that a browser or a log would keep.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards
import Watchlists

extension Desks {
    var alertRoutes: [Route] {
        [
            Route(.get, "/desk/alerts", for: .onShift) { try alertsPage($0) },
            Route(.post, "/desk/alerts/search", for: .onShift, body: .form) { visit in
                let guest = try visit.signedIn()
                let found = try await rooms.alertDesk.find(
                    try alertSearch(visit.form), for: guest.onShift().purpose, by: guest.officer)
                return try alertsPage(visit, found: found)
            },
            Route(.get, "/desk/alerts/new", for: .onShift) { try draftPage($0, checking: nil) },
            Route(.post, "/desk/alerts/new", for: .onShift, body: .form) { try await checkDraft($0) },
            Route(.post, "/desk/alerts/add", for: .onShift, body: .form) { visit in
                let guest = try visit.signedIn()
                let id = try await rooms.alertDesk.add(
                    try alertDraft(visit.form), for: guest.onShift().purpose, by: guest.officer)
                metrics.count("serai_alert_changes_total{change=\"added\"}")
                return .seeOther("/desk/alerts/\(id)?added=1")
            },
            Route(.get, "/desk/alerts/{alert}", for: .onShift) { visit in
                let guest = try visit.signedIn()
                let held = try await rooms.alertDesk.open(
                    try visit.recordID("alert"), for: guest.onShift().purpose, by: guest.officer)
                return alertPage(visit, held)
            },
            Route(.post, "/desk/alerts/{alert}/withdraw", for: .onShift, body: .form) { visit in
                guard visit.form["sure"] != nil else { throw Problem.missing("sure") }
                let guest = try visit.signedIn()
                try await rooms.alertDesk.withdraw(
                    try visit.recordID("alert"), because: try visit.field("reason"), for: guest.onShift().purpose, by: guest.officer)
                metrics.count("serai_alert_changes_total{change=\"withdrawn\"}")
                return .seeOther("/desk/alerts?withdrawn=1")
            },
        ]
    }

    // MARK: Pages

    private func alertsPage(_ visit: Visit, found: [HeldAlert]? = nil) throws -> Reply {
        let guest = try visit.signedIn()
        guard !guest.roles.isDisjoint(with: [.secondLine, .nccDuty]) else {
            throw AlertRefusal.firstLine
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
