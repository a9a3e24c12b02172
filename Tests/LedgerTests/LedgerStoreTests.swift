import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

@Suite struct `A ledger` {
    @Test func `gives back what was appended, in order, after reopening too`() async throws {
        let bench = try Bench()
        var store = try bench.open()
        #expect(try await store.append(draft(0)) == 0)
        #expect(try await store.append([draft(1), draft(2)]) == 1..<3)
        #expect(try await store.append(batch: header(3), of: items(10..<13)) == 3)
        #expect(try await store.append(RecordDraft(header: header(0, version: 2), body: nil)) == 4)
        for _ in 0..<2 {
            let records = try store.records(from: 0, limit: 10)
            #expect(records.map(\.position.description) == ["0", "1", "2", "3", "3/1", "3/2", "4"])
            #expect(
                records.map { $0.body.map { String(decoding: $0, as: UTF8.self) } }
                    == ["body 0", "body 1", "body 2", "item 10", "item 11", "item 12", nil])
            #expect(records.map(\.id) == [0, 1, 2, 10, 11, 12, 0].map { header($0).id })
            #expect(records.allSatisfy { !$0.erased && $0.header.kind == "alert" })
            #expect(store.size == 5)
            #expect(try store.verify() == [])
            try store.close()
            store = try bench.open()
        }
    }

    @Test func `shares one disk write among all who wait`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        let indices = try await withThrowingTaskGroup(of: UInt64.self) { group in
            for number in 0..<200 { group.addTask { try await store.append(draft(number)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(indices.sorted() == Array(0..<200))
        #expect(store.commits <= 100, "\(store.commits) writes for 200 appends")
        #expect(try store.verify() == [])
        let bodies = try store.records(from: 0, limit: 200).map { String(decoding: $0.body ?? [], as: UTF8.self) }
        #expect(Set(bodies) == Set((0..<200).map { "body \($0)" }))
    }

    @Test func `lets single appends through a bulk import`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        let single = try await withThrowingTaskGroup(of: UInt64?.self) { group in
            for lane in 0..<6 {
                group.addTask {
                    for batch in lane * 10..<lane * 10 + 10 {
                        _ = try await store.append(batch: header(batch), of: items(batch * 256..<batch * 256 + 256))
                    }
                    return nil
                }
            }
            try await Task.sleep(for: .milliseconds(20))
            group.addTask { try await store.append(draft(9_999)) }
            return try await group.reduce(nil) { $0 ?? $1 }
        }
        let index = try #require(single)
        #expect(index < 59, "the single append waited for the whole import")
        #expect(try store.verify() == [])
    }

    @Test func `takes an array whole or not at all`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        var wrong = draft(2)
        wrong.header.legalBasis = String(repeating: "x", count: 70_000)
        await #expect(throws: LedgerError.self) { try await store.append([draft(1), wrong]) }
        #expect(store.size == 0)
        await #expect(throws: LedgerError.tooMany(found: 1_025, limit: 1_024)) {
            try await store.append((0..<1_025).map { draft($0) })
        }
        await #expect(throws: LedgerError.tooMany(found: 257, limit: 256)) {
            try await store.append(batch: header(0), of: items(0..<257))
        }
        await #expect(throws: LedgerError.tooMany(found: 0, limit: 256)) {
            try await store.append(batch: header(0), of: [])
        }
        await #expect(throws: LedgerError.reservedKind("erasure")) {
            try await store.append(RecordDraft(header: header(0, kind: .erasure), body: nil))
        }
        #expect(store.size == 0)
        #expect(try await store.append(draft(1)) == 0)
    }

    @Test func `says so when the disk is full, keeps nothing by halves, and goes on when there is room`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append(draft(0))
        try store.limit(bytes: 400_000)
        let big = String(repeating: "x", count: 20_000)
        let outcomes = await withTaskGroup(of: Result<UInt64, any Error>.self) { group in
            for number in 1...60 {
                group.addTask {
                    do { return .success(try await store.append(draft(number, body: big))) } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let failures = outcomes.compactMap { if case .failure(let error) = $0 { error as? LedgerError } else { nil } }
        #expect(failures.count > 30)
        #expect(failures.allSatisfy { $0 == .storageFull(file: "records.sqlite") })
        #expect(Int(store.size) == 1 + outcomes.count - failures.count)
        #expect(store.refusal == nil)
        #expect(try store.verify() == [])
        try store.limit(bytes: 100_000_000)
        #expect(try await store.append(draft(99)) == store.size - 1)
        #expect(try store.verify() == [])
    }

    @Test func `has one writer; readers are welcome`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append(draft(0))
        #expect(throws: LedgerError.alreadyOpen(file: "records.sqlite")) { try bench.open() }
        let reader = try LedgerStore.open(
            readOnly: bench.folder.url, name: "records", origin: bench.origin, keys: bench.keys)
        #expect(try reader.verify() == [])
        _ = try await store.append(draft(1))
        #expect(reader.size == 2)
        #expect(try reader.records(from: 0, limit: 5).count == 2)
        await #expect(throws: LedgerError.readOnly(file: "records.sqlite")) { try await reader.append(draft(2)) }
        let stranger = try LedgerStore.open(readOnly: bench.folder.url, name: "records", verifier: store.verifier)
        #expect(try stranger.verify(holding: [store.checkpoint()]) == [])
        #expect(try stranger.records(from: 0, limit: 1).first?.body == nil)
    }

    @Test func `refuses another key and a missing file`() async throws {
        let bench = try Bench()
        try bench.open().close()
        #expect(throws: LedgerError.self) {
            try LedgerStore(
                folder: bench.folder.url, name: "records", origin: bench.origin, keys: .generate(), now: bench.clock.now)
        }
        #expect(throws: LedgerError.missing(file: "none.sqlite")) {
            try LedgerStore.open(readOnly: bench.folder.url, name: "none", origin: bench.origin, keys: bench.keys)
        }
    }

    @Test func `proves its entries to someone who holds a checkpoint`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        var held: [Checkpoint] = []
        for step in 0..<9 {
            _ = try await store.append((0..<67).map { draft(step * 67 + $0) })
            held.append(try Checkpoint.verified(store.checkpoint(), by: store.verifier))
        }
        let newest = try #require(held.last)
        #expect(newest.size == 603)
        for old in held {
            let proof = try store.consistencyProof(from: old.size, to: newest.size)
            #expect(ProofCheck.consistency(from: old.size, old.root, to: newest.size, newest.root, proof: proof))
        }
        for index in stride(from: UInt64(0), to: 603, by: 25) {
            let leaf = MerkleHash.leaf(try store.entries(index..<index + 1)[0])
            let proof = try store.inclusionProof(of: index, in: newest.size)
            #expect(ProofCheck.inclusion(of: leaf, at: index, in: newest.size, root: newest.root, proof: proof))
        }
        let leaves = try store.entries(0..<603).map { MerkleHash.leaf($0) }
        let tile = try store.tile(#require(TilePath("tile/0/001")))
        #expect(tile == leaves[256..<512].flatMap(\.bytes))
        let upper = try store.tile(#require(TilePath("tile/1/000.p/2")))
        #expect(upper == Naive.root(leaves[0..<256]).bytes + Naive.root(leaves[256..<512]).bytes)
        let bundle = try store.tile(#require(TilePath("tile/entries/002.p/91")))
        #expect(EntryBundle.decode(bundle, count: 91)?.map { MerkleHash.leaf($0) } == Array(leaves[512..<603]))
        #expect(throws: LedgerError.outside(size: 604, of: 603)) { try store.root(of: 604) }
        #expect(throws: LedgerError.self) { try store.tile(#require(TilePath("tile/entries/002.p/92"))) }
    }

    @Test func `keeps the last checkpoint of each hour`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        for number in 0..<12 {
            _ = try await store.append(draft(number))
            bench.clock.advance(seconds: 1_200)
        }
        let sizes = try store.checkpoints().compactMap { try Checkpoint.verified($0, by: store.verifier).size }
        #expect(sizes == [3, 6, 9, 12])
        #expect(try store.verify() == [])
    }
}
