import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

/// Prints measured rates when `SERAI_RATES` is set; a figure is not a test.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SERAI_RATES"] != nil, "set SERAI_RATES to measure"), .serialized)
struct `Rates` {
    private func measure(_ what: String, _ count: Int, _ body: () async throws -> Void) async throws {
        let start = ContinuousClock.now
        try await body()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("RATE \(what): \(Int(Double(count) / seconds))/s, \(Int(seconds * 1e6 / Double(count) * 10) / 10) µs each")
    }

    @Test func `of a ledger`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        let body = String(repeating: "b", count: 300)
        try await measure("entry bytes", 20_000) {
            for number in 0..<20_000 { _ = LedgerEntry(header: header(number), content: .body(commitment: .empty)).bytes }
        }
        let bytes = LedgerEntry(header: header(1), content: .body(commitment: .empty)).bytes
        print("RATE entry of \(bytes.count) bytes")
        try await measure("entry read", 20_000) { for _ in 0..<20_000 { _ = LedgerEntry(bytes) } }
        try await measure("append, one at a time", 500) {
            for number in 0..<500 { _ = try await store.append(draft(number, body: body)) }
        }
        let before = store.commits
        try await measure("append, 64 at once", 20_000) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<64 {
                    group.addTask {
                        for number in 0..<20_000 / 64 { _ = try await store.append(draft(lane * 1_000 + number, body: body)) }
                    }
                }
                try await group.waitForAll()
            }
        }
        print("RATE \(20_000 / 64 * 64) appends in \(store.commits - before) disk writes")
        let single = store.size
        try await measure("append, arrays of 256", 25_600) {
            for slice in 0..<100 { _ = try await store.append((0..<256).map { draft(slice * 256 + $0, body: body) }) }
        }
        try store.close()
        let size = try FileManager.default.attributesOfItem(atPath: bench.path("records.sqlite").path)[.size] as? Int ?? 0
        print("RATE \(size / Int(single + 25_600)) bytes on disk an entry with a body of 300 bytes")

        let bulk = try bench.open("bulk")
        let many = (0..<256).map { BatchItem(id: header($0).id, body: Array(body.utf8)) }
        try await measure("append in batches of 256, each body", 51_200) {
            for batch in 0..<200 { _ = try await bulk.append(batch: header(batch), of: many) }
        }
        try await measure("read back, each body", 51_200) {
            let read = try bulk.records(from: 0, limit: 200)
            #expect(read.count == 51_200)
        }
        try await measure("verify, each body of a batch", 51_200) {
            let faults = try bulk.verify()
            #expect(faults == [])
        }
        try bulk.close()
        let bulkSize = try FileManager.default.attributesOfItem(atPath: bench.path("bulk.sqlite").path)[.size] as? Int ?? 0
        print("RATE \(bulkSize / 51_200) bytes on disk a batched body of 300 bytes")
        let again = try bench.open()
        let count = Int(again.size)
        try await measure("read back, single entries", count) {
            let read = try again.records(from: 0, limit: count)
            #expect(read.count == count)
        }
        try await measure("verify, single entries", count) {
            let faults = try again.verify()
            #expect(faults == [])
        }
    }
}
