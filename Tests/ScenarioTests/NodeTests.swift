import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

/// Makes an empty node.
func newNode(in folder: TemporaryFolder) async throws -> String {
    let home = folder.url.appending(path: "node").path
    let made = try await Program.run("init", "--home", home, "--node", "aa", "--name", "Border Police", "--post", "north=North")
    try #require(made.status == 0, "\(made.errors)")
    return home
}

/// Writes to a node's ledger that nobody has open.
func append(_ count: Int, to home: String) async throws {
    let ledger = try LedgerStore(
        folder: URL(filePath: home + "/records"), name: "records", origin: "aa/serai/records/1",
        keys: .load(from: URL(filePath: home + "/keys"), name: "records"), now: { Date() })
    let day = try #require(CalendarDay(year: 2030, month: 1, day: 1))
    for number in 0..<count {
        let time = UInt64(Date().timeIntervalSince1970 * 1_000)
        _ = try await ledger.append(
            RecordDraft(
                header: RecordHeader(
                    id: RecordID(milliseconds: time, chance: (UInt64(number), 1)), kind: "scenario", node: "aa",
                    author: "o-1", issued: Int64(time), handling: Handling(.green), purposes: [.borderCheck],
                    legalBasis: "scenario", retention: Retention(review: day, delete: day)),
                body: Array(repeating: UInt8(truncatingIfNeeded: number), count: 200)))
    }
    try ledger.close()
}

private func verify(_ home: String, holding: String? = nil) async throws -> ProgramResult {
    try await Program(["ledger", "verify", "--home", home] + (holding.map { ["--holding", $0] } ?? [])).finish()
}

@Suite struct `A node as a program` {
    @Test func `is made, served, checked while it runs, and stopped`() async throws {
        let folder = try TemporaryFolder()
        let home = try await newNode(in: folder)
        let again = try await Program.run("init", "--home", home, "--node", "bb", "--name", "Other")
        #expect(again.status == 1 && again.errors.contains("already holds a node"))

        let node = try await NodeProcess.start(.serve, URL(filePath: home))
        let second = try await Program.run("serve", "--home", home)
        #expect(second.status == 1)
        #expect(second.errors.contains("running already") && second.errors.contains(home), "\(second.errors)")
        #expect(node.program.isRunning)
        for command in ["ledger", "audit"] {
            let result = try await Program.run(command, "verify", "--home", home)
            #expect(result.status == 0 && result.output.hasPrefix("sound"), "\(command): \(result.output)\(result.errors)")
        }
        let stopped = try await node.stop()
        #expect(stopped.status == 0, "\(stopped.errors)")
        let after = try await NodeProcess.start(.serve, URL(filePath: home))
        after.program.kill()
        #expect(try await verify(home).status == 0)
    }

