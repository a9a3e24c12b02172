import Foundation
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `Four eyes` {
    let query = AuditedQuery(.exportBulk, .auditLog, for: .oversight, what: "export of the audit")
    let one = Officer(id: "o-1", name: "A", roles: [.dataProtection], secondFactorFresh: true)
    let two = Officer(id: "o-2", name: "B", roles: [.monitor], secondFactorFresh: true)

    @Test func `let one act after another agreed, once`() async throws {
        let house = try await House()
        let approvals = Approvals(gate: house.gate, now: house.clock.now)
        let pending = try await approvals.ask(query, by: one)
        #expect(approvals.pending(for: two) == [pending])
        await #expect(throws: ApprovalError.notYet) { _ = try await approvals.warrant(pending.id, by: one) }
        try await approvals.agree(to: pending.id, by: two)
        await #expect(throws: ApprovalError.unknown) { _ = try await approvals.warrant(pending.id, by: two) }
        let warrant = try await approvals.warrant(pending.id, by: one)
        #expect(warrant.object == .auditLog)
        await #expect(throws: ApprovalError.unknown) { _ = try await approvals.warrant(pending.id, by: one) }
        let written = try await house.lines(AuditFilter(kinds: [.event(.approval)])).map { "\($0.officer) \($0.what)" }
        #expect(written == ["o-2 agreed: export-bulk audit-log", "o-1 asked: export-bulk audit-log"])
    }

    @Test func `are not the same two eyes twice, nor anybody's`() async throws {
        let house = try await House()
        let approvals = Approvals(gate: house.gate, now: house.clock.now)
        let pending = try await approvals.ask(query, by: one)
        await #expect(throws: ApprovalError.samePerson) { try await approvals.agree(to: pending.id, by: one) }
        let stale = Officer(id: "o-3", name: "C", roles: [.monitor], secondFactorFresh: false)
        let stranger = Officer(id: "o-4", name: "D", roles: [.firstLine], secondFactorFresh: true)
        for officer in [stale, stranger] {
            await #expect(throws: ApprovalError.notEntitled) { try await approvals.agree(to: pending.id, by: officer) }
            #expect(approvals.pending(for: officer).isEmpty)
        }
        await #expect(throws: ApprovalError.unknown) { try await approvals.agree(to: "NONE", by: two) }
    }

    @Test func `take an administrator as the second person for a copy of the audit, and for nothing else`() async throws {
        let house = try await House()
        let approvals = Approvals(gate: house.gate, now: house.clock.now)
        let root = Officer(id: "o-5", name: "E", roles: [.sysadmin], secondFactorFresh: true)
        let pending = try await approvals.ask(query, by: one)
        try await approvals.agree(to: pending.id, by: root)
        #expect(try await approvals.warrant(pending.id, by: one).object == .auditLog)
        let planner = Officer(id: "o-6", name: "F", roles: [.trainingPlanner], secondFactorFresh: true)
        let other = try await approvals.ask(
            AuditedQuery(.exportBulk, .trainingRecord, for: .training, what: "export"), by: planner)
        await #expect(throws: ApprovalError.notEntitled) { try await approvals.agree(to: other.id, by: root) }
    }

    @Test func `close after a day`() async throws {
        let house = try await House()
        let approvals = Approvals(gate: house.gate, now: house.clock.now)
        let pending = try await approvals.ask(query, by: one)
        try await approvals.agree(to: pending.id, by: two)
        house.clock.advance(seconds: 86_400)
        await #expect(throws: ApprovalError.unknown) { _ = try await approvals.warrant(pending.id, by: one) }
    }

    @Test func `do not open what one may not do at all`() async throws {
        let house = try await House()
        let approvals = Approvals(gate: house.gate, now: house.clock.now)
        await #expect(throws: AccessRefusal.self) { _ = try await approvals.ask(query, by: House.firstLine) }
        let look = AuditedQuery(.read, .auditLog, for: .oversight, what: "looks")
        await #expect(throws: ApprovalError.notNeeded) { _ = try await approvals.ask(look, by: one) }
    }
}
