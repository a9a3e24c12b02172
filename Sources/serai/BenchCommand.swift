// Measures this build on this machine, in one run: what was promised, and what it is compared with.

import ArgumentParser
import Foundation
import SeraiNode

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure a demonstration node in a temporary folder, and what it is compared with, in the same run.",
        discussion: "One JSON line a figure. With --json one object, keys first, as docs/figures keeps it.",
        subcommands: [BenchDocuments.self])

    @Flag(help: "One object instead of lines.") var json = false
    @Option(help: "Alerts of the large import.") var alerts = 100_000
    @Option(help: "One part alone: api, audit, screening or import; may be given several times.") var only: [Part] = []

    enum Part: String, ExpressibleByArgument, CaseIterable { case api, audit, screening, `import` }

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "serai-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let machine = Machine.description
        let home = Home(folder)
        var measures: [Measure] = []
        func note(_ found: [Measure]) throws {
            measures += found
            if !json { for measure in found { try printJSON(measure.line) } }
        }
        let parts = Set(only.isEmpty ? Part.allCases : only)
        if parts.contains(.api) {
            tell("Bench: a node of its own, over the API…")
            try note(try await BenchServed(home: home).measures())
        }
        tell("Bench: the same node in this process…")
        let inside = try await BenchInside(home: home)
        if parts.contains(.audit) { try note(try await inside.audit()) }
        if parts.contains(.screening) { try note(try await inside.screening()) }
        if parts.contains(.import) {
            tell("Bench: an import of \(alerts) alerts…")
            try note(try await inside.bulk(alerts))
        }
        if json {
            var object: [String: Any] = ["machine": machine, "measures": measures.map(\.line)]
            for measure in measures { object[measure.key] = measure.rounded }
            let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
            print(String(decoding: data, as: UTF8.self))
        } else {
            try printJSON(["machine": machine])
        }
    }
}
