import Foundation
import Ledger
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `The audit` {
    private static let ana = AuditSubject(
        document: DocumentNumber("X123"), name: "Ana Müller", birth: PartialDate("1987-03-04"))

    @Test func `finds who looked at a person by any particular`() async throws {
        let house = try await House()
        try await look(house, "MUELLER, ANA", "1987-03-04", "X123")
        try await look(house, "Müller Ana", "1987-03-04", "Y9")
        try await look(house, "Ana Muller", "1987", "Z9")
        try await look(house, "Someone Else", "1987-03-04", "Q9")
        let byName = try await house.whoLookedAt(AuditSubject(name: "Ana Müller", birth: PartialDate("1987-03-04")))
        #expect(byName.map(\.foundBy) == [.nameOnly, .nameAndBirth])
        let all = try await house.whoLookedAt(Self.ana)
        #expect(all.map(\.foundBy) == [.nameOnly, .nameAndBirth, .document])
        #expect(all.allSatisfy { $0.officer == "o-first" && $0.purpose == .borderCheck })
        #expect(try await house.whoLookedAt(AuditSubject(document: DocumentNumber("NONE1"))).isEmpty)
        #expect(try await house.whoLookedAt(.none).isEmpty)
    }

    @Test func `finds looks at a person's records`() async throws {
        let house = try await House()
        let query = AuditedQuery(.read, .alertPerson, for: .borderCheck, what: "alert page", record: "REC1")
        _ = try await house.gate.warrant(for: query, by: House.firstLine)
        #expect(try await house.whoLookedAt(.none, records: ["REC1"]).map(\.foundBy) == [.record])
    }

    @Test func `keeps no particular of a person readable on disk`() async throws {
        let house = try await House()
        try await look(house, "Quetzalcoatl Unmistakable", "1987-03-04", "ZZTOP99")
        #expect(try await house.whoLookedAt(AuditSubject(document: DocumentNumber("ZZTOP99"))).count == 1)
        for file in try FileManager.default.subpathsOfDirectory(atPath: house.folder.url.path) {
            let bytes = (try? Data(contentsOf: house.folder.url.appending(path: file))) ?? Data()
            for word in ["Quetzalcoatl", "quetzalcoatl", "ZZTOP99", "1987-03-04"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(file)")
            }
        }
    }

    @Test func `uses other tokens every month`() async throws {
        let house = try await House()
        try await look(house, "Ana Müller", "1987-03-04", "X123")
        house.clock.advance(seconds: 40 * 86_400)
        try await look(house, "Ana Müller", "1987-03-04", "X123")
        #expect(try await house.whoLookedAt(Self.ana).count == 2)
        let november = try tokens(house, "looks-2026-11.sqlite")
        let january = try tokens(house, "looks-2027-01.sqlite")
        #expect(november.count == 3 && january.count == 3)
        #expect(november.isDisjoint(with: january))
    }

    @Test func `fills a lost trace file again`() async throws {
        let house = try await House()
        try await look(house, "Ana Müller", "1987-03-04", "X123")
        let before = try await house.whoLookedAt(Self.ana)
        let folder = house.folder.url.appending(path: "audit")
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasPrefix("looks-") {
            try FileManager.default.removeItem(at: folder.appending(path: file))
        }
        try house.audit.archive.catchUp()
        try house.audit.archive.catchUp()
        #expect(try await house.whoLookedAt(Self.ana) == before)
    }

    @Test func `turns the page at midnight without losing an entry`() async throws {
        let house = try await House()
        let start = house.audit.size
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<40 {
                group.addTask {
                    for number in 0..<25 {
                        if writer == 0 { house.clock.advance(seconds: 86_400) }
                        try await look(house, "W\(writer)", "1990-01-01", "W\(writer)N\(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(house.audit.size == start + 1_000)
        let files = try FileManager.default.contentsOfDirectory(atPath: house.folder.url.appending(path: "audit").path)
        #expect(files.filter { $0.hasPrefix("202") && $0.hasSuffix(".sqlite") }.count == 26)
        let numbers = Set(try await house.lines(AuditFilter(object: .alertPerson, limit: 2_000)).compactMap(\.subject.document?.value))
        #expect(numbers.count == 1_000)
        #expect(try house.audit.archive.verify().isEmpty)
    }

    @Test func `goes on after a restart, and does not reopen a day when the clock is set back`() async throws {
        let house = try await House()
        try await look(house, "Ana", "1987-03-04", "X1")
        let held = try house.audit.checkpoint()
        let size = house.audit.size
        house.clock.advance(seconds: 86_400)
        try await look(house, "Ana", "1987-03-04", "X2")
        house.clock.advance(seconds: -86_400)
        try await look(house, "Ana", "1987-03-04", "X3")
        #expect(house.audit.size == size + 2)
        #expect(try house.audit.archive.verify(holding: [held, house.audit.checkpoint()]).isEmpty)
    }

    @Test func `pages backwards`() async throws {
        let house = try await House()
        for number in 0..<30 { try await look(house, "N", "1990-01-01", "P\(number)") }
        let first = try await house.lines(AuditFilter(object: .alertPerson, limit: 20))
        let second = try await house.lines(AuditFilter(object: .alertPerson, before: first.last?.index, limit: 20))
        #expect(first.count == 20 && second.count == 10)
        #expect(Set(first.map(\.index)).isDisjoint(with: second.map(\.index)))
        #expect(first.map(\.index) == first.map(\.index).sorted(by: >))
    }

    @Test func `destroys days past their retention, and proves the rest`() async throws {
        let house = try await House()
        try await look(house, "Ana Müller", "1987-03-04", "X123")
        let held = try house.audit.checkpoint()
        house.clock.advance(seconds: 86_400)
        try await look(house, "Ana Müller", "1987-03-04", "X123")
        let job = RetentionJob(registers: [], gate: house.gate, now: house.clock.now)
        // One day before the first day's date nothing goes; on the date it does.
        house.clock.advance(seconds: TimeInterval((3 * 365) * 86_400 - 86_400))
        #expect(try await job.run().auditDays.isEmpty)
        house.clock.advance(seconds: 86_400 * 2)
        let gone = try await job.run().auditDays
        #expect(gone.map(\.description) == ["2026-11-22"])
        #expect(try await job.run().auditDays.isEmpty)
        let looks = try await house.whoLookedAt(AuditSubject(document: DocumentNumber("X123")))
        #expect(looks.count == 1)
        let left = try FileManager.default.subpathsOfDirectory(atPath: house.folder.url.path)
        #expect(!left.contains { $0.contains("2026-11-22") }, "\(left)")
        #expect(try house.audit.archive.verify(holding: [held]).isEmpty)
    }

    private func tokens(_ house: House, _ name: String) throws -> Set<Data> {
        try looksTokens(house.folder.url.appending(path: "audit/\(name)"))
    }
}

@discardableResult
func look(_ house: House, _ name: String, _ born: String, _ document: String) async throws -> UInt64 {
    let warrant = try await house.gate.warrant(
        for: .screening(House.traveller(name, born: born, document: document), at: "P1"), by: House.firstLine)
    return warrant.auditIndex
}
