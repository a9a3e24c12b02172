// Chips from the command line: reading one on a reader, and being one on a virtual reader.

import ArgumentParser
import Foundation
import Readers
import Records
import TravelDocuments

struct ChipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chip", abstract: "Passport chips: read one, or simulate one.",
        subcommands: [Read.self, Simulate.self, List.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "readers", abstract: "Name the card readers of this machine.")

        func run() throws { for name in try CardReader.names() { print(name) } }
    }

    struct Read: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open the chip on a reader with the printed lines, read it, and judge it.",
            discussion: """
                One JSON object: how it opened, what was read (SHA-256 of each file), the zone in the chip, what the chip proved of \
                itself, and, with --trust, the verdict of passive authentication. Files go to --out only.
                """)

        @Option(help: "Name of the reader; the first one without it.") var reader: String?
        @Option(help: "A printed line; give it two or three times, in order.") var line: [String] = []
        @Option(help: "Six-digit card access number instead of the lines.") var can: String?
        @Option(help: "Folder of the trust list.") var trust: String?
        @Option(help: "New folder for the files as read.") var out: String?
        @Option(help: "Bytes asked for at a time.") var chunk = 224

        func run() throws {
            guard let name = try reader ?? CardReader.names().first else { throw CardReader.Problem.noReader }
            let keys = try keys()
            let card = try CardReader(named: name)
            var answers = try open(card, keys)
            if let document = answers.contents.document {
                let list = try trust.map { folder in
                    var found = TrustImport(on: .today)
                    for (name, bytes) in try folderFiles(folder) { found.take(bytes, file: name) }
                    return found.list
                }
                answers.judge(document, trust: list, lines: line.isEmpty ? nil : line)
            }
            try printJSON(answers.object)
            if let out { try write(answers.contents, to: URL(filePath: out)) }
        }

        /// The printed lines first, then readings of them that only the chip can confirm.
        private func keys() throws -> [AccessKey] {
            if let can {
                guard can.utf8.count == 6, can.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                    throw ValidationError("a card access number has six digits")
                }
                return [.cardNumber(can)]
            }
            let reading = MRZ.parse(line, on: .today)
            guard let printed = AccessKeyGuess(reading, line) else {
                throw ValidationError(reading.fault.map { "\($0)" } ?? "give the printed lines with --line, or --can")
            }
            let others = MRZ.repair(line, on: .today).accessKeys(on: .today).filter { $0 != printed }
            // Three in all: a chip answers more slowly after each failure.
            return ([printed] + others).prefix(3).map(AccessKey.zone)
        }

        private func open(_ card: CardReader, _ keys: [AccessKey]) throws -> ChipAnswer {
            for (number, key) in keys.enumerated() {
                var reader = ChipReader(chunk: chunk, random: SystemChance.bytes) { command throws(ChipError) in
                    try card.exchange(command)
                }
                do throws(ChipError) {
                    return ChipAnswer(contents: try reader.read(with: key), key: number + 1)
                } catch {
                    guard case .wrongKey = error, number + 1 < keys.count else { throw error }
                }
            }
            throw ChipError.gone
        }

        private func write(_ contents: ChipContents, to folder: URL) throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            for (file, bytes) in contents.files { try Data(bytes).write(to: folder.appending(path: "\(file).bin")) }
        }
    }

    struct Simulate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Be a passport of the specimen state on the virtual reader of vsmartcard.",
            discussion: """
                Needs Debian's vsmartcard-vpcd and pcscd. Every program of this machine then sees a passport on a reader. Its keys are \
                new at each start; --authority writes the certificate to trust.
                """)

        @Option(help: "A printed line; give it two or three times, in order.") var line: [String] = [
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F3204153ZE184226B<<<<<16",
        ]
        @Option(help: "A JPEG or JPEG 2000 for the photograph.") var photo: String?
        @Option(help: "File for the authority's certificate.") var authority: String?
        @Option(help: "3DES, AES-128, AES-192 or AES-256.") var cipher = "AES-128"
        @Flag(help: "Knows PACE, not basic access.") var paceOnly = false
        @Flag(help: "Knows basic access, not PACE.") var basicOnly = false
        @Flag(help: "A copy of another chip, without its private keys.") var cloned = false
        @Option(help: "Most bytes in one answer; 160 as old chips.") var readLimit = 256
        @Option(help: "Milliseconds before each answer.") var slow: UInt32 = 0
        @Option(help: "Leave the reader after so many commands.") var tearAfter: Int?
        @Option(help: "Address of the virtual reader.") var host = "127.0.0.1"
        @Option(help: "Port of the virtual reader.") var port = 35_963

        func run() throws {
            guard let cipher = SessionCipher(rawValue: cipher) else { throw ValidationError("no such cipher: \(cipher)") }
            let issuer = try SpecimenIssuer(on: .today, random: SystemChance.bytes)
            let image = try photo.map { Array(try Data(contentsOf: URL(filePath: $0))) } ?? [0xFF, 0xD8, 0xFF, 0xD9]
            let reading = MRZ.parse(line, on: .today)
            guard
                let passport = SpecimenPassport(
                    lines: line, key: AccessKeyGuess(reading, line), photo: image, cipher: cipher, issuer: issuer,
                    random: SystemChance.bytes)
            else { throw ValidationError(reading.fault.map { "\($0)" } ?? "these lines are no zone") }
            if let authority { try Data(issuer.authority.der).write(to: URL(filePath: authority)) }
            var habits = SimulatedChip.Habits()
            (habits.knowsBasic, habits.knowsPace) = (!paceOnly, !basicOnly)
            (habits.readLimit, habits.isCloned) = (max(1, readLimit), cloned)
            var manners = VirtualCard.Manners()
            (manners.delayMilliseconds, manners.tearsAfter) = (slow, tearAfter)
            var card = try VirtualCard(
                SimulatedChip(passport, habits: habits, random: SystemChance.bytes), manners: manners, host: host, port: port)
            try printJSON(["can": passport.cardNumber, "lines": line])
            tell("answered \(try card.serve()) commands")
        }
    }
}

/// The answer of `serai chip read`.
struct ChipAnswer {
    var contents: ChipContents
    /// Which of the tried keys opened the chip; 1 is the printed one.
    var key: Int
    private var verdict: PassiveVerdict?
    private var zone: [String]?

    init(contents: ChipContents, key: Int) { (self.contents, self.key) = (contents, key) }

    mutating func judge(_ document: ChipDocument, trust: TrustList?, lines: [String]?) {
        var document = document
        document.printedZone = key == 1 ? lines : nil
        zone = document.dataGroups[1].flatMap { try? MachineReadableGroup($0).lines }
        verdict = PassiveAuthentication(trust: trust ?? TrustList(authorities: [])).judge(document, on: .today)
    }

    var object: [String: Any] {
        var files: [String: Any] = [:]
        for (file, bytes) in contents.files { files["\(file)"] = Hex.text(HashAlgorithm.sha256.digest(bytes)) }
        var object: [String: Any] = [
            "access": contents.access.rawValue, "files": files, "key": key, "withheld": contents.withheld.map { "\($0)" },
        ]
        object["lines"] = zone
        if let verdict {
            let proofs = contents.proofs(beside: verdict)
            object["chip_authentication"] = proofs.chip.code
            object["active_authentication"] = proofs.active.code
            object["verdict"] = verdict.verdict.rawValue
            object["reasons"] = verdict.reasons.map(\.code)
            object["warnings"] = verdict.warnings.map(\.code)
            object["revocation"] = verdict.revocation.rawValue
        }
        return object
    }
}