    @Test func `says what is missing instead of making it`() async throws {
        let folder = try TemporaryFolder()
        let nowhere = folder.url.appending(path: "nowhere").path
        for command in [["serve"], ["rebuild"], ["ledger", "verify"], ["audit", "verify"]] {
            let result = try await Program(command + ["--home", nowhere]).finish()
            #expect(result.status == 1 && result.errors.contains("serai init"), "\(command): \(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: nowhere))
    }

    @Test func `runs the published ledger vectors`() async throws {
        let file = fixture("ledger/log-vectors.json").path
        let result = try await Program.run("ledger", "vectors", file)
        #expect(result.status == 0 && result.lines.count == 7, "\(result.output)")
        #expect(result.lines.allSatisfy { $0.contains(#""failed":[]"#) })

        let folder = try TemporaryFolder()
        let altered = folder.url.appending(path: "altered.json")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let root = try #require(text.firstRange(of: #""root": ""#)?.upperBound ?? text.firstRange(of: #""root":""#)?.upperBound)
        try text.replacingCharacters(in: root...root, with: text[root] == "A" ? "B" : "A")
            .write(to: altered, atomically: true, encoding: .utf8)
        #expect(try await Program.run("ledger", "vectors", altered.path).status == 1)
    }
}

@Suite struct `A ledger that someone has altered` {
    /// A page of the file has unused room; a byte there belongs to nothing. Any other is found.
    @Test func `is found by verify, wherever the byte lies`() async throws {
        let folder = try TemporaryFolder()
        let home = try await newNode(in: folder)
        try await append(40, to: home)
        let file = URL(filePath: home + "/records/records.sqlite")
        let sound = try Data(contentsOf: file)
        let content = try records(of: home)
        #expect(try await verify(home).status == 0)
        var random = SplitMix(seed: 99)
        // Not in the first page: SQLite keeps counters there that no entry depends on.
        var places = (0..<6).map { _ in Int.random(in: 4_096..<sound.count, using: &random) }
        places += sound.ranges(of: Data("scenario".utf8)).map(\.lowerBound).filter { $0 >= 4_096 }.shuffled(using: &random).prefix(6)
        var found = 0
        for place in places {
            var altered = sound
            altered[place] ^= 0x20
            try altered.write(to: file)
            let result = try await verify(home)
            found += result.status == 1 ? 1 : 0
            #expect(
                try result.status == 1 || records(of: home) == content,
                "a byte altered at \(place) of \(sound.count): \(result.output)\(result.errors)")
        }
        #expect(found >= 6, "the drill hit only unused room")
        try sound.write(to: file)
        #expect(try await verify(home).status == 0)
    }

    private func records(of home: String) throws -> String {
        let ledger = try LedgerStore.open(
            readOnly: URL(filePath: home + "/records"), name: "records", origin: "aa/serai/records/1",
            keys: .load(from: URL(filePath: home + "/keys"), name: "records"))
        return try "\(ledger.records(from: 0, limit: 1_000))"
    }

    @Test func `is found when its tail is gone, by who holds a checkpoint`() async throws {
        let folder = try TemporaryFolder()
        let home = try await newNode(in: folder)
        try await append(10, to: home)
        let copy = folder.url.appending(path: "old.sqlite")
        let file = URL(filePath: home + "/records/records.sqlite")
        try FileManager.default.copyItem(at: file, to: copy)
        try await append(10, to: home)
        let exported = folder.url.appending(path: "export").path
        #expect(try await Program.run("ledger", "export", "--home", home, exported).status == 0)
        let held = exported + "/checkpoint"
        #expect(try await verify(home, holding: held).status == 0)

        let shorter = try Data(contentsOf: file).dropLast(4_096)
        try shorter.write(to: file)
        #expect(try await verify(home, holding: held).status == 1, "a file cut short")

        // The old file fits in every way but one: someone remembers more.
        try Data(contentsOf: copy).write(to: file)
        try FileManager.default.removeItem(atPath: home + "/records/records.guard")
        let result = try await verify(home, holding: held)
        #expect(result.status == 1 && result.output.contains("20"), "\(result.output)\(result.errors)")
    }

    @Test func `is found when an old backup is put back`() async throws {
        let folder = try TemporaryFolder()
        let home = try await newNode(in: folder)
        try await append(10, to: home)
        let (backup, keys) = (folder.url.appending(path: "backup").path, folder.url.appending(path: "keys").path)
        let made = try await Program.run("backup", "--home", home, "--to", backup, "--keys", keys)
        #expect(made.status == 0, "\(made.errors)")
        try await append(5, to: home)
        let exported = folder.url.appending(path: "export").path
        #expect(try await Program.run("ledger", "export", "--home", home, exported).status == 0)

        let other = folder.url.appending(path: "other").path
        let restored = try await Program.run("restore", "--home", other, "--from", backup, "--keys", keys)
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try await verify(other, holding: exported + "/checkpoint").status == 1)
        let twice = try await Program.run("restore", "--home", other, "--from", backup, "--keys", keys)
        #expect(twice.status == 1 && twice.errors.contains("already holds a node"), "\(twice.errors)")
    }
}
