import Foundation
import Ledger
import Matching
import Records
import Safeguards
import SeraiTesting
import Testing
import Watchlists

private func passport(_ number: String, _ issuer: String? = "UTO") -> IdentityDocument {
    IdentityDocument(
        number: DocumentNumber(number)!, kind: .passport, issuer: issuer.flatMap { CountryCode($0) })
}

private func draft(_ name: String, born: String = "1980-05-05", _ action: AlertAction = .arrest) -> AlertDraft {
    AlertDraft(
        .person(Identity(names: [PersonName(name)], births: [PartialDate(born)!])), action: action,
        reason: .wanted,
        category: action == .protect ? .missing : .suspect, legalBasis: "Act 1", reference: "case 1")
}

private func stolen(_ document: IdentityDocument) -> AlertDraft {
    AlertDraft(
        .document(document, .stolen), action: .seizeDocument, reason: .documentMisuse, category: .other,
        legalBasis: "Act 1", reference: "doc \(document.number)")
}

@Suite struct `The register of alerts` {
    @Test func `knows an officer's alert at the next screening, its correction and its withdrawal`()
        async throws
    {
        let node = try await Node()
        #expect(try await node.screen(name: "Kestrel Quimby").isEmpty)
        try await node.append(try node.author.add(draft("Kestrel Quimby"), by: "duty-1"))
        let found = try await node.screen(
            Traveller(name: .written("Kestrel Quimby"), birth: PartialDate("1980-05-05")))
        #expect(found.map(\.version) == [1])
        #expect(found.first?.action == .arrest)
        let held = try #require(try node.register.alert(found[0].alert, under: try await node.warrant()))
        #expect(held.delete == CalendarDay("2031-11-22"))
        #expect(held.review == held.delete.adding(days: -120))

        try await node.append(try node.author.correct(held, with: draft("Magnus Ottervale"), by: "duty-1"))
        #expect(try await node.screen(name: "Kestrel Quimby").isEmpty)
        let corrected = try await node.screen(Traveller(name: .written("Magnus Ottervale")))
        #expect(corrected.map(\.version) == [2])
        let second = try #require(try node.register.alert(held.id, under: try await node.warrant()))
        try await node.append(node.author.withdraw(second, by: "duty-1"))
        #expect(try await node.screen(name: "Magnus Ottervale").isEmpty)
        #expect(try node.register.alert(held.id, under: try await node.warrant()) == nil)
    }

    @Test func `finds a sought document exactly and through confusable characters, never another state's`()
        async throws
    {
        let node = try await Node()
        try await node.append(try node.author.add(stolen(passport("B0L1Z58")), by: "duty-1"))
        func relation(_ number: String, _ issuer: String? = "UTO") async throws -> DocumentEvidence.Relation? {
            let traveller = Traveller(
                name: .written("Nobody Inparticular"), document: passport(number, issuer))
            return try await node.screen(traveller).first?.evidence.document.relation
        }
        #expect(try await relation("B0L1Z58") == .same)
        #expect(try await relation("8OI12S8") == .confusable)
        #expect(try await relation("B0L1Z58", nil) == .same)
        #expect(try await relation("B0L1Z58", "KGZ") == nil)
        #expect(try await relation("B0L1Z59") == nil)
        #expect(
            try await node.screen(Traveller(name: .written("X Y"), document: passport("B0L1Z58"))).first?
                .status == .stolen)
    }

    @Test func `answers nothing past its delete date`() async throws {
        let node = try await Node()
        try await node.append(try node.author.add(draft("Kestrel Quimby", .discreetCheck), by: "duty-1"))
        try await node.append(try node.author.add(stolen(passport("X777")), by: "duty-1"))
        node.clock.advance(seconds: 370 * 86_400)
        #expect(try await node.screen(name: "Kestrel Quimby").isEmpty)
        #expect(
            try await node.screen(Traveller(name: .written("A B"), document: passport("X777"))).count == 1)
    }

    @Test func `forgets an erased alert, and a rebuild agrees`() async throws {
        let node = try await Node()
        try await node.append(try node.author.add(draft("Kestrel Quimby"), by: "duty-1"))
        try await node.append(try node.author.add(draft("Magnus Ottervale"), by: "duty-1"))
        let drafted = try node.author.add(draft("x"), by: "duty-1")
        var header = drafted.header
        header.kind = .erasure
        try await node.ledger.erase([LedgerPosition(index: 0)], header: header)
        try await node.views.catchUp()
        #expect(try await node.screen(name: "Kestrel Quimby").isEmpty)
        #expect(try await node.screen(name: "Magnus Ottervale").count == 1)
        let dumps = try await node.views.rebuild()
        #expect(dumps.live == dumps.rebuilt)
        #expect(dumps.live.count == 4)
        let again = try await node.restarted()
        #expect(try await again.screen(name: "Magnus Ottervale").count == 1)
    }

    @Test func `does not open for a warrant on something else`() async throws {
        let node = try await Node()
        await #expect(throws: WarrantMismatch.self) {
            try node.register.screen(
                Traveller(name: .written("A B")),
                under: try await node.gate.warrant(
                    for: AuditedQuery(.read, .hit, for: .borderCheck, what: "test"), by: Node.duty))
        }
    }

    @Test func `is searched by list, kind, reference, number and name`() async throws {
        let node = try await Node()
        try await node.append(try node.author.add(draft("Kestrel Quimby"), by: "duty-1"))
        try await node.append(try node.author.add(stolen(passport("X777")), by: "duty-1"))
        func found(_ change: (inout AlertSearch) -> Void) async throws -> [String] {
            var search = AlertSearch()
            change(&search)
            return try node.register.search(search, under: try await node.warrant()).map(\.alert.reference)
        }
        #expect(try await found { _ in } == ["case 1", "doc X777"])
        #expect(try await found { $0.kind = .document } == ["doc X777"])
        #expect(try await found { $0.action = .arrest } == ["case 1"])
        #expect(try await found { $0.number = DocumentNumber("X777") } == ["doc X777"])
        #expect(try await found { ($0.list, $0.reference) = ("NAT", "case 1") } == ["case 1"])
        #expect(try await found { $0.list = "UN" }.isEmpty)
        #expect(try await found { $0.name = "Quimby Kestrel" } == ["case 1"])
        #expect(try node.register.lists().map { [$0.persons, $0.documents] } == [[1, 1]])
    }

    @Test
    func `compares identity alone: no answer changes with list, owner or the state of other travellers`()
        async throws
    {
        let node = try await Node()
        for state in ["KGZ", "FRA", "BGD"] {
            var one = draft("Kestrel Quimby")
            one.subject = .person(
                Identity(
                    names: [PersonName("Kestrel Quimby")], births: [PartialDate("1980-05-05")!],
                    nationalities: [CountryCode(state)!]))
            try await node.append(try node.author.add(one, by: "duty-1"))
        }
        var scores: Set<Double> = []
        for state in ["KGZ", "FRA", "BGD", "USA", nil] {
            for sex in [Sex.male, .female, nil] {
                let traveller = Traveller(
                    name: .written("Kestrel Quimby"), birth: PartialDate("1980-05-05"),
                    nationality: state.flatMap { CountryCode($0) }, sex: sex)
                let found = try await node.screen(traveller)
                #expect(found.count == 3)
                scores.formUnion(found.map(\.score))
            }
        }
        #expect(scores.count == 1)
    }
}

