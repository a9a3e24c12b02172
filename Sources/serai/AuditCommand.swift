import ArgumentParser
import Foundation
import Safeguards
import SeraiNode

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who looked at what, and why.", subcommands: [Verify.self, Show.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute the audit of all days and compare it with checkpoints held from earlier.",
            discussion: "Works beside a running node. Exit 1 when anything is wrong.")

        @OptionGroup var home: HomeOption

        @Option(help: "A checkpoint that someone holds from earlier (a file); may be given several times.")
        var holding: [String] = []

        func run() async throws {
            let notes = try holding.map { try String(contentsOfFile: $0, encoding: .utf8) }
            let faults = try home.place.verifyAudit(holding: notes)
            for fault in faults { print(fault) }
            if !faults.isEmpty { throw ExitCode(1) }
            print("sound: \(notes.count) earlier checkpoints agree")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The latest entries, as the data protection officer sees them. Looking is itself audited.")

        @OptionGroup var officer: OfficerOptions

        @Option(help: "How many.")
        var last = 20

        @Flag(help: "JSON Lines.")
        var json = false

        func run() async throws {
            let answer = try await officer.withNode { client in
                try await client.send("GET", "audit?purpose=\(officer.purpose)&limit=\(last)")
            }
            for line in answer.object["lines"] as? [[String: Any]] ?? [] {
                if json {
                    try printJSON(line)
                } else {
                    let words = ["time", "officer", "purpose", "what"].map { "\(line[$0] ?? "-")" }
                    print(words.joined(separator: "  "))
                }
            }
        }
    }
}
