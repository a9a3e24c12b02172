import Foundation
import GRDB
import Ledger
import Records
import SeraiTesting
import Testing

/// A closed ledger of 600 entries, two of them batches, one erased body; copied for each way of tampering with it.
private struct Sound {
    let bench: Bench
    /// A checkpoint someone kept when there were 300 entries.
    let held: String

    init() async throws {
        bench = try Bench()
        let store = try bench.open()
        _ = try await store.append((0..<299).map { draft($0) })
        _ = try await store.append(batch: header(299), of: items(0..<5))
        held = try store.checkpoint()
        bench.clock.advance(seconds: 4_000)
        _ = try await store.append((300..<598).map { draft($0) })
        _ = try await store.append(batch: header(598), of: items(5..<9))
        try await store.erase([LedgerPosition(index: 44)], header: header(599, kind: .erasure))
        try store.close()
    }

    /// Tampers with a copy and says what the verification of it finds.
    func faults(holding: [String] = [], guarded: Bool = true, _ change: (Database) throws -> Void) throws -> [LedgerFault] {
        let copy = try TemporaryFolder()
        for file in ["records.sqlite", "records.guard"] where guarded || file != "records.guard" {
            try FileManager.default.copyItem(at: bench.path(file), to: copy.url.appending(path: file))
        }
        let queue = try DatabaseQueue(path: copy.url.appending(path: "records.sqlite").path)
        try queue.writeWithoutTransaction { try change($0) }
        try queue.close()
        let store = try LedgerStore.open(readOnly: copy.url, name: "records", origin: bench.origin, keys: bench.keys)
        defer { try? store.close() }
        return try store.verify(holding: holding)
    }

    /// Flips the lowest bit of one byte of a column.
    func flip(_ table: String, _ column: String, _ place: Int64, byte: Int, key: String = "place") throws -> [LedgerFault] {
        try faults { db in
            var bytes = try #require(
                try Data.fetchOne(db, sql: "SELECT CAST(\(column) AS BLOB) FROM \(table) WHERE \(key) = ?", arguments: [place]))
            bytes[byte] ^= 1
            let value: any DatabaseValueConvertible = column == "note" ? String(decoding: bytes, as: UTF8.self) : bytes
            try db.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?", arguments: [value, place])
        }
    }
}

@Suite struct `Verification` {
    @Test func `finds nothing in a sound ledger`() async throws {
        let sound = try await Sound()
        #expect(try sound.faults(holding: [sound.held]) { _ in } == [])
    }

