import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

@Suite struct `A backup` {
    @Test func `is taken beside a running writer and restores to a ledger that verifies`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append((0..<400).map { draft($0) })
        let held = try store.checkpoint()
        let writing = Task { for number in 400..<460 { _ = try await store.append(draft(number)) } }
        let folder = bench.path("backup")
        let manifest = try LedgerBackup.make(
            of: ["records.sqlite"], in: bench.folder.url, to: folder, at: bench.clock.now())
        try await writing.value
        #expect(manifest.files.map(\.path) == ["records.sqlite"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["manifest.json", "records.sqlite"])
        let home = bench.path("elsewhere")
        try LedgerBackup.restore(from: folder, to: home)
        let restored = try LedgerStore(
            folder: home, name: "records", origin: bench.origin, keys: bench.keys, now: bench.clock.now)
        #expect(restored.refusal == .guardMissing(file: "records.guard"))
        #expect(try restored.verify(holding: [held]) == [.guardMissing])
        #expect(restored.size >= 400)
    }

    @Test func `does not bring erased bodies back`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append((0..<10).map { draft($0) })
        try await store.erase([LedgerPosition(index: 1)], header: header(50, kind: .erasure))
        let folder = bench.path("backup")
        _ = try LedgerBackup.make(of: ["records.sqlite"], in: bench.folder.url, to: folder, at: bench.clock.now())
        try await store.erase([LedgerPosition(index: 3)], header: header(51, kind: .erasure))
        let list = try store.erasureList()
        #expect(list.map(\.index) == [10, 11])
        let home = bench.path("elsewhere")
        try LedgerBackup.restore(from: folder, to: home, erasures: ["records.sqlite": list])
        let restored = try LedgerStore.open(readOnly: home, name: "records", origin: bench.origin, keys: bench.keys)
        #expect(try restored.record(at: LedgerPosition(index: 3))?.erased == true)
        #expect(try restored.record(at: LedgerPosition(index: 4))?.body != nil)
        #expect(try restored.verify() == [])
        var forged = list
        forged[1].index = 9
        let other = bench.path("third")
        #expect(throws: LedgerError.self) {
            try LedgerBackup.restore(from: folder, to: other, erasures: ["records.sqlite": forged])
        }
        #expect(!FileManager.default.fileExists(atPath: other.appending(path: "records.sqlite").path))
    }

    @Test func `is refused when damaged, incomplete or in the way`() async throws {
        let bench = try Bench()
        let store = try bench.open()
        _ = try await store.append(draft(0))
        let folder = bench.path("backup")
        _ = try LedgerBackup.make(of: ["records.sqlite"], in: bench.folder.url, to: folder, at: bench.clock.now())
        #expect(throws: LedgerError.self) { try LedgerBackup.restore(from: folder, to: bench.folder.url) }
        #expect(throws: LedgerError.self) {
            try LedgerBackup.make(of: ["records.sqlite"], in: bench.folder.url, to: folder, at: bench.clock.now())
        }
        let copy = folder.appending(path: "records.sqlite")
        var bytes = try Data(contentsOf: copy)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: copy)
        #expect(throws: LedgerError.backup("records.sqlite is missing or not as it was when the backup was made: use another backup")) {
            try LedgerBackup.check(folder)
        }
        try FileManager.default.removeItem(at: folder.appending(path: "manifest.json"))
        #expect(throws: LedgerError.self) { try LedgerBackup.check(folder) }
    }

    @Test func `keeps keys apart, readable by their owner alone`() throws {
        let bench = try Bench()
        let keys = try LedgerKeys.create(in: bench.path("keys"), name: "records")
        #expect(throws: LedgerError.keyExists(file: "records.log.key")) {
            try LedgerKeys.create(in: bench.path("keys"), name: "records")
        }
        try LedgerBackup.copyKeys(from: bench.path("keys"), to: bench.path("vault"))
        let copied = try LedgerKeys.load(from: bench.path("vault"), name: "records")
        #expect(try copied.verifier(origin: "a") == keys.verifier(origin: "a"))
        let file = bench.path("vault").appending(path: "records.sealing.key").path
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect(throws: LedgerError.unreadable(file: "records.sealing.key", reason: "others may read this key, its rights must be 0600")) {
            try LedgerKeys.load(from: bench.path("vault"), name: "records")
        }
        #expect(throws: LedgerError.missing(file: "none.log.key")) { try LedgerKeys.load(from: bench.path("vault"), name: "none") }
    }
}
