import ArgumentParser
import Foundation
import Ledger
import SeraiNode

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The ledger, for those who check it.",
        subcommands: [Verify.self, Export.self, Vectors.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute everything: entries, tree, signatures, bodies.",
            discussion: "Works beside a running node. Exit 1 when anything is wrong.")

        @OptionGroup var home: HomeOption

        @Option(help: "A checkpoint that someone holds from earlier (a file); may be given several times.")
        var holding: [String] = []

        func run() async throws {
            let store = try home.place.recordsReadOnly()
            let notes = try holding.map { try String(contentsOfFile: $0, encoding: .utf8) }
            let faults = try store.verify(holding: notes)
            for fault in faults { print(fault) }
            if !faults.isEmpty { throw ExitCode(1) }
            for (index, succession) in try store.successions() {
                print("from entry \(index) on this is \(store.origin), which succeeds \(succession.loss(from: index))")
            }
            print("sound: \(store.size) entries, \(notes.count) earlier checkpoints agree")
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write checkpoint, verifier key, tiles and entry bundles in the C2SP layout.",
            discussion: "Entries carry no personal data. Any C2SP tlog-tiles tool can verify the folder.")

        @OptionGroup var home: HomeOption

        @Argument(help: "Folder to write; made when absent.")
        var folder: String

        func run() async throws {
            let store = try home.place.recordsReadOnly()
            let written = try store.export(to: URL(filePath: folder))
            print("\(written) files in \(folder), \(store.size) entries")
        }
    }

    struct Vectors: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a file of published test vectors, one JSON line a section.")

        @Argument(help: "The vector file.")
        var file: String

        func run() async throws {
            let results = try LogVectors.run(Data(contentsOf: URL(filePath: file)))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for result in results { print(String(decoding: try encoder.encode(result), as: UTF8.self)) }
            if results.contains(where: { !$0.failed.isEmpty }) { throw ExitCode(1) }
        }
    }
}
