// Reading an officer's alert out of a form: each field by its own rule, refused by name and without quoting it.
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
        guard let category = try form.read("category", "one of the choices shown", { Watchlists.SubjectCategory(rawValue: $0) })
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
