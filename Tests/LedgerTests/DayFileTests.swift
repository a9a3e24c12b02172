import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

@Suite struct `One log in day files` {
    @Test func `goes on with the same tree, and stays provable when old days are deleted`() async throws {
        let bench = try Bench()
        var store = try bench.open("day-0")
        var held: [String] = []
        var leaves: [MerkleHash] = []
        for (day, count) in [203, 77, 1, 700].enumerated() {
            if day > 0 {
                let frontier = try store.frontier(keeping: try held.map { try Checkpoint.verified($0, by: store.verifier).size })
                try store.close()
                store = try bench.open("day-\(day)", continuing: frontier)
                #expect(try store.verify(holding: held) == [])
            }
            #expect(store.first == UInt64(leaves.count))
            for start in stride(from: 0, to: count, by: 50) {
                let range = try await store.append((start..<min(start + 50, count)).map { draft(day * 1_000 + $0) })
                leaves += try store.entries(range).map { MerkleHash.leaf($0) }
            }
            held.append(try store.checkpoint())
            #expect(try store.root(of: store.size) == Naive.root(leaves[...]))
        }
        for day in 0..<3 {
            for ending in ["sqlite", "guard", "lock"] { try FileManager.default.removeItem(at: bench.path("day-\(day).\(ending)")) }
        }
        #expect(try store.verify(holding: held) == [])
        let newest = try Checkpoint.verified(store.checkpoint(), by: store.verifier)
        for note in held {
            let old = try Checkpoint.verified(note, by: store.verifier)
            let proof = try store.consistencyProof(from: old.size, to: newest.size)
            #expect(ProofCheck.consistency(from: old.size, old.root, to: newest.size, newest.root, proof: proof))
        }
        for index in stride(from: store.first, to: newest.size, by: 40) {
            let proof = try store.inclusionProof(of: index, in: newest.size)
            #expect(
                ProofCheck.inclusion(
                    of: leaves[Int(index)], at: index, in: newest.size, root: newest.root, proof: proof))
        }
        #expect(throws: LedgerError.pruned(index: 0, first: 281)) { try store.records(from: 0, limit: 1) }
        #expect(throws: LedgerError.self) { try store.inclusionProof(of: 3, in: newest.size) }
    }

    @Test func `notices a checkpoint of an old day that it does not continue`() async throws {
        let bench = try Bench()
        let first = try bench.open("day-0")
        _ = try await first.append(draft(0))
        let unkept = try first.checkpoint()
        _ = try await first.append([draft(1), draft(2)])
        let second = try bench.open("day-1", continuing: try first.frontier())
        #expect(try second.verify(holding: [unkept]) == [.heldNotCovered(size: 1, first: 3)])
        let twin = try bench.open("twin")
        _ = try await twin.append([draft(7), draft(8), draft(9)])
        #expect(try second.verify(holding: [twin.checkpoint()]) == [.heldDiffers(size: 3)])
    }

    @Test func `reopens an empty day, and refuses another beginning`() async throws {
        let bench = try Bench()
        let first = try bench.open("day-0")
        _ = try await first.append(draft(0))
        let frontier = try first.frontier()
        try bench.open("day-1", continuing: frontier).close()
        let second = try bench.open("day-1", continuing: frontier)
        #expect(second.size == 1)
        #expect(try Checkpoint.verified(second.checkpoint(), by: second.verifier).root == first.root(of: 1))
        try second.close()
        _ = try await first.append(draft(1))
        let later = try first.frontier()
        #expect(throws: LedgerError.outside(size: 2, of: 1)) { try bench.open("day-1", continuing: later) }
    }
}
