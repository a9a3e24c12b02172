import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

@Suite struct `Erasing` {
    private func holds(_ needle: [UInt8], _ file: URL) throws -> Bool {
        guard FileManager.default.fileExists(atPath: file.path) else { return false }
        return try Data(contentsOf: file).firstRange(of: Data(needle)) != nil
    }

    @Test func `destroys body and key, keeps the history`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append((0..<5).map { draft($0) })
        _ = try await store.append(batch: header(9), of: items(0..<4))
        let before = try store.checkpoint()
        try await store.erase(
            [LedgerPosition(index: 2), LedgerPosition(index: 5, slot: 3)], header: header(7, kind: .erasure))
        let records = try store.records(from: 0, limit: 10)
        #expect(records.filter(\.erased).map(\.position.description) == ["2", "5/3"])
        #expect(records.filter { $0.body == nil }.map(\.position.description) == ["2", "5/3", "6"])
        #expect(
            records.last?.erases == [
                ErasedRecord(position: LedgerPosition(index: 2), id: header(2).id, version: 1, kind: "alert"),
                ErasedRecord(position: LedgerPosition(index: 5, slot: 3), id: header(3).id, version: 1, kind: "alert"),
            ])
        #expect(try store.verify(holding: [before]) == [])
        try await store.erase([LedgerPosition(index: 2)], header: header(8, kind: .erasure))
        #expect(try store.verify(holding: [before]) == [])
    }

    @Test func `leaves no trace of the sealed bytes in the ledger's files`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        for number in 0..<50 { _ = try await store.append(draft(number, body: String(repeating: "\(number) ", count: 3_000))) }
        let sealed = try bench.sealedBodies("records")
        let victims: [UInt64] = [3, 17, 48]
        let pieces = victims.flatMap { index in
            let bytes = sealed[Int64(index) << 8]!
            return stride(from: 0, to: bytes.count - 24, by: 500).map { Array(bytes[$0..<$0 + 24]) }
        }
        let files = ["records.sqlite", "records.sqlite-wal"].map { bench.path($0) }
        #expect(try pieces.contains { piece in try files.contains { try holds(piece, $0) } })
        try await store.erase(victims.map { LedgerPosition(index: $0) }, header: header(99, kind: .erasure))
        for piece in pieces { for file in files { #expect(try !holds(piece, file)) } }
        #expect(try store.verify() == [])
    }

    @Test func `refuses what has no body, and then erases nothing`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append(draft(0))
        await #expect(throws: LedgerError.noBody(at: LedgerPosition(index: 5))) {
            try await store.erase([LedgerPosition(index: 0), LedgerPosition(index: 5)], header: header(1, kind: .erasure))
        }
        await #expect(throws: LedgerError.wrongKind(found: "alert", expected: "erasure")) {
            try await store.erase([LedgerPosition(index: 0)], header: header(1))
        }
        #expect(store.size == 1)
        #expect(try store.record(at: LedgerPosition(index: 0))?.body != nil)
    }

    @Test func `names thousands of bodies in entries that stay small`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        for batch in 0..<12 { _ = try await store.append(batch: header(batch), of: items(0..<256)) }
        let all = (0..<12).flatMap { index in (0..<256).map { LedgerPosition(index: UInt64(index), slot: $0) } }
        try await store.erase(all, header: header(50, kind: .erasure))
        #expect(store.size == 14)
        #expect(try store.records(from: 0, limit: 12).allSatisfy { $0.erased && $0.body == nil })
        #expect(try store.verify() == [])
    }
}
