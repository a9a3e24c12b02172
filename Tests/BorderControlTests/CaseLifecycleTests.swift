import BorderControl
import Records
import Testing

private func decide(
    _ life: inout CaseLifecycle, _ verdict: Verdict, by officer: OfficerID, note: String = "", alone: Bool = false
) throws(DecisionRefusal) -> CaseLifecycle.Action {
    try life.decide(
        verdict, reason: .documentsCompared, note: note, by: officer, at: 1, loneOfficerAllowed: alone)
}

@Suite struct `A second-line case` {
    @Test func `is decided once`() throws {
        var life = CaseLifecycle(screenedBy: "first-1")
        #expect(try decide(&life, .thisIsThePerson, by: "second-7") == .recordHit)
        #expect(life.state == .confirmed)
        let after = life
        #expect(throws: DecisionRefusal.alreadyDecided) { try decide(&life, .notThisPerson, by: "second-9") }
        #expect(life == after)
    }

    @Test func `is not decided by the officer who screened`() {
        var life = CaseLifecycle(screenedBy: "first-1")
        #expect(throws: DecisionRefusal.sameOfficer) { try decide(&life, .notThisPerson, by: "first-1") }
        #expect(life.isOpen && life.decisions.isEmpty)
    }

    @Test func `marks a decision made alone where the post allows it`() throws {
        var life = CaseLifecycle(screenedBy: "first-1")
        _ = try decide(&life, .notThisPerson, by: "first-1", alone: true)
        #expect(life.decisions.map(\.alone) == [true])
        var other = CaseLifecycle(screenedBy: "first-1")
        _ = try decide(&other, .notThisPerson, by: "second-2", alone: true)
        #expect(other.decisions.map(\.alone) == [false])
    }

    @Test func `stays open when the officer cannot tell, and keeps who said so`() throws {
        var life = CaseLifecycle(screenedBy: "first-1")
        #expect(try decide(&life, .cannotTell, by: "second-7") == .tellCoordination)
        #expect(life.state == .escalated && life.isOpen)
        #expect(try decide(&life, .notThisPerson, by: "second-9") == .rememberNotThisPerson)
        #expect(life.decisions.map(\.officer) == ["second-7", "second-9"])
    }

    @Test func `refuses a note that is an essay`() {
        var life = CaseLifecycle(screenedBy: "first-1")
        let long = String(repeating: "x", count: 501)
        #expect(throws: DecisionRefusal.noteTooLong(found: 501, limit: 500)) {
            try decide(&life, .cannotTell, by: "second-7", note: long)
        }
    }
}
