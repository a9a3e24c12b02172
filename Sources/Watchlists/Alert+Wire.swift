// Alerts as bytes: JSON with sorted keys, so that equal alerts are equal bytes and an import can tell what changed.

import Foundation
import Ledger
import Records

extension Alert {
    /// Largest body accepted. The longest sanctions entry known has about 9 kB.
    package static let bodyLimit = 65_536

    /// JSON with sorted keys: what `JSONEncoder` writes with `.sortedKeys`, at a tenth of its cost.
    package var encoded: [UInt8] {
        JSONWriter.object { out in
            out.text("action", action.rawValue)
            out.text("basis", basis)
            out.text("category", category.rawValue)
            if case .document(let document, _) = subject { out.object("document") { Self.write(document, to: &$0) } }
            out.text("list", list.rawValue)
            out.text("listed", listed?.description)
            out.text("owner", owner.rawValue)
            if case .person(let identity) = subject { out.object("person") { Self.write(identity, to: &$0) } }
            out.text("reason", reason.rawValue)
            out.text("reference", reference)
            if case .document(_, let status) = subject { out.text("status", status.rawValue) }
        }
    }

    /// Reads what `encoded` writes; strict about grammar, duplicate keys and size.
    package init(body: [UInt8]) throws {
        if body.count <= Self.bodyLimit, let fields = JSONFields(body), let alert = Alert(fields), alert.encoded == body {
            self = alert
            return
        }
        // Of another program, or with members this one does not know: the long way.
        try StrictJSON.check(body, limit: Self.bodyLimit)
        self = try JSONDecoder().decode(Alert.self, from: Data(body))
    }

    private static func write(_ document: IdentityDocument, to out: inout JSONWriter) {
        out.text("issuer", document.issuer?.alpha3)
        out.text("kind", document.kind.rawValue)
        out.text("number", document.number.value)
    }

    private static func write(_ identity: Identity, to out: inout JSONWriter) {
        out.list("births", identity.births.map(\.description))
        out.objects("documents", identity.documents) { write($1, to: &$0) }
        out.objects("names", identity.names) { out, name in
            out.text("kind", name.kind.rawValue)
            out.text("value", name.value)
        }
        out.list("nationalities", identity.nationalities.map(\.alpha3))
        out.text("sex", identity.sex?.rawValue)
    }

    /// - Returns: `nil` for fields that are missing or mean nothing; one that is too many shows when it is written again.
    private init?(_ fields: JSONFields) {
        guard let action = fields.text("action").flatMap({ AlertAction(rawValue: $0) }),
            let category = fields.text("category").flatMap({ SubjectCategory(rawValue: $0) }),
            let list = fields.text("list").flatMap({ ListID(rawValue: $0) }),
            let owner = fields.text("owner").flatMap({ NodeID(rawValue: $0) }),
            let reason = fields.text("reason").flatMap({ AlertReason(rawValue: $0) }),
            let reference = fields.text("reference"), let subject = Subject(fields)
        else { return nil }
        self.init(
            subject, list: list, reference: reference, action: action, reason: reason, category: category, owner: owner,
            listed: fields.text("listed").flatMap { CalendarDay($0) }, basis: fields.text("basis"))
    }
}

extension Alert.Subject {
    fileprivate init?(_ fields: JSONFields) {
        if let person = fields.object("person") {
            guard let identity = Identity(person) else { return nil }
            self = .person(identity)
        } else {
            guard let document = fields.object("document").flatMap({ IdentityDocument($0) }),
                let status = fields.text("status").flatMap({ DocumentStatus(rawValue: $0) })
            else { return nil }
            self = .document(document, status)
        }
    }
}

extension Identity {
    fileprivate init?(_ fields: JSONFields) {
        guard let births = fields.all("births", { PartialDate($0) }), let documents = fields.objects("documents"),
            let names = fields.objects("names"), let nationalities = fields.all("nationalities", { CountryCode($0) })
        else { return nil }
        self.init(
            names: names.compactMap { name in
                guard let value = name.text("value") else { return nil }
                return name.text("kind").flatMap { PersonName.Kind(rawValue: $0) }.map { PersonName(value, $0) }
            }, births: births, nationalities: nationalities, sex: fields.text("sex").flatMap { Sex(rawValue: $0) },
            documents: documents.compactMap { IdentityDocument($0) })
    }
}

extension IdentityDocument {
    fileprivate init?(_ fields: JSONFields) {
        guard let number = fields.text("number").flatMap({ DocumentNumber($0) }),
            let kind = fields.text("kind").flatMap({ Kind(rawValue: $0) })
        else { return nil }
        self.init(number: number, kind: kind, issuer: fields.text("issuer").flatMap { CountryCode($0) })
    }
}
