// Figures of the document room: CPU time of one core, and what it is compared with in the same run.

import ArgumentParser
import Foundation
import Glibc
import Records
import TravelDocuments

struct BenchDocuments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "Measure zones and passive authentication, and their references in the same run.",
        discussion: """
            One object, keys first, as docs/figures keeps it. Reads Fixtures/documents of the folder it is started in. With --python naming an interpreter that has the PyPI package \
            mrz, zones are compared with it.
            """)

    @Option(help: "Python with the package mrz.") var python: String?

    func run() throws {
        let machine = Machine.description
        var measures = zones()
        if let python { measures += try pythonZones(python, own: measures[0].value) }
        measures += try authentication()
        var object: [String: Any] = ["machine": machine, "measures": measures.map(\.line)]
        for measure in measures { object[measure.key] = measure.rounded }
        try printJSON(object)
    }

    private static let lines = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ]

    private func zones() -> [Measure] {
        let day = CalendarDay.today
        var conformant = 0
        let fastest = best { rate(runs: 100_000) { if MRZ.parse(Self.lines, on: day).verdict == .conformant { conformant += 1 } } }
        precondition(conformant > 0)
        return [
            Measure(
                key: "mrz_per_second", subject: "TD3 zones parsed a second of one core", value: fastest, unit: "1/s", goal: 500_000,
                floor: true)
        ]
    }

    private func pythonZones(_ python: String, own: Double) throws -> [Measure] {
        let script = """
            import time
            from mrz.checker.td3 import TD3CodeChecker
            text = \"\"\"\(Self.lines.joined(separator: "\n"))\"\"\"
            best = 0
            for _ in range(5):
                start = time.process_time()
                for _ in range(500):
                    checker = TD3CodeChecker(text)
                    bool(checker), checker.fields()
                best = max(best, 500 / (time.process_time() - start))
            print(best)
            """
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script]
        process.standardOutput = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard let rate = Double(said.trimmingCharacters(in: .whitespacesAndNewlines)), rate > 0 else {
            throw ValidationError("\(python) has no package mrz: install it there, or leave --python out")
        }
        return [
            Measure(key: "mrz_python_per_second", subject: "the same zone by PyPI mrz", value: rate, unit: "1/s"),
            Measure(
                key: "mrz_over_python", subject: "zones parsed by those of PyPI mrz", value: own / rate, unit: "ratio", goal: 100,
                floor: true),
        ]
    }

    /// Whole judgements of documents whose signer is known, beside the bare verification of the same signature.
    private func authentication() throws -> [Measure] {
        struct Case: Decodable {
            var id: String
            var ef_sod: Data
            var data_groups: [String: Data]
        }
        let folder = "Fixtures/documents/passive-auth/"
        var found = TrustImport(on: .today)
        for (name, bytes) in try folderFiles(folder + "trust") where name.hasPrefix("csca-") { found.take(bytes, file: name) }
        let judge = PassiveAuthentication(trust: found.list)
        let text = try String(contentsOfFile: folder + "pa-cases.jsonl", encoding: .utf8)
        let kinds = ["PAD-01": "rsa2048", "PAD-04": "p256", "PAD-06": "bp256", "PAD-07": "bp384"]
        var measures: [Measure] = []
        for line in text.split(separator: "\n") {
            let known = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
            guard let kind = kinds[known.id] else { continue }
            let groups = known.data_groups.map { (Int($0) ?? 0, Array($1)) }
            let document = ChipDocument(
                securityObject: Array(known.ef_sod), dataGroups: Dictionary(uniqueKeysWithValues: groups))
            let signed = try SecurityObject(file: document.securityObject).signed
            guard let signer = try signed.signerCertificate() else { continue }
            guard judge.judge(document, on: .today).verdict == .authentic else { throw ExitCode(1) }
            // In turns, so that a busy machine slows both alike; the best of five.
            var (bare, whole) = (0.0, 0.0)
            let runs = kind == "rsa2048" ? 3_000 : kind == "p256" ? 1_500 : 300
            for _ in 0..<5 {
                bare = max(bare, rate(runs: runs) { _ = try? signed.isSigned(by: signer) })
                whole = max(whole, rate(runs: runs) { _ = judge.judge(document, on: .today) })
            }
            measures.append(
                Measure(key: "pa_\(kind)_per_second", subject: "passive authentication, \(kind), signer known", value: whole, unit: "1/s"))
            measures.append(Measure(key: "verify_\(kind)_per_second", subject: "bare signature, \(kind)", value: bare, unit: "1/s"))
            measures.append(
                Measure(
                    key: "pa_\(kind)_ratio", subject: "passive authentication by bare signatures, \(kind)", value: whole / bare,
                    unit: "ratio", goal: 0.85, floor: true))
        }
        return measures
    }

    /// Of five: what other work on the machine did not disturb.
    private func best(_ measure: () -> Double) -> Double { (0..<5).map { _ in measure() }.max() ?? 0 }

    /// Runs a second of this process's CPU time.
    private func rate(runs: Int, _ work: () -> Void) -> Double {
        func cpu() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = cpu()
        for _ in 0..<runs { work() }
        return Double(runs) / (cpu() - start)
    }
}
