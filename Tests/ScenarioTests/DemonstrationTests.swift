import Foundation
import SeraiTesting
import Testing

@Suite struct `The demonstration` {
    private struct Specimen: Decodable {
        var name: String
        var expect: String
        var lines: [String]
    }

    private static func specimens() throws -> [Specimen] {
        let file = repository.appending(path: "Sources/SeraiNode/Assets/lists/specimens.json")
        return try JSONDecoder().decode([Specimen].self, from: Data(contentsOf: file))
    }

    @Test func `screens its specimens, keeps its data over a restart and proves itself`() async throws {
        let folder = try TemporaryFolder()
        let home = folder.url.appending(path: "demo")
        var node = try await NodeProcess.start(.demo, home)
        let twice = try await Program.run("demo", "--home", home.path, "--port", "0")
        #expect(twice.status == 0 && twice.errors.contains("\(node.port)"), "\(twice.errors)")

        try await screenAll(home)
        #expect(try await Program.run("ledger", "verify", "--home", home.path).status == 0)
        #expect(try await Program.run("audit", "verify", "--home", home.path).status == 0)
        node.program.kill()

        node = try await NodeProcess.start(.demo, home)
        #expect(!node.program.errors.contains("Importing"), "the lists were imported twice")
        try await screenAll(home)
        #expect(try await node.stop().status == 0)

        let rebuilt = try await Program.run("rebuild", "--home", home.path)
        #expect(rebuilt.status == 0 && rebuilt.lines.count >= 5, "\(rebuilt.errors)")
        #expect(rebuilt.lines.allSatisfy { $0.contains("  same  ") }, "\(rebuilt.output)")
        #expect(try await Program.run("ledger", "verify", "--home", home.path).status == 0)
        #expect(try await Program.run("audit", "verify", "--home", home.path).status == 0)
    }

    @Test func `takes in a list while it runs, and not half of one`() async throws {
        let folder = try TemporaryFolder()
        let home = folder.url.appending(path: "demo")
        let node = try await NodeProcess.start(.demo, home)
        let list = folder.url.appending(path: "documents.csv")
        let rows = "number,kind,issuer,status,date\nTQ7781204,passport,FIN,stolen,2026-01-02\n"
        try rows.write(to: list, atomically: true, encoding: .utf8)
        let half = try await run(
            "lists", "import", home, "duty", ["--format", "documents", "--list", "DOCS", "--date", "2026-11-01", list.path])
        #expect(half.status == 1 && half.errors.contains("#end") && !half.errors.contains("TQ7781204"), "\(half.errors)")
        #expect(try await screen("TQ7781204", home).status == 0)
        try (rows + "#end,1\n").write(to: list, atomically: true, encoding: .utf8)
        let whole = try await run(
            "lists", "import", home, "duty", ["--format", "documents", "--list", "DOCS", "--date", "2026-11-01", list.path])
        #expect(whole.status == 0 && whole.output.contains("\"added\":1"), "\(whole.output)\(whole.errors)")
        #expect(try await screen("TQ7781204", home).status == 3)
        _ = try await node.stop()
    }

    private func screen(_ number: String, _ home: URL) async throws -> ProgramResult {
        try await Program.run(
            "screen", "--number", number, "--as", "first", "--purpose", "border-check", "--post", "north", "--home",
            home.path, environment: ["SERAI_PASSWORD": "serai demonstration"])
    }

    private func run(
        _ command: String, _ verb: String, _ home: URL, _ officer: String, _ rest: [String]
    ) async throws -> ProgramResult {
        let program = try Program(
            [command, verb, "--home", home.path, "--as", officer, "--purpose", "investigation"] + rest,
            environment: ["SERAI_PASSWORD": "serai demonstration"])
        return try await program.finish()
    }

    private func screenAll(_ home: URL) async throws {
        let password = ["SERAI_PASSWORD": "serai demonstration"]
        for specimen in try Self.specimens() {
            let zone = home.appending(path: "\(specimen.name).txt")
            try specimen.lines.joined(separator: "\n").write(to: zone, atomically: true, encoding: .utf8)
            let result = try await Program.run(
                "screen", "--mrz", zone.path, "--as", "first", "--purpose", "border-check", "--post", "north",
                "--home", home.path, environment: password)
            #expect(result.status == (specimen.expect == "clear" ? 0 : 3), "\(specimen.name): \(result.output)\(result.errors)")
            try FileManager.default.removeItem(at: zone)
        }
        let wrong = try await Program.run(
            "screen", "--number", "X1234567", "--as", "first", "--purpose", "border-check", "--post", "north",
            "--home", home.path, environment: ["SERAI_PASSWORD": "not the password"])
        #expect(wrong.status == 1 && !wrong.errors.contains("X1234567"), "\(wrong.errors)")
    }
}

@Suite struct `Zones from standard input` {
    private struct Verdict: Decodable, Equatable {
        var id: String
        var verdict: String
    }

    @Test func `are answered one by one in their order`() async throws {
        let cases = try fixtureLines()
        let folder = try TemporaryFolder()
        let questions = folder.url.appending(path: "questions.jsonl")
        try (cases.map(\.question).joined(separator: "\n") + "\n").write(to: questions, atomically: true, encoding: .utf8)
        let result = try await Program.run("mrz", "parse", "--jsonl", input: questions)
        #expect(result.status == 0)
        let answers = try result.lines.map { try JSONDecoder().decode(Verdict.self, from: Data($0.utf8)) }
        #expect(answers == cases.map(\.expected))
    }

    /// What is asked, without the expectation, and what should come.
    private func fixtureLines() throws -> [(question: String, expected: Verdict)] {
        let text = try String(contentsOf: fixture("documents/mrz-dev.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            var object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let expected = try #require((object["expect"] as? [String: Any])?["verdict"] as? String)
            object = object.filter { ["id", "lines", "format", "reference_date"].contains($0.key) }
            let question = String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
            return (question, Verdict(id: try #require(object["id"] as? String), verdict: expected))
        }
    }
}
