import Foundation
import Records
import Safeguards
import SeraiTesting
import Synchronization
import Testing

@Suite struct `The retention job` {
    @Test func `erases what is past its date, once, with leave, and lists what is due for review`() async throws {
        let house = try await House()
        let today = try #require(CalendarDay("2026-11-22"))
        let shelf = Shelf(
            name: "alerts",
            [
                ("PAST", today.adding(days: -40), today.adding(days: -1)), ("LAST-DAY", today.adding(days: -3), today),
                ("SOON", today.adding(days: 10), today.adding(days: 400)), ("LATER", today.adding(days: 90), today.adding(days: 400)),
            ])
        let cases = Shelf(name: "cases", [("CASE", today.adding(days: 2), today.adding(days: 3))])
        let job = RetentionJob(registers: [shelf, cases], gate: house.gate, now: house.clock.now)
        let report = try await job.run()
        #expect(report.erased == ["alerts": 1] && report.overdue == ["alerts": 1])
        #expect(shelf.left == ["LAST-DAY", "LATER", "SOON"])
        #expect(try await job.run().erased.isEmpty)
        #expect(try job.reviews(within: 30).map(\.record) == ["LAST-DAY", "CASE", "SOON"])
        let runs = try await house.lines(AuditFilter(kinds: [.maintenance(.purge)]))
        #expect(runs.map(\.what) == ["alerts: 1 past their delete date"])
        house.clock.advance(seconds: 4 * 86_400)
        #expect(try await job.run().erased == ["alerts": 1, "cases": 1])
    }

    @Test func `erases many in slices`() async throws {
        let house = try await House()
        let today = try #require(CalendarDay("2026-11-22"))
        let many = Shelf(name: "alerts", (0..<1_234).map { ("N\($0)", today.adding(days: -2), today.adding(days: -1)) })
        let job = RetentionJob(registers: [many], gate: house.gate, now: house.clock.now)
        #expect(try await job.run().erased == ["alerts": 1_234])
        #expect(many.left.isEmpty)
    }

    @Test func `says so when a register does not let go`() async throws {
        let house = try await House()
        let today = try #require(CalendarDay("2026-11-22"))
        let stuck = Shelf(name: "alerts", [("A", today.adding(days: -9), today.adding(days: -2))], stuck: true)
        let job = RetentionJob(registers: [stuck], gate: house.gate, now: house.clock.now)
        await #expect(throws: RetentionError.notErased(register: "alerts", count: 1)) { try await job.run() }
    }
}

@Suite struct `The data protection desk` {
    static let officer = Officer(id: "o-dpo", name: "Oversight", roles: [.dataProtection])
    static let ana = AuditSubject(
        document: DocumentNumber("X123"), name: "Ana Müller", birth: PartialDate("1987-03-04"))
    static let head = LetterHead(
        authority: "Border Authority of A", address: "1 Gate Road", dataProtectionOfficer: "dpo@a.example",
        supervisoryAuthority: "Data Commission of A")

    @Test func `answers a person with what is held and how often it was looked up`() async throws {
        let house = try await House()
        try await look(house, "Ana Müller", "1987-03-04", "X123")
        try await look(house, "Ana Müller", "1987-03-04", "X123")
        let file = try await desk(house, held: [held("<b>an alert</b> for a lost document")]).answer(request, by: Self.officer)
        #expect(file.held.count == 1)
        #expect(file.letter.text.contains("<b>an alert</b> for a lost document, since 2026-01-01. Purpose: border-check."))
        #expect(file.letter.text.contains("deleted at the latest on 2027-01-01"))
        #expect(file.letter.text.contains("2026-11: 2 times"))
        #expect(file.letter.text.contains("Data Commission of A"))
        #expect(file.letter.html.contains("&lt;b&gt;an alert&lt;/b&gt;") && !file.letter.html.contains("<b>"))
        #expect(!file.letter.text.contains("o-first"))
        #expect(file.request.answerDue.description == "2026-12-20")
    }

