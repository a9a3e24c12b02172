// Passive authentication and trust lists from the command line. Files are read here, judged in TravelDocuments.

import ArgumentParser
import Foundation
import Records
import TravelDocuments

struct PassiveAuth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passive-auth",
        abstract: "Judge what chips showed: malformed, not_authentic, not_trusted or authentic, with reasons.",
        discussion: """
            Each line of standard input is {"id","ef_sod","data_groups":{"1":…}} (base64) with optional "inspection_date", \
            "printed_mrz" and, by names of files, "trust_anchors", "intermediate" and "crls"; without names the whole folder is \
            trusted. A state missing in the folder is not_trusted, never a forgery.
            """)

    @Option(help: "Folder of certificates, master lists, LDIF and revocation lists.") var trust: String
    @Flag(help: "JSON Lines in, JSON Lines out (the only form).") var jsonl = false
    @Flag(help: "Add what `serai trust replay` needs; nothing about the holder.") var evidence = false

    func run() throws {
        var cases = PassiveCases(files: try folderFiles(trust), today: .today, withEvidence: evidence)
        for line in standardInputLines() { print(cases.answer(jsonLine: line)) }
    }
}

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Whom documents are believed from.", subcommands: [Import.self, Replay.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read master lists (.ml), LDIF, PEM and DER, and say what they would change.",
            discussion: """
                Nothing comes into force by this command: --out writes the new list into a new folder, and its digest is what two \
                people approve.
                """)

        @Argument(help: "Files, or folders of files.") var paths: [String]
        @Option(help: "Folder of the list in force; the difference is against it.") var trust: String?
        @Option(help: "New folder for the resulting list.") var out: String?

        func run() throws {
            var held = TrustImport(on: .today)
            if let trust { for (name, bytes) in try folderFiles(trust).sorted(by: { $0.key < $1.key }) { held.take(bytes, file: name) } }
            var found = TrustImport(on: .today)
            for path in paths {
                for (name, bytes) in try folderFiles(path).sorted(by: { $0.key < $1.key }) { found.take(bytes, file: name) }
            }
            print(found.json)
            let diff = TrustDiff(from: held.list, to: found.list)
            for line in diff.jsonLines { print(line) }
            try printJSON(["changes": diff.jsonLines.count, "digest": diff.digest, "lost_states": diff.lostStates])
            if let out { try write(found.list, to: URL(filePath: out)) }
            if !found.problems.isEmpty { throw ExitCode(1) }
        }

        private func write(_ list: TrustList, to folder: URL) throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            for certificate in list.authorities + list.links {
                try Data(certificate.der).write(to: folder.appending(path: certificate.fingerprint + ".cer"))
            }
            for list in list.revocationLists {
                let name = Hex.text(HashAlgorithm.sha256.digest(list.der)) + ".crl"
                try Data(list.der).write(to: folder.appending(path: name))
            }
        }
    }

    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Judge past inspections again under another trust list.",
            discussion: "Standard input: answers of `serai passive-auth --evidence`. Each line says whether anything changed.")

        @Option(help: "Folder of the other trust list.") var trust: String
        @Flag(help: "JSON Lines in, JSON Lines out (the only form).") var jsonl = false

        func run() throws {
            var found = TrustImport(on: .today)
            for (name, bytes) in try folderFiles(trust) { found.take(bytes, file: name) }
            let replay = TrustReplay(trust: found.list)
            for line in standardInputLines() { print(replay.answer(jsonLine: line)) }
        }
    }
}

/// The files of a folder by name, or one file; at most 64 MiB each.
func folderFiles(_ path: String) throws -> [String: [UInt8]] {
    let url = URL(filePath: path)
    let isFolder = (try url.resourceValues(forKeys: [.isDirectoryKey])).isDirectory == true
    let urls = isFolder ? try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: [.fileSizeKey]) : [url]
    var files: [String: [UInt8]] = [:]
    for url in urls {
        let values = try url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
        guard values.isRegularFile == true else { continue }
        guard let size = values.fileSize, size <= 64 << 20 else {
            throw ValidationError("\(url.lastPathComponent) is larger than 64 MiB: a trust file never is")
        }
        files[url.lastPathComponent] = Array(try Data(contentsOf: url))
    }
    return files
}

extension CalendarDay {
    static var today: CalendarDay { CalendarDay(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }
}
