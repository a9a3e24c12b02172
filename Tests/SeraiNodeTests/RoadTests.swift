// The main job on one node with its real parts: files, ledger, audit, index. Only the clock is made.

import BorderControl
import Foundation
import Ledger
import Records
import Safeguards
import SeraiNode
import SeraiTesting
import Testing
import Watchlists

private let guardOfficer = Officer(id: "first-1", name: "First", roles: [.firstLine], post: "north")
private let secondOfficer = Officer(id: "second-2", name: "Second", roles: [.secondLine], post: "north")
private let harbourOfficer = Officer(id: "second-3", name: "Third", roles: [.secondLine], post: "harbour")
private let oneOfficer = Officer(id: "both-4", name: "Alone", roles: [.firstLine, .secondLine], post: "harbour")
private let protectionOfficer = Officer(
    id: "dpo-5", name: "Protection", roles: [.dataProtection], secondFactorFresh: true)

/// A node in a folder of its own, with two posts; one has a single officer on duty.
private struct Place {
    let folder: TemporaryFolder
    let clock = FixedClock()
    let node: Node

    init() async throws {
        folder = try TemporaryFolder()
        let home = Home(folder.url.appending(path: "home"))
        try Node.create(
            home,
            NodeConfiguration(
                node: "test", name: "Test authority",
                posts: [
                    Post(id: "north", name: "North"), Post(id: "harbour", name: "Harbour", loneOfficerMayDecide: true),
                ], training: true))
        node = try await Node(home, now: clock.now)
    }

    func add(
        _ name: String, born: String = "1979-03-14", action: AlertAction = .locate, category: SubjectCategory = .witness
    ) async throws -> RecordID {
        let draft = AlertDraft(
            .person(Identity(names: [PersonName(name)], births: [PartialDate(born)!])), action: action,
            reason: action == .protect ? .missing : .judicial, category: category, legalBasis: "a law",
            reference: "R-\(name.count)")
        let record = try node.alertDesk.author.add(draft, by: "duty-9")
        try await node.journal.write([record])
        return record.header.id
    }

    func screen(
        _ name: String, born: String = "1979-03-14", number: String = "X1234567", by officer: Officer = guardOfficer,
        group: RecordID? = nil, purpose: Purpose = .borderCheck
    ) async throws -> ScreeningAnswer {
        let traveller = Traveller(
            name: .written(name), birth: PartialDate(born),
            document: IdentityDocument(
                number: DocumentNumber(number)!, kind: .passport, issuer: CountryCode("FIN")))
        return try await node.desk.screen(
            ScreeningRequest(
                .typed(traveller), purpose: purpose, post: officer.post!, direction: .entry, group: group), by: officer)
    }
}

@Suite struct `A traveller on one node` {
    @Test func `is clear when nobody looks for them, and the look is in the audit`() async throws {
        let place = try await Place()
        let before = place.node.audit.size
        let answer = try await place.screen("WINTERGREEN CLARA")
        #expect(answer.outcome == .clear && answer.reasons.isEmpty && answer.caseID == nil)
        #expect(place.node.audit.size == before + 1)
        #expect(answer.auditIndex == before)
    }

