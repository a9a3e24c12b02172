import Foundation
import Ledger
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `The gate` {
    @Test func `writes the question before it gives leave`() async throws {
        let house = try await House()
        let traveller = House.traveller("Ana Müller", born: "1987-03-04", document: "X123")
        let warrant = try await house.gate.warrant(for: .screening(traveller, at: "P1"), by: House.firstLine)
        let index = warrant.auditIndex
        // Nothing has been read yet. Someone who opens the files alone finds the entry.
        let alone = try AuditArchive(
            folder: house.folder.url.appending(path: "audit"), secrets: house.secrets, node: "AA")
        let lines = try alone.show(AuditFilter(), under: try await house.oversight())
        let line = try #require(lines.first { $0.index == index })
        #expect(line.kind == .query(.alertPerson, .read, .permit))
        #expect(line.officer == "o-first" && line.purpose == .borderCheck && line.post == "P1")
        #expect(line.subject.name == "Ana Müller" && line.subject.document?.value == "X123")
        #expect(line.reason == .rule && line.obligations == [.logPurpose])
        let register = PersonalRegister(guarding: [7], of: [.alertPerson])
        #expect(try register.read(under: warrant) { $0.first } == 7)
    }

    @Test func `writes refusals too, and gives nothing`() async throws {
        let house = try await House()
        let query = AuditedQuery(.delete, .alertPerson, for: .borderCheck, what: "alert page", record: "R1")
        await #expect(throws: AccessRefusal.self) {
            _ = try await house.gate.warrant(for: query, by: House.firstLine)
        }
        let line = try #require(try await house.lines(AuditFilter(refusedOnly: true)).first)
        #expect(line.kind == .query(.alertPerson, .delete, .deny))
        #expect(line.reason == .role && line.record == "R1")
    }

    @Test func `lets any of an officer's roles speak, and takes a rule before an emergency`() async throws {
        let house = try await House()
        let both = Officer(id: "o-2", name: "B", roles: [.firstLine, .secondLine], secondFactorFresh: true)
        let query = AuditedQuery(.update, .match, for: .investigation, what: "second line")
        _ = try await house.gate.warrant(for: query, by: both)
        var emergency = AuditedQuery(.read, .victimRecord, for: .borderCheck, what: "emergency")
        emergency.circumstances.breakGlass = true
        let warrant = try await house.gate.warrant(for: emergency, by: both)
        #expect(warrant.obligations == [.logPurpose, .notifyDataProtection, .reviewWithinDay])
        #expect(try await house.lines(AuditFilter(breakGlassOnly: true)).count == 1)
    }

    @Test func `asks for a second person and takes no one twice`() async throws {
        let house = try await House()
        let query = AuditedQuery(.exportBulk, .auditLog, for: .oversight, what: "export")
        let one = Officer(id: "o-1", name: "A", roles: [.dataProtection], secondFactorFresh: true)
        let two = Officer(id: "o-2", name: "B", roles: [.monitor], secondFactorFresh: true)
        do {
            _ = try await house.gate.warrant(for: query, by: one)
            Issue.record("one person was enough")
        } catch let refusal as AccessRefusal { #expect(refusal.decision.outcome == .fourEyes) }
        do {
            _ = try await house.gate.warrant(for: query, by: one, with: one)
            Issue.record("the same person counted twice")
        } catch let refusal as AccessRefusal { #expect(refusal.decision.reason == .samePerson) }
        _ = try await house.gate.warrant(for: query, by: one, with: two)
        #expect(try await house.lines(AuditFilter(object: .auditLog)).contains { $0.second == "o-2" && !$0.refused })
    }

    @Test func `gives leave for a list of exactly the questions it wrote down`() async throws {
        let house = try await House()
        let queries = (0..<300).map { number in
            AuditedQuery.screening(House.traveller("Guest \(number)", born: "1990-01-01", document: "L\(number)"), at: "P1")
        }
        let warrant = try await house.gate.warrant(forAll: queries, by: House.firstLine)
        #expect(warrant.subjects == queries.map(\.subject))
        let register = PersonalRegister(guarding: [7], of: [.alertPerson])
        do {
            var others = warrant.subjects
            others.swapAt(0, 299)
            _ = try register.read(others, under: warrant) { $0.count }
            Issue.record("another list was asked")
        } catch { #expect(error as? WarrantMismatch == .subjects(audited: 300)) }
        #expect(try await house.lines(AuditFilter(object: .alertPerson, limit: 1000)).count == 300)
        #expect(try await house.whoLookedAt(AuditSubject(document: DocumentNumber("L299"))).count == 1)
        await #expect(throws: BatchMixed()) { _ = try await house.gate.warrant(forAll: [], by: House.firstLine) }
        await #expect(throws: AccessRefusal.self) {
            _ = try await house.gate.warrant(
                forAll: queries, by: Officer(id: "o-a", name: "A", roles: [.analyst]))
        }
    }

    @Test func `keeps a register shut for a warrant of another kind`() async throws {
        let house = try await House()
        let register = PersonalRegister(guarding: [7], of: [.alertPerson, .alertDocument])
        let warrant = try await house.gate.warrant(
            for: AuditedQuery(.read, .match, for: .borderCheck, what: "queue"), by: House.firstLine)
        do {
            _ = try register.read(under: warrant) { $0.count }
            Issue.record("the register opened")
        } catch {
            #expect(error as? WarrantMismatch == .object(found: .match, register: [.alertPerson, .alertDocument]))
        }
    }

    @Test func `stays shut when the audit cannot be written`() async throws {
        let house = try await House()
        let keys = house.folder.url.appending(path: "keys/audit")
        // The next day's key cannot be made: a full or broken disk.
        let day = keys.appending(path: "2026-11-23.key")
        try FileManager.default.createDirectory(at: day, withIntermediateDirectories: true)
        house.clock.advance(seconds: 86_400)
        let traveller = House.traveller("Ana", born: "1987-03-04", document: "X1")
        await #expect(throws: (any Error).self) {
            _ = try await house.gate.warrant(for: .screening(traveller, at: "P1"), by: House.firstLine)
        }
        try FileManager.default.removeItem(at: day)
        _ = try await house.gate.warrant(for: .screening(traveller, at: "P1"), by: House.firstLine)
    }

    @Test func `names the run of the node's own work`() async throws {
        let house = try await House()
        let register = PersonalRegister(guarding: [7], of: [.alertPerson])
        let warrant = try await house.gate.maintenance(.listImport, detail: "list UN")
        #expect(register.maintain(under: warrant) { $0.count } == 1)
        let line = try #require(try await house.lines(AuditFilter(kinds: [.maintenance(.listImport)])).first)
        #expect(line.officer == AuditLog.machine && line.what == "list UN" && line.purpose == .borderCheck)
    }
}
