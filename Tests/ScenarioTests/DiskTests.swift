import Foundation
import Glibc
import Ledger
import SeraiTesting
import Testing

/// A disk of a few megabytes, in a mount namespace of its own; it is gone with the process that holds it.
private struct SmallDisk {
    private let holder: Program
    private let place: TemporaryFolder
    /// Seen from outside; SQLite resolves such a path, so programs run inside.
    private let url: URL

    /// - Returns: `nil` where this user may not mount.
    init?(megabytes: Int) async throws {
        guard geteuid() == 0 else { return nil }
        place = try TemporaryFolder()
        holder = try Program(
            ["-m", "sh", "-c", "mount -t tmpfs -o size=\(megabytes)m serai '\(place.url.path)' && echo mounted && exec sleep 600"],
            executable: URL(filePath: "/usr/bin/unshare"))
        guard try await holder.says("mounted", within: 10) else { return nil }
        url = URL(filePath: "/proc/\(holder.identifier)/root\(place.url.path)")
    }

    /// Takes what room is left.
    func fill() throws {
        let file = open(url.appending(path: "filler").path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        for size in [1 << 16, 4_096, 512, 1] {
            let part = [UInt8](repeating: 0, count: size)
            while write(file, part, size) == size {}
        }
    }

    /// Runs `serai` where the disk is.
    func run(_ arguments: [String]) throws -> Program {
        try Program(
            ["-t", "\(holder.identifier)", "-m", Program.binary.path] + arguments, executable: URL(filePath: "/usr/bin/nsenter"))
    }

    func path(_ name: String) -> String { place.url.appending(path: name).path }
    func copy(_ name: String, to target: URL) throws {
        try FileManager.default.copyItem(at: url.appending(path: name), to: target)
    }

    func free() throws { try FileManager.default.removeItem(at: url.appending(path: "filler")) }
    func end() { holder.kill() }
}

@Suite struct `A disk that is full` {
    @Test func `stops the writing with a clear error, loses nothing acknowledged, and writing goes on when there is room`()
        async throws
    {
        guard let disk = try await SmallDisk(megabytes: 24) else {
            print("not run: a file system of a few megabytes can be mounted by root only")
            return
        }
        defer { disk.end() }
        let program = try disk.run(["drill-write", "--patient", "--folder", disk.path("ledger")])
        #expect(try await program.says("\n", within: 30), "\(program.errors)")
        try disk.fill()
        #expect(try await program.says("no room left to write records.sqlite", within: 60), "\(program.errors.suffix(300))")
        let before = lines(program).count
        try disk.free()
        var more = before
        for _ in 0..<200 where more <= before + 50 {
            try await Task.sleep(for: .milliseconds(50))
            more = lines(program).count
        }
        program.kill()
        #expect(more > before + 50, "nothing was written after there was room again: \(program.errors.suffix(300))")

        let copies = try TemporaryFolder()
        let folder = copies.url.appending(path: "ledger")
        try disk.copy("ledger", to: folder)
        let ledger = try LedgerStore.open(
            readOnly: folder, name: "records", origin: "drill/serai/records/1", keys: .load(from: folder, name: "records"))
        #expect(try ledger.verify().isEmpty)
        let kept = Dictionary(
            try ledger.records(from: 0, limit: Int(ledger.size)).map { ("\($0.position.index)", "\($0.id)") }, uniquingKeysWith: { $1 })
        let lost = lines(program).filter { kept[$0[0]] != $0[1] }
        #expect(lost.isEmpty, "\(lost.count) acknowledged entries are lost")
        try ledger.close()
    }

    /// Index and id of each entry that was acknowledged; a line that is cut was not.
    private func lines(_ program: Program) -> [[String]] {
        program.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map { $0.split(separator: " ").map(String.init) }
    }
}