    @Test func `is nobody's business at the first line while they are only a name on a list`() async throws {
        let place = try await Place()
        let id = try await place.add("Marten HOLLYMERE")
        var search = AlertSearch()
        search.name = "Marten HOLLYMERE"
        await #expect(throws: AlertRefusal.firstLine) {
            try await place.node.alertDesk.find(search, for: .borderCheck, by: guardOfficer)
        }
        await #expect(throws: AlertRefusal.firstLine) {
            try await place.node.alertDesk.open(id, for: .borderCheck, by: guardOfficer)
        }
        let second = try await place.node.alertDesk.find(search, for: .borderCheck, by: secondOfficer)
        #expect(second.map(\.id) == [id])
    }

    @Test func `is seen by the next screening after an alert is added, and no more after it is withdrawn`() async throws {
        let place = try await Place()
        let id = try await place.add("Marten HOLLYMERE")
        let found = try await place.screen("HOLLYMERE MARTEN")
        #expect(found.outcome == .secondLine)
        guard case .nameMayBelong(let same, _)? = found.reasons.first else {
            Issue.record("expected the name as the reason, found \(found.reasons)")
            return
        }
        #expect(same == 2)
        let warrant = try await place.node.gate.warrant(
            for: AuditedQuery(.read, .alertPerson, for: .borderCheck, what: "test", record: id), by: secondOfficer)
        let held = try #require(try place.node.alerts.alert(id, under: warrant))
        try await place.node.journal.write([place.node.alertDesk.author.withdraw(held, by: "duty-9")])
        #expect(try await place.screen("HOLLYMERE MARTEN", number: "Y7654321").outcome == .clear)
    }

    @Test func `is confirmed by another officer, and the hit is on the live list`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let id = try #require(try await place.screen("HOLLYMERE MARTEN").caseID)
        #expect(try place.node.cases.queue(at: "north").map(\.id) == [id])
        let decided = try await place.node.desk.decide(
            id, match: 0, .thisIsThePerson, reason: .documentsCompared, note: "", purpose: .borderCheck, by: secondOfficer)
        #expect(decided.lifecycle.state == .confirmed)
        #expect(try place.node.cases.queue(at: nil).isEmpty)
        let events = try place.node.cases.live(after: 0)
        #expect(events.map(\.kind) == [.caseOpened, .hit])
        #expect(events.last?.word == "locate")
        await #expect(throws: CaseRefusal.decision(.alreadyDecided)) {
            try await place.node.desk.decide(
                id, match: 0, .notThisPerson, reason: .nameDiffers, note: "", purpose: .borderCheck, by: secondOfficer)
        }
    }

    @Test func `is decided once, however many officers decide at the same moment`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE", action: .arrest, category: .wanted)
        for number in 0..<5 {
            let id = try #require(try await place.screen("HOLLYMERE MARTEN", number: "R\(number)").caseID)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for verdict in [Verdict.thisIsThePerson, .notThisPerson, .thisIsThePerson, .notThisPerson] {
                    group.addTask {
                        let decided = try? await place.node.desk.decide(
                            id, match: 0, verdict, reason: .documentsCompared, note: "", purpose: .borderCheck, by: secondOfficer)
                        return decided != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 1)
        }
    }

    @Test func `pulled through two readers at the same moment is one case`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let cases = try await withThrowingTaskGroup(of: RecordID?.self) { group in
            for _ in 0..<6 { group.addTask { try await place.screen("HOLLYMERE MARTEN").caseID } }
            return try await group.reduce(into: Set<RecordID?>()) { $0.insert($1) }
        }
        #expect(cases.count == 1 && !cases.contains(nil))
        #expect(try place.node.cases.queue(at: "north").count == 1)
    }

    @Test func `is not stopped again once an officer has said that it is another person`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let id = try #require(try await place.screen("HOLLYMERE MARTEN").caseID)
        _ = try await place.node.desk.decide(
            id, match: 0, .notThisPerson, reason: .photoCompared, note: "", purpose: .borderCheck, by: secondOfficer)
        let again = try await place.screen("HOLLYMERE MARTEN")
        #expect(again.outcome == .clear && again.clearedBefore)
        // Another traveller of the same name is not spared by it.
        #expect(try await place.screen("HOLLYMERE MARTEN", number: "Z0000001").outcome == .secondLine)
        // Nor this one, once the term is over.
        place.clock.advance(seconds: 366 * 86_400)
        #expect(try await place.screen("HOLLYMERE MARTEN").outcome == .secondLine)
    }

    @Test func `is decided by one officer only where the post is set up for it, and that is marked`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let both = Officer(id: "both-9", name: "Both", roles: [.firstLine, .secondLine], post: "north")
        let north = try #require(try await place.screen("HOLLYMERE MARTEN", by: both).caseID)
        await #expect(throws: CaseRefusal.decision(.sameOfficer)) {
            try await place.node.desk.decide(
                north, match: 0, .notThisPerson, reason: .nameDiffers, note: "", purpose: .borderCheck, by: both)
        }
        let harbour = try #require(try await place.screen("HOLLYMERE MARTEN", number: "Q7", by: oneOfficer).caseID)
        _ = try await place.node.desk.decide(
            harbour, match: 0, .thisIsThePerson, reason: .documentsCompared, note: "", purpose: .borderCheck,
            by: oneOfficer)
        #expect(try place.node.cases.live(after: 0).last?.alone == true)
    }

    @Test func `stays out of reach of another post, with the answer that nothing gives`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let id = try #require(try await place.screen("HOLLYMERE MARTEN").caseID)
        for unreachable in [id, "01ARYZ6S4100000000000000ZZ"] {
            await #expect(throws: CaseRefusal.noSuchCase) {
                try await place.node.desk.openCase(unreachable, purpose: .borderCheck, by: harbourOfficer)
            }
        }
    }

    @Test func `scanned three times is one passage and one case`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let first = try await place.screen("HOLLYMERE MARTEN")
        let second = try await place.screen("HOLLYMERE MARTEN")
        #expect(!first.folded && second.folded && first.caseID == second.caseID)
        #expect(try place.node.cases.queue(at: nil).count == 1)
    }

    @Test func `of a passenger list is asked after with all the others, under one warrant`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        _ = try await place.add("Yorick PELLWORTH", action: .discreetCheck, category: .suspect)
        func typed(_ name: String, _ number: String) -> ScreeningRequest.Presented {
            .typed(
                Traveller(
                    name: .written(name), birth: PartialDate("1979-03-14"),
                    document: IdentityDocument(number: DocumentNumber(number)!)))
        }
        let before = place.node.audit.size
        let lines = try await place.node.desk.screen(
            manifest: [
                typed("WINTERGREEN CLARA", "A1"), typed("HOLLYMERE MARTEN", "A2"), .machineReadable(["P<UTO"]),
                typed("PELLWORTH YORICK", "A3"),
            ], purpose: .borderCheck, post: "north", direction: .entry, by: guardOfficer)
        #expect(lines.map { $0.answer?.outcome } == [.clear, .secondLine, nil, .clear])
        #expect(lines[2].refusal != nil && lines[0].refusal == nil)
        #expect(place.node.audit.size == before + 1)
        #expect(try place.node.cases.queue(at: "north").count == 2)
        let seen = try await place.node.protection.looks(at: AuditSubject(document: DocumentNumber("A1")), by: protectionOfficer)
        #expect(seen.filter { $0.officer == guardOfficer.id }.count == 1)
        await #expect(throws: AccessRefusal.self) {
            try await place.node.desk.screen(
                manifest: [typed("ANY NAME", "A4")], purpose: .investigation, post: "north", direction: .entry, by: guardOfficer)
        }
        await #expect(throws: ScreeningRefusal.manifestLength(found: 0, limit: 1_000)) {
            try await place.node.desk.screen(manifest: [], purpose: .borderCheck, post: "north", direction: .entry, by: guardOfficer)
        }
    }

    @Test func `waits with the group when one of it is asked to the second line`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let group = place.node.journal.newID()
        _ = try await place.screen("WINTERGREEN CLARA", number: "G1", group: group)
        let answer = try await place.screen("HOLLYMERE MARTEN", number: "G2", group: group)
        #expect(answer.group?.travellers == 2 && answer.group?.toSecondLine == 1)
    }

    @Test func `under a discreet check hears clear, while the second line has the case`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE", action: .discreetCheck, category: .suspect)
        let answer = try await place.screen("HOLLYMERE MARTEN")
        #expect(answer.outcome == .clear && answer.reasons.isEmpty && answer.caseID == nil)
        #expect(try place.node.cases.queue(at: "north").count == 1)
    }

    @Test func `under a discreet check hears nothing of it from the first line's own pages, nor in a letter`() async throws {
        let place = try await Place()
        let id = try await place.add("Marten HOLLYMERE", action: .discreetCheck, category: .suspect)
        _ = try await place.screen("HOLLYMERE MARTEN")
        let case1 = try #require(try place.node.cases.queue(at: "north").first).id
        #expect(throws: CaseRefusal.notSecondLine) { try place.node.desk.queue(for: guardOfficer) }
        await #expect(throws: CaseRefusal.noSuchCase) {
            try await place.node.desk.openCase(case1, purpose: .borderCheck, by: guardOfficer)
        }
        let known = AuditSubject(document: DocumentNumber("X1234567"), name: "HOLLYMERE MARTEN", birth: PartialDate("1979-03-14"))
        let today = CalendarDay(millisecondsSince1970: Int64(place.clock.now().timeIntervalSince1970 * 1_000))
        let file = try await place.node.protection.answer(
            SubjectRequest(reference: "DSR-1", subject: known, received: today), by: protectionOfficer)
        #expect(file.held.count == 2 && file.held.allSatisfy { $0.restriction == .inquiry })
        #expect(!file.letter.html.contains(id.rawValue) && !file.letter.html.contains("second line"))
    }

    @Test func `is out of reach for whoever has no post`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let id = try #require(try await place.screen("HOLLYMERE MARTEN").caseID)
        let nowhere = Officer(id: "second-9", name: "Nowhere", roles: [.firstLine, .secondLine])
        #expect(throws: CaseRefusal.notSecondLine) { try place.node.desk.queue(for: nowhere) }
        await #expect(throws: CaseRefusal.noSuchCase) {
            try await place.node.desk.openCase(id, purpose: .borderCheck, by: nowhere)
        }
        await #expect(throws: ScreeningRefusal.otherPost) {
            try await place.node.desk.screen(
                ScreeningRequest(
                    .typed(Traveller(name: .written("Any Name"))), purpose: .borderCheck, post: "north", direction: .entry),
                by: nowhere)
        }
        await #expect(throws: ScreeningRefusal.otherPost) {
            try await place.node.desk.refer(.victim, at: "north", by: harbourOfficer)
        }
        await #expect(throws: CaseRefusal.noSuchCase) {
            try await place.node.desk.refer(.victim, at: "north", case: "01ARYZ6S4100000000000000ZZ", by: guardOfficer)
        }
    }

    @Test func `leaves no words of an officer in what can never be erased`() async throws {
        let place = try await Place()
        let duty = Officer(id: "duty-9", name: "Duty", roles: [.nccDuty], secondFactorFresh: true)
        let draft = AlertDraft(
            .person(Identity(names: [PersonName("Marten HOLLYMERE")])), action: .locate, reason: .judicial, category: .witness,
            legalBasis: "order against Marten of High Street", reference: "R-1")
        let id = try await place.node.alertDesk.add(draft, for: .investigation, by: duty)
        try await place.node.alertDesk.withdraw(id, because: "this is Mr Quillfeather", for: .investigation, by: duty)
        let headers = try place.node.records.records(from: 0, limit: 100).map { "\($0.header)" }
        #expect(headers.count == 2 && headers.allSatisfy { !$0.contains("High Street") && !$0.contains("Quillfeather") })
    }

    @Test func `who may need protection is shown as such`() async throws {
        let place = try await Place()
        _ = try await place.add("Linnea ROWANBANK", born: "2014-05-02", action: .protect, category: .missing)
        let answer = try await place.screen("ROWANBANK LINNEA", born: "2014-05-02")
        #expect(answer.reasons.first == .personToProtect)
        try await place.node.desk.refer(.child, at: "north", case: answer.caseID, by: guardOfficer)
        let referral = try #require(try place.node.cases.live(after: 0).last)
        #expect(referral.kind == .referral && referral.word == "child" && referral.protect)
    }

    @Test func `is not looked up for a purpose the officer has not, and the refusal is in the audit`() async throws {
        let place = try await Place()
        let before = place.node.audit.size
        await #expect(throws: AccessRefusal.self) { try await place.screen("ANY NAME", purpose: .investigation) }
        #expect(place.node.audit.size == before + 1)
    }

    @Test func `finds with the data protection officer everyone who looked`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let id = try #require(try await place.screen("HOLLYMERE MARTEN").caseID)
        _ = try await place.node.desk.openCase(id, purpose: .borderCheck, by: secondOfficer)
        let lines = try await place.node.protection.looks(
            at: AuditSubject(document: DocumentNumber("X1234567")), by: protectionOfficer)
        #expect(Set(lines.map(\.officer)).isSuperset(of: ["first-1", "second-2"]))
    }

    @Test func `leaves an audit that cannot be taken away unseen`() async throws {
        let place = try await Place()
        _ = try await place.screen("WINTERGREEN CLARA")
        try await place.node.journal.anchor(audit: place.node.audit.checkpoint())
        #expect(try place.node.home.verifyAudit(holding: []).isEmpty)
        let audit = place.node.home.audit
        try FileManager.default.moveItem(at: audit, to: place.folder.url.appending(path: "taken"))
        try FileManager.default.createDirectory(at: audit, withIntermediateDirectories: true)
        #expect((try? place.node.home.verifyAudit(holding: []))?.isEmpty != true)
    }

    @Test func `leaves the same tables after a rebuild, and none once every term is over`() async throws {
        let place = try await Place()
        _ = try await place.add("Marten HOLLYMERE")
        let id = try #require(try await place.screen("HOLLYMERE MARTEN").caseID)
        _ = try await place.node.desk.decide(
            id, match: 0, .thisIsThePerson, reason: .documentsCompared, note: "seen", purpose: .borderCheck,
            by: secondOfficer)
        place.clock.advance(seconds: 31 * 86_400)
        let report = try await place.node.retention.run()
        #expect(report.erased["cases"] == 1)  // the match; the hit is kept three years
        var (live, rebuilt) = try await place.node.views.rebuild()
        #expect(live == rebuilt && !live.isEmpty)
        place.clock.advance(seconds: 6 * 366 * 86_400)
        _ = try await place.node.retention.run()
        #expect(try place.node.retention.reviews(within: 10_000).isEmpty)
        (live, rebuilt) = try await place.node.views.rebuild()
        #expect(live == rebuilt)
        #expect(try place.node.records.verify().isEmpty)
        #expect(try place.node.records.records(from: 0, limit: 100).allSatisfy { $0.body == nil })
    }
}