    @Test func `finds any flipped byte of an entry`() async throws {
        let sound = try await Sound()
        for (index, byte) in [(0, 0), (17, 30), (299, 100), (597, 60)] as [(Int64, Int)] {
            #expect(try sound.flip("entries", "bytes", index, byte: byte) == [.entryAltered(at: UInt64(index))])
        }
        // An erasure that is not what was signed accounts for nothing.
        #expect(
            try sound.flip("entries", "bytes", 599, byte: 60)
                == [.entryAltered(at: 599), .bodyMissing(at: LedgerPosition(index: 44))])
    }

    @Test func `finds any flipped byte of a body, its key or its commitment`() async throws {
        let sound = try await Sound()
        for byte in [0, 31, 32, 38, 50] {
            #expect(try sound.flip("bodies", "sealed", 17 << 8, byte: byte) == [.bodyAltered(at: LedgerPosition(index: 17))])
        }
        let slot = LedgerPosition(index: 299, slot: 3)
        #expect(try sound.flip("bodies", "sealed", 299 << 8 | 3, byte: 40) == [.bodyAltered(at: slot)])
        #expect(try sound.flip("bodies", "commitment", 299 << 8 | 3, byte: 0) == [.bodyAltered(at: slot), .slotsAltered(at: 299)])
    }

    @Test func `finds any flipped byte of the tree`() async throws {
        let sound = try await Sound()
        #expect(try sound.flip("hashes", "hash", 17, byte: 3) == [.hashAltered(level: 0, index: 17)])
        #expect(try sound.flip("hashes", "hash", 8 << 56 | 1, byte: 3) == [.hashAltered(level: 8, index: 1)])
    }

    @Test func `finds any flipped byte of a checkpoint`() async throws {
        let sound = try await Sound()
        for byte in [0, 18, 30, 90, 150] {
            for size in [300, 600] as [Int64] {
                let faults = try sound.flip("checkpoints", "note", size, byte: byte, key: "size")
                guard case .checkpointInvalid(UInt64(size), _)? = faults.first else {
                    Issue.record("byte \(byte) of the checkpoint at \(size): \(faults)")
                    continue
                }
            }
        }
    }

    @Test func `finds swapped entries, bodies and slots`() async throws {
        let sound = try await Sound()
        func swap(_ table: String, _ a: Int64, _ b: Int64) throws -> [LedgerFault] {
            try sound.faults { db in
                try db.execute(
                    sql: """
                        UPDATE \(table) SET place = -1 WHERE place = \(a); UPDATE \(table) SET place = \(a) WHERE place = \(b);
                        UPDATE \(table) SET place = \(b) WHERE place = -1
                        """)
            }
        }
        #expect(try swap("entries", 10, 11) == [.entryAltered(at: 10), .entryAltered(at: 11)])
        #expect(try swap("bodies", 10 << 8, 11 << 8) == [10, 11].map { .bodyAltered(at: LedgerPosition(index: $0)) })
        #expect(try swap("bodies", 299 << 8, 299 << 8 | 1).contains(.slotsAltered(at: 299)))
    }

    @Test func `finds a swap whose hashes were made to fit`() async throws {
        let sound = try await Sound()
        let faults = try sound.faults { db in
            for table in ["entries", "hashes", "bodies"] {
                let (a, b): (Int64, Int64) = table == "bodies" ? (10 << 8, 11 << 8) : (10, 11)
                try db.execute(
                    sql: """
                        UPDATE \(table) SET place = -1 WHERE place = \(a); UPDATE \(table) SET place = \(a) WHERE place = \(b);
                        UPDATE \(table) SET place = \(b) WHERE place = -1
                        """)
            }
        }
        #expect(faults.contains(.historyRewritten(size: 600)))
        #expect(faults.contains(.checkpointDiffers(size: 300)))
    }

    @Test func `finds deleted entries, bodies, slots, hashes and tombstones`() async throws {
        let sound = try await Sound()
        func delete(_ table: String, _ place: Int64) throws -> [LedgerFault] {
            try sound.faults { try $0.execute(sql: "DELETE FROM \(table) WHERE place = \(place)") }
        }
        #expect(try delete("entries", 20).contains(.entryMissing(at: 20)))
        #expect(try delete("bodies", 20 << 8) == [.bodyMissing(at: LedgerPosition(index: 20))])
        #expect(try delete("bodies", 299 << 8 | 4) == [.slotsAltered(at: 299)])
        #expect(try delete("hashes", 20) == [.hashMissing(level: 0, index: 20)])
        #expect(try delete("hashes", 8 << 56) == [.hashMissing(level: 8, index: 0)])
        let emptied = try sound.faults { try $0.execute(sql: "UPDATE bodies SET sealed = NULL WHERE place = 20 << 8") }
        #expect(emptied == [.bodyMissing(at: LedgerPosition(index: 20))])
    }

    @Test func `finds a body that came back after its erasure, and one that no entry has`() async throws {
        let sound = try await Sound()
        let back = try sound.faults {
            try $0.execute(sql: "UPDATE bodies SET sealed = (SELECT sealed FROM bodies WHERE place = 45 << 8) WHERE place = 44 << 8")
        }
        #expect(back.contains(.bodyNotErased(at: LedgerPosition(index: 44))))
        let extra = try sound.faults {
            try $0.execute(sql: "INSERT INTO bodies (place, sealed) VALUES (20 << 8 | 9, x'00'), (700 << 8, x'00'), (599 << 8, x'00')")
        }
        #expect(
            Set(extra) == [
                .bodyUnexpected(at: LedgerPosition(index: 20, slot: 9)), .bodyUnexpected(at: LedgerPosition(index: 700)),
                .bodyUnexpected(at: LedgerPosition(index: 599)),
            ])
    }

    @Test func `finds a cut tail by the last checkpoint, by a held one and by the guard`() async throws {
        let sound = try await Sound()
        func cut(to size: Int, _ db: Database, checkpoints: Bool) throws {
            try db.execute(sql: "DELETE FROM entries WHERE place >= \(size)")
            try db.execute(sql: "DELETE FROM bodies WHERE place >= \(size) << 8")
            try db.execute(
                sql: "DELETE FROM hashes WHERE place >= \(size) AND place < 1 << 56 OR place > 1 << 56 AND (place & 255) >= \(size / 256)")
            if checkpoints { try db.execute(sql: "DELETE FROM checkpoints WHERE size > \(size)") }
        }
        #expect(try sound.faults { try cut(to: 598, $0, checkpoints: false) }.contains(.tailMissing(size: 598, signed: 600)))
        // An older state, whole and validly signed: only memory outside the file can tell.
        let old = try sound.faults(guarded: false) { try cut(to: 300, $0, checkpoints: true) }
        #expect(old == [.bodyMissing(at: LedgerPosition(index: 44))])
        #expect(try sound.faults { try cut(to: 300, $0, checkpoints: true) }.contains(.olderThanGuard(size: 300, seen: 600)))
        let newest = try LedgerStore.open(
            readOnly: sound.bench.folder.url, name: "records", origin: sound.bench.origin, keys: sound.bench.keys
        ).checkpoint()
        let held = try sound.faults(holding: [newest], guarded: false) { try cut(to: 300, $0, checkpoints: true) }
        #expect(held.contains(.heldAhead(size: 300, held: 600)))
    }

    @Test func `finds entries that nobody signed`() async throws {
        let sound = try await Sound()
        let faults = try sound.faults { db in
            let bytes = LedgerEntry(header: header(600), content: .none).bytes
            try db.execute(sql: "INSERT INTO entries VALUES (600, ?)", arguments: [Data(bytes)])
            try db.execute(sql: "INSERT INTO hashes VALUES (600, ?)", arguments: [Data(MerkleHash.leaf(bytes).bytes)])
        }
        #expect(faults == [.entriesUnsigned(from: 600, count: 1)])
    }

    @Test func `finds a second history by a held checkpoint, and tells a stranger's checkpoint`() async throws {
        let sound = try await Sound()
        let other = try Bench()
        let twin = try LedgerStore(
            folder: other.folder.url, name: "records", origin: sound.bench.origin, keys: sound.bench.keys, now: other.clock.now)
        _ = try await twin.append((0..<300).map { draft($0 + 1) })
        #expect(try sound.faults(holding: [twin.checkpoint()]) { _ in } == [.heldDiffers(size: 300)])
        let stranger = try other.open("other")
        guard case .heldInvalid? = try sound.faults(holding: [stranger.checkpoint()], { _ in }).first else {
            Issue.record("a stranger's checkpoint was taken")
            return
        }
    }

    @Test func `finds a flipped byte anywhere in the file, or it made no difference`() async throws {
        let sound = try await Sound()
        var random = SplitMix(seed: 20_261_122)
        let file = try Data(contentsOf: sound.bench.path("records.sqlite"))
        let original = try read(file, sound)
        #expect(original != nil)
        var found = 0
        for _ in 0..<300 {
            var altered = file
            let place = Int.random(in: 0..<file.count, using: &random)
            altered[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            let outcome = try read(altered, sound)
            if outcome == nil { found += 1 }
            #expect(outcome == nil || outcome == original, "a flipped bit at byte \(place) changed what is read, unnoticed")
        }
        #expect(found > 100)
    }

    /// - Returns: what a reader sees; `nil` when the ledger does not open or the verification finds a fault.
    private func read(_ file: Data, _ sound: Sound) throws -> [String]? {
        let copy = try TemporaryFolder()
        try file.write(to: copy.url.appending(path: "records.sqlite"))
        try FileManager.default.copyItem(at: sound.bench.path("records.guard"), to: copy.url.appending(path: "records.guard"))
        do {
            let store = try LedgerStore.open(readOnly: copy.url, name: "records", origin: sound.bench.origin, keys: sound.bench.keys)
            defer { try? store.close() }
            guard try store.verify(holding: [sound.held]).isEmpty else { return nil }
            return try store.records(from: 0, limit: 1_000).map { "\($0.position) \($0.id) \($0.version) \($0.body ?? []) \($0.erased)" }
        } catch is LedgerError {
            return nil
        }
    }
}

