import Foundation
import GRDB
import Ledger
import Records
import SeraiTesting
import Synchronization
import Testing

/// What is known by id: the newest body, or a tombstone.
private final class NewestBodies: LedgerView {
    let name = "newest"
    let tables = ["newest"]
    let told = Mutex<[LedgerPosition]>([])

    func migrate(_ db: Database) throws {
        try db.execute(sql: "CREATE TABLE IF NOT EXISTS newest (id TEXT, version INTEGER, body BLOB, PRIMARY KEY (id, version))")
    }

    func apply(_ records: [LedgerRecord], in db: Database) throws {
        for record in records {
            for gone in record.erases {
                try db.execute(
                    sql: "UPDATE newest SET body = NULL WHERE id = ? AND version = ?", arguments: [gone.id.rawValue, gone.version])
            }
            guard record.header.kind == "alert" else { continue }
            try db.execute(
                sql: "INSERT INTO newest VALUES (?, ?, ?)",
                arguments: [record.id.rawValue, record.version, record.body.map { Data($0) }])
        }
    }

    func committed(_ records: [LedgerRecord]) { told.withLock { $0 += records.map(\.position) } }
}

@Suite struct `Views` {
    @Test func `are as new as the ledger was when they were asked to be, however many ask`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        let view = NewestBodies()
        let file = try ViewFile(folder: bench.folder.url, ledger: store, views: [view])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    _ = try await store.append(draft(number))
                    try await file.catchUp()
                    let body = try await file.pool.read {
                        try Data.fetchOne($0, sql: "SELECT body FROM newest WHERE id = ?", arguments: [header(number).id.rawValue])
                    }
                    #expect(body == Data("body \(number)".utf8))
                }
            }
            try await group.waitForAll()
        }
        #expect(view.told.withLock { $0 } == (0..<100).map { LedgerPosition(index: $0) })
    }

    @Test func `go on where they stood, and a new view starts from the beginning`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append((0..<700).map { draft($0) })
        for round in 0..<2 {
            let file = try ViewFile(folder: bench.folder.url, ledger: store, views: [NewestBodies()])
            try await file.catchUp()
            #expect(try await file.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM newest") } == 700 + round)
            try file.pool.close()
            _ = try await store.append(draft(700 + round))
        }
    }

    @Test func `are the same when rebuilt, with erased bodies seen before, after and never`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        let file = try ViewFile(folder: bench.folder.url, ledger: store, views: [NewestBodies()])
        _ = try await store.append((0..<300).map { draft($0) })
        _ = try await store.append(batch: header(300), of: items(1_000..<1_200))
        try await file.catchUp()
        try await store.erase([LedgerPosition(index: 7), LedgerPosition(index: 300, slot: 20)], header: header(900, kind: .erasure))
        try await file.catchUp()
        _ = try await store.append([draft(301), draft(302)])
        try await store.erase([LedgerPosition(index: 303)], header: header(901, kind: .erasure))
        let (live, rebuilt) = try await file.rebuild()
        #expect(live == rebuilt)
        #expect(live.keys.sorted() == ["newest"])
        try await file.pool.write { try $0.execute(sql: "UPDATE newest SET version = 9 WHERE rowid = 5") }
        let (altered, again) = try await file.rebuild()
        #expect(altered != again)
        #expect(again == rebuilt)
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: bench.folder.url.path).filter { $0.contains("rebuild") }
        #expect(leftovers == [])
    }

    @Test func `can be rebuilt while records come and go`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        let file = try ViewFile(folder: bench.folder.url, ledger: store, views: [NewestBodies()])
        _ = try await store.append((0..<1_000).map { draft($0) })
        let writing = Task {
            for number in 1_000..<1_060 {
                let index = try await store.append(draft(number))
                if number % 10 == 0 {
                    try await store.erase([LedgerPosition(index: index - 5)], header: header(number + 5_000, kind: .erasure))
                }
                try await file.catchUp()
            }
        }
        for _ in 0..<3 {
            let (live, rebuilt) = try await file.rebuild()
            #expect(live == rebuilt)
        }
        try await writing.value
    }

    @Test func `say so when the ledger they were filled from is gone`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append([draft(0), draft(1)])
        let file = try ViewFile(folder: bench.folder.url, ledger: store, views: [NewestBodies()])
        try await file.catchUp()
        try file.pool.close()
        let other = try bench.open("other")
        let later = try ViewFile(folder: bench.folder.url, ledger: other, views: [NewestBodies()])
        await #expect(throws: LedgerError.viewsAhead(view: "newest", seen: 2, size: 0)) { try await later.catchUp() }
    }
}