@Suite struct `An alert draft` {
    private let latest = CalendarDay("2031-11-22")!

    @Test func `says what is missing or cannot be`() {
        var one = draft("A")
        one.legalBasis = " "
        #expect(throws: AlertDraftError.legalBasisMissing) { try one.check(latest: latest) }
        one = draft("12")
        #expect(throws: AlertDraftError.nameMissing) { try one.check(latest: latest) }
        one = draft("A")
        one.category = .victim
        #expect(throws: AlertDraftError.categoryContradicts(.victim, .arrest)) {
            try one.check(latest: latest)
        }
        one = stolen(passport("X1"))
        one.action = .arrest
        #expect(throws: AlertDraftError.actionForOther(.arrest, .document)) { try one.check(latest: latest) }
        one = draft("A")
        one.retention = Retention(review: latest, delete: latest.adding(days: 1))
        #expect(throws: AlertDraftError.keptTooLong(found: latest.adding(days: 1), latest: latest)) {
            try one.check(latest: latest)
        }
        one = draft(String(repeating: "A", count: 257))
        #expect(throws: AlertDraftError.nameTooLong(found: 257, limit: 256)) { try one.check(latest: latest) }
    }

    @Test(arguments: AlertAction.allCases)
    func `is kept as long as the table of its action says`(action: AlertAction) {
        let years: [AlertAction: Int] = [
            .arrest: 5, .protect: 5, .refuseEntryCheck: 3, .locate: 3, .seizeDocument: 3, .verifyIdentity: 3,
            .discreetCheck: 1, .inquiryCheck: 1, .specificCheck: 1,
        ]
        let day = CalendarDay("2026-11-22")!
        #expect(action.retention(from: day).delete == day.adding(years: years[action]!))
        #expect(action.retention(from: day).review < action.retention(from: day).delete)
    }

    @Test func `as a body reads back, and equal alerts are equal bytes`() throws {
        let alert = Alert(
            .document(passport("X1"), .lost), list: "NAT", reference: "a/b", action: .seizeDocument,
            reason: .documentMisuse,
            category: .other, owner: "AA", listed: CalendarDay("2026-01-01"))
        #expect(try Alert(body: alert.encoded) == alert)
        let person = Alert(
            .person(
                Identity(
                    names: [PersonName("Ångström \"Q\", Ada/Eve"), PersonName("\u{1}علي", .native)], births: [PartialDate("1980~")!],
                    nationalities: [CountryCode("SWE")!], sex: .female,
                    documents: [IdentityDocument(number: DocumentNumber("AB12")!, kind: .visa)])),
            list: "UN", reference: "é", action: .arrest, reason: .wanted, category: .suspect, owner: "AA", basis: "s. 12 \"b\"")
        // The other writer is Foundation's.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for alert in [alert, person] {
            #expect(alert.encoded == Array(try encoder.encode(alert)))
            #expect(try Alert(body: alert.encoded) == alert)
        }
        // Not as this program writes it, and still the same alert.
        encoder.outputFormatting = [.prettyPrinted]
        #expect(try Alert(body: Array(try encoder.encode(person))) == person)
        #expect(throws: (any Error).self) { try Alert(body: Array(#"{"list":"NAT","list":"UN"}"#.utf8)) }
    }
}