@Suite struct `The guard file` {
    @Test func `keeps a restored old copy from signing a second history`() async throws {
        let bench = try Bench()
        var store = try bench.open()
        _ = try await store.append(draft(0))
        try store.close()
        let old = try Data(contentsOf: bench.path("records.sqlite"))
        store = try bench.open()
        _ = try await store.append(draft(1))
        try store.close()
        try old.write(to: bench.path("records.sqlite"))
        store = try bench.open()
        let refusal = LedgerError.olderThanGuard(file: "records.sqlite", size: 1, seen: 2)
        #expect(store.refusal == refusal)
        await #expect(throws: refusal) { try await store.append(draft(2)) }
        #expect(throws: refusal) { try store.checkpoint() }
        #expect(try store.records(from: 0, limit: 5).count == 1)
        #expect(try store.verify() == [.olderThanGuard(size: 1, seen: 2)])
    }

    @Test func `notices another history of the same length`() async throws {
        let bench = try Bench()
        for number in 0..<2 {
            let store = try bench.open()
            _ = try await store.append(draft(number))
            try store.close()
            try FileManager.default.moveItem(at: bench.path("records.sqlite"), to: bench.path("kept-\(number)"))
            if number == 0 { try FileManager.default.removeItem(at: bench.path("records.guard")) }
        }
        try FileManager.default.moveItem(at: bench.path("kept-0"), to: bench.path("records.sqlite"))
        let store = try bench.open()
        #expect(store.refusal == .differsFromGuard(file: "records.sqlite", size: 1))
        #expect(try store.verify() == [.differsFromGuard(size: 1)])
    }

    @Test func `survives a torn write and is missed when it is gone`() async throws {
        let bench = try Bench()
        var store = try bench.open()
        for number in 0..<3 { _ = try await store.append(draft(number)) }
        let held = try store.checkpoint()
        try store.close()
        var torn = try Data(contentsOf: bench.path("records.guard"))
        #expect(torn.count == 1_024)
        torn.replaceSubrange(520..<600, with: Data(repeating: 0, count: 80))
        try torn.write(to: bench.path("records.guard"))
        store = try bench.open()
        #expect(store.refusal == nil)
        try store.close()
        try FileManager.default.removeItem(at: bench.path("records.guard"))
        store = try bench.open()
        #expect(store.refusal == .guardMissing(file: "records.guard"))
        #expect(try store.verify() == [.guardMissing])
        #expect(throws: LedgerError.self) { try store.layGuard(holding: []) }
        try store.layGuard(holding: [held])
        try store.close()
        store = try bench.open()
        #expect(try await store.append(draft(3)) == 3)
    }
}
