import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

@Suite struct `A ledger` {
    @Test func `gives back what was appended, in order, after reopening too`() async throws {
        let bench = try Bench()
        var store: LedgerStore! = try bench.open()
        #expect(try await store.append(draft(0)) == 0)
        #expect(try await store.append([draft(1), draft(2)]) == 1..<3)
        #expect(try await store.append(batch: header(3), of: items(10..<13)) == 3)
        #expect(try await store.append(RecordDraft(header: header(0, version: 2), body: nil)) == 4)
        for _ in 0..<2 {
            let records = try store.records(from: 0, limit: 10)
            #expect(records.map(\.position.description) == ["0", "1", "2", "3", "3/1", "3/2", "4"])
            #expect(records.map { $0.body.map { String(decoding: $0, as: UTF8.self) } }
                == ["body 0", "body 1", "body 2", "item 10", "item 11", "item 12", nil])
            #expect(records.map(\.id) == [0, 1, 2, 10, 11, 12, 0].map { header($0).id })
            #expect(records.allSatisfy { !$0.erased && $0.header.kind == "alert" })
            #expect(store.size == 5)
            try store.close()
            store = try bench.open()
        }
    }
}