    /// The letter must not let anyone learn that there is something to hide.
    @Test func `writes the same letter when everything is withheld as when there is nothing`() async throws {
        let house = try await House()
        let nothing = try await desk(house, held: []).answer(request, by: Self.officer)
        var investigation = AuditedQuery.screening(
            House.traveller("Ana Müller", born: "1987-03-04", document: "X123"), for: .investigation, at: nil)
        investigation.what = "inquiry"
        _ = try await house.gate.warrant(
            for: investigation, by: Officer(id: "o-2", name: "B", roles: [.secondLine]))
        let hidden = try await desk(house, held: [held("an alert for arrest", .inquiry)]).answer(request, by: Self.officer)
        #expect(hidden.held.count == 1 && hidden.looks.contains { $0.what == "inquiry" })
        #expect(hidden.letter == nothing.letter)
        #expect(hidden.letter.html == nothing.letter.html)
    }

    @Test func `writes each of its own questions to the audit`() async throws {
        let house = try await House()
        let desk = desk(house, held: [])
        _ = try await desk.answer(request, by: Self.officer)
        _ = try await desk.looks(AuditFilter(), by: Self.officer)
        _ = try await desk.dueReviews(by: Self.officer)
        let mine = try await house.lines(AuditFilter(officer: "o-dpo")).map(\.what)
        #expect(mine == ["audit", "due reviews", "looks", "looks at a person", "data subject request"])
    }

    @Test func `is closed to everyone else`() async throws {
        let house = try await House()
        let desk = desk(house, held: [])
        for role in Role.allCases where role != .dataProtection {
            let officer = Officer(id: "o-x", name: "X", roles: [role], secondFactorFresh: true)
            await #expect(throws: AccessRefusal.self) { try await desk.answer(request, by: officer) }
            guard role != .monitor else { continue }
            await #expect(throws: AccessRefusal.self) { try await desk.looks(AuditFilter(), by: officer) }
        }
    }

    private var request: SubjectRequest {
        SubjectRequest(reference: "DS-7", subject: Self.ana, received: CalendarDay("2026-11-20")!)
    }

    private func held(_ what: String, _ ground: RestrictionGround? = nil) -> HeldRecord {
        HeldRecord(
            record: "REC", register: "alerts", what: what, word: "alert", since: CalendarDay("2026-01-01")!, legalBasis: "Act 1",
            purposes: [.borderCheck],
            retention: Retention(review: CalendarDay("2026-12-01")!, delete: CalendarDay("2027-01-01")!),
            restriction: ground)
    }

    private func desk(_ house: House, held: [HeldRecord]) -> DataProtectionDesk {
        DataProtectionDesk(
            gate: house.gate, job: RetentionJob(registers: [], gate: house.gate, now: house.clock.now),
            subjects: [Held(held: held)], authority: Self.head, now: house.clock.now)
    }
}

/// Records with dates and nothing else.
private final class Shelf: RetainedRegister {
    let name: String
    private let stuck: Bool
    private let records: Mutex<[RecordID: Retention]>

    init(name: String, _ records: [(String, CalendarDay, CalendarDay)], stuck: Bool = false) {
        self.name = name
        self.stuck = stuck
        self.records = Mutex(
            Dictionary(
                uniqueKeysWithValues: records.map {
                    (RecordID(unchecked: $0.0), Retention(review: $0.1, delete: $0.2))
                }))
    }

    var left: [RecordID] { records.withLock { $0.keys.sorted() } }

    func reviews(dueBy day: CalendarDay, limit: Int) throws -> [DueReview] {
        records.withLock { records in
            records.filter { $0.value.review <= day }.sorted { $0.value.review < $1.value.review }.prefix(limit).map {
                DueReview(record: $0.key, kind: "alert", register: name, author: "o-1", retention: $0.value)
            }
        }
    }

    func pastDelete(on day: CalendarDay, limit: Int) throws -> [RecordID] {
        records.withLock { Array($0.filter { $0.value.delete < day }.keys.sorted().prefix(limit)) }
    }

    func erase(_ gone: [RecordID], under warrant: consuming MaintenanceWarrant) async throws {
        guard !stuck else { return }
        records.withLock { records in for id in gone { records[id] = nil } }
    }
}

private struct Held: SubjectRegister {
    let name = "alerts"
    let object = AccessObject.alertPerson
    let held: [HeldRecord]
    func held(about subject: AuditSubject, under warrant: consuming Warrant) throws -> [HeldRecord] { held }
}
