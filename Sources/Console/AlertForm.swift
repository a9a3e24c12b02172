// An officer's own alert on its way in: read out of a form, each field by its own rule and refused by name without quoting
// it, then shown once more before it counts.
import BorderControl
import Records
import Safeguards
import Watchlists

extension Desks {
    func alertSearch(_ form: Form) throws(Problem) -> AlertSearch {
        var search = AlertSearch()
        search.name = form["name"]
        search.number = try form.read("number", "1 to 40 letters and digits") { DocumentNumber($0) }
        search.list = try form.read("list", "a list's short name") { ListID(rawValue: $0) }
        search.reference = form["reference"]
        if search.number != nil, search.name == nil { search.kind = .document }
        guard search.name != nil || search.number != nil || search.reference != nil else { throw .missing("name or number") }
        return search
    }

    func alertDraft(_ form: Form) throws(Problem) -> AlertDraft {
        guard let action = try form.read("action", "one of the actions shown", { AlertAction(rawValue: $0) }) else {
            throw .missing("action")
        }
        guard let reason = try form.read("reason", "one of the classes shown", { AlertReason(rawValue: $0) }) else {
            throw .missing("reason")
        }
        guard let category = try form.read("category", "one of the choices shown", { SubjectCategory(rawValue: $0) })
        else { throw .missing("category") }
        guard let basis = form["basis"] else { throw .missing("basis") }
        guard let reference = form["reference"] else { throw .missing("reference") }
        return AlertDraft(
            try subject(form), action: action, reason: reason, category: category, legalBasis: basis, reference: reference)
    }

    private func subject(_ form: Form) throws(Problem) -> Alert.Subject {
        let number = try form.read("number", "1 to 40 letters and digits") { DocumentNumber($0) }
        let issuer = try form.read("issuer", "a state's code such as UTO") { CountryCode($0) }
        let kind = try form.read("document-kind", "one of the kinds shown") { IdentityDocument.Kind(rawValue: $0) } ?? .passport
        let document = number.map { IdentityDocument(number: $0, kind: kind, issuer: issuer) }
        if form["about"] == "document" {
            guard let document else { throw .missing("number") }
            guard let status = try form.read("status", "one of the choices shown", { DocumentStatus(rawValue: $0) }) else {
                throw .missing("status")
            }
            return .document(document, status)
        }
        let names = form.raw("names").lines.enumerated().map { PersonName($1, $0 == 0 ? .primary : .alias) }
        var births: [PartialDate] = []
        for line in form.raw("births").lines {
            guard let date = PartialDate(line) else { throw .unreadable("births", expected: "YYYY-MM-DD, YYYY-MM, YYYY or YYYY/YYYY") }
            births.append(date)
        }
        return .person(Identity(names: names, births: births, documents: document.map { [$0] } ?? []))
    }

    /// - Parameter checking: a draft to look at once more before it counts.
    func draftPage(_ visit: Visit, checking: AlertDraft?, said: String? = nil) throws -> Reply {
        guard Self.mayAdd(try visit.signedIn()) else {
            throw Problem(403, "refused-alert", "your work or the purpose of your shift does not add alerts: ask the coordination centre")
        }
        let language = visit.language
        let form = visit.form
        func choices(_ group: String, _ field: String, _ words: [String]) -> [[String: Any]] {
            words.map { ["id": $0, "name": language.word(group, $0), "chosen": form[field] == $0] }
        }
        var values: [String: Any] = [
            "isDocument": form["about"] == "document", "names": form.raw("names"),
            "births": form.raw("births"), "number": form["number"] ?? "", "issuer": form["issuer"] ?? "",
            "basis": form["basis"] ?? "", "reference": form["reference"] ?? "",
            "documentKinds": choices("document", "document-kind", IdentityDocument.Kind.allCases.map(\.rawValue)),
            "statuses": choices("status", "status", DocumentStatus.allCases.map(\.rawValue)),
            "actions": choices("action", "action", AlertAction.allCases.map(\.rawValue)),
            "reasons": choices("alert-reason", "reason", AlertReason.allCases.map(\.rawValue)),
            "categories": choices("category", "category", SubjectCategory.allCases.map(\.rawValue)),
        ]
        if let said { values["said"] = said }
        if let checking {
            let today = Moment(visit.now, zoneMinutes: 0).day
            let retention = checking.retention ?? checking.action.retention(from: today)
            let alert = Alert(
                checking.subject, list: "NAT", reference: checking.reference, action: checking.action,
                reason: checking.reason, category: checking.category, owner: rooms.journal.node)
            var shown = describe(alert, in: language)
            shown["review"] = "\(retention.review)"
            shown["delete"] = "\(retention.delete)"
            shown["basis"] = checking.legalBasis
            values["checking"] = shown
            values["kept"] = form.fields.filter { $0.name != "form-token" }.map { ["name": $0.name, "value": $0.value] }
        }
        return pages.page(
            checking == nil ? "alert-new" : "alert-check", of: "alerts", title: "alerts.add", for: visit, values,
            status: said == nil ? 200 : 400)
    }

    func checkDraft(_ visit: Visit) async throws -> Reply {
        if visit.form["change"] != nil { return try draftPage(visit, checking: nil) }
        do {
            let draft = try alertDraft(visit.form)
            let today = Moment(visit.now, zoneMinutes: 0).day
            try draft.check(latest: draft.action.retention(from: today).delete)
            return try draftPage(visit, checking: draft)
        } catch let error as AlertDraftError {
            return try draftPage(visit, checking: nil, said: error.description)
        }
    }
}

extension Form {
    /// A field read by its type's own rule; `nil` when it is empty.
    func read<Value>(_ name: String, _ expected: String, _ make: (String) -> Value?) throws(Problem) -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = make(text) else { throw .unreadable(name, expected: expected) }
        return value
    }
}

extension String {
    fileprivate var lines: [String] {
        split { $0.isNewline }.map { String($0).trimmedSpaces }.filter { !$0.isEmpty }
    }
}
