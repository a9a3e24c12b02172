import Foundation
import GRDB
import Ledger
import Records
import Safeguards
import SeraiTesting
import Testing

/// Each of these was possible somewhere with nobody noticing; each must be found by someone who holds an old checkpoint.
@Suite struct `A forged audit` {
    @Test func `is told from a sound one`() async throws {
        let copy = try await Copy()
        #expect(try copy.faults().isEmpty)
    }

    @Test func `shows a changed entry`() async throws {
        let copy = try await Copy()
        try copy.change("2026-11-22", "UPDATE entries SET bytes = replace(bytes, 'o-first', 'o-other') WHERE place = 6")
        let faults = try copy.faults()
        #expect(faults.contains { $0.day?.description == "2026-11-22" }, "\(faults)")
    }

    @Test func `shows a changed question`() async throws {
        let copy = try await Copy()
        try copy.change("2026-11-23", "UPDATE bodies SET sealed = zeroblob(length(sealed)) WHERE place >> 8 = 11")
        #expect(try copy.faults().contains { if case .ledger(.bodyAltered) = $0.kind { true } else { false } })
    }

    @Test func `shows an entry taken out, and two exchanged`() async throws {
        let gone = try await Copy()
        try gone.change("2026-11-22", "DELETE FROM entries WHERE place = 5")
        #expect(try !gone.faults().isEmpty)
        let exchanged = try await Copy()
        try exchanged.change(
            "2026-11-22",
            """
            UPDATE entries SET place = -1 WHERE place = 5; UPDATE entries SET place = 5 WHERE place = 6;
            UPDATE entries SET place = 6 WHERE place = -1
            """)
        #expect(try !exchanged.faults().isEmpty)
    }

    @Test func `shows a day taken out of the middle`() async throws {
        let copy = try await Copy()
        try copy.remove("2026-11-23")
        #expect(try copy.faults().contains { $0.day?.description == "2026-11-24" && $0.kind == .seam })
    }

    @Test func `shows the last day taken away, to whoever holds its checkpoint`() async throws {
        let copy = try await Copy()
        try copy.remove("2026-11-24")
        #expect(try copy.faults(holding: []).isEmpty)
        #expect(try copy.faults().contains { if case .ledger(.heldAhead) = $0.kind { true } else { false } })
    }

    @Test func `shows an old copy put back, to whoever holds a later checkpoint`() async throws {
        let house = try await House()
        try await look(house, "Ana", "1987-03-04", "X1")
        let old = try Copy(of: house, held: [])
        try await look(house, "Ana", "1987-03-04", "X2")
        let faults = try old.faults(holding: [house.audit.checkpoint()])
        #expect(faults.contains { if case .ledger(.heldAhead) = $0.kind { true } else { false } }, "\(faults)")
    }

    @Test func `shows everything gone`() async throws {
        let copy = try await Copy()
        for day in ["2026-11-22", "2026-11-23", "2026-11-24"] { try copy.remove(day) }
        #expect(try copy.faults().count == copy.held.count)
    }
}

/// Three days of an audit, copied away so that it can be spoiled.
private struct Copy {
    let folder: TemporaryFolder
    let held: [String]

    init() async throws {
        let house = try await House()
        var held: [String] = []
        for day in 0..<3 {
            for number in 0..<5 { try await look(house, "Ana Müller", "1987-03-04", "D\(day)N\(number)") }
            held.append(try house.audit.checkpoint())
            house.clock.advance(seconds: 86_400)
        }
        try self.init(of: house, held: held)
    }

    init(of house: House, held: [String]) throws {
        self.held = held
        folder = try TemporaryFolder()
        for name in ["audit", "keys"] {
            try FileManager.default.copyItem(
                at: house.folder.url.appending(path: name), to: folder.url.appending(path: name))
        }
    }

    func faults(holding notes: [String]? = nil) throws -> [AuditFault] {
        let secrets = try NodeSecrets(folder: folder.url.appending(path: "keys"))
        return try AuditArchive(folder: folder.url.appending(path: "audit"), secrets: secrets, node: "AA")
            .verify(holding: notes ?? held)
    }

    func change(_ day: String, _ sql: String) throws {
        let database = try DatabaseQueue(path: folder.url.appending(path: "audit/\(day).sqlite").path)
        try database.write { try $0.execute(sql: sql) }
        try database.close()
    }

    func remove(_ day: String) throws {
        let audit = folder.url.appending(path: "audit")
        for name in try FileManager.default.contentsOfDirectory(atPath: audit.path) where name.hasPrefix(day) {
            try FileManager.default.removeItem(at: audit.appending(path: name))
        }
    }
}
