import ArgumentParser
import BorderControl
import Foundation
import Matching
import Records
import Watchlists

struct Screen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Screen one traveller or a passenger list on a node, or many against a file without a node.",
        discussion: """
            On a node (--mrz or --name): audited, as an officer of the node; exit 3 when a match awaits an officer.
            A passenger list on a node (--manifest): comma-separated, with a header of name, birth, number, issuer or mrz; one
            warrant for all, one JSON line a traveller, in order; exit 3 when a match awaits an officer.
            Without a node (--index, --queries): one JSON line a query, in order, {"id","hits":[{"list_id","score","why"}]}.
            """)

    @Option(help: "JSON Lines of listed identities, .gz or plain (without a node).") var index: String?
    @Option(help: "JSON Lines of queries (without a node).") var queries: String?
    @Option(help: "Lowest score shown (without a node).") var threshold = NameIndex.defaultThreshold
    @Flag(help: "JSON Lines out.") var jsonl = false

    @Option(help: "File with the two or three lines of a machine-readable zone; - for standard input.") var mrz: String?
    @Option(help: "Passenger list, comma-separated.") var manifest: String?
    @Option(help: "Name as written.") var name: String?
    @Option(help: "Birth date: YYYY-MM-DD, YYYY-MM or YYYY.") var born: String?
    @Option(help: "Document number.") var number: String?
    @Option(help: "entry or exit.") var direction = "entry"

    @Option(name: .long, help: "Folder of the node.") var home = ".serai/node"
    @Option(name: .customLong("as"), help: "Sign-in name of the officer.") var officer: String?
    @Option(help: "Post of the shift.") var post: String?
    @Option(help: "Why. There is no default.") var purpose: String?

    func run() async throws {
        if let index, let queries {
            let today = CalendarDay(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
            let screening = try BatchScreening(identities: Self.bytes(index), on: today)
            for query in try screening.travellers(Self.bytes(queries)) {
                let line = try screening.answer(id: query.id, traveller: query.traveller, threshold: threshold)
                print(String(decoding: line, as: UTF8.self))
            }
            return
        }
        guard mrz != nil || name != nil || number != nil || manifest != nil else {
            throw ValidationError("give --mrz, or --name or --number, or --manifest, or --index with --queries")
        }
        guard let officer else { throw ValidationError("give --as, the sign-in name of the officer") }
        guard let purpose else { throw ValidationError("give --purpose, such as border-check: there is no default") }
        var arguments = ["--home", home, "--as", officer, "--purpose", purpose]
        if let post { arguments += ["--post", post] }
        let options = try OfficerOptions.parse(arguments)
        if let manifest {
            let body = try Self.list(Self.bytes(manifest), purpose: purpose, direction: direction)
            let lines = try await options.withNode { try await $0.send("POST", "manifests", body) }.object["lines"]
            let answers = lines as? [[String: Any]] ?? []
            for line in answers { try printJSON(line) }
            if answers.contains(where: { ($0["answer"] as? [String: Any])?["case"] != nil }) { throw ExitCode(3) }
            return
        }
        let answer = try await options.withNode { [body = try json(request())] client in
            try await client.send("POST", "screenings", body)
        }.object
        try show(answer)
        if answer["outcome"] as? String != "clear" { throw ExitCode(3) }
    }

    private func request() throws -> [String: Any] {
        var request: [String: Any] = ["direction": direction]
        request["purpose"] = purpose
        request["post"] = post
        if let mrz {
            let text =
                mrz == "-"
                ? Array(standardInputLines()).joined(separator: "\n")
                : try String(contentsOfFile: mrz, encoding: .utf8)
            request["mrz"] = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        } else {
            request["name"] = name
            request["birth"] = born
            request["number"] = number
        }
        return request
    }

    /// A passenger list as the node takes it. A cell `mrz` holds the lines of a zone with line ends or spaces between them.
    private static func list(_ manifest: Data, purpose: String, direction: String) throws -> Data {
        let known = ["name", "birth", "number", "issuer", "mrz"]
        var reader = CSVReader(Array(manifest))
        let header = try reader.next()?.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() } ?? []
        guard header.contains("name") || header.contains("mrz") else {
            throw ValidationError("the first line of the list names its columns (\(known.joined(separator: ", "))): name or mrz is missing")
        }
        var travellers: [[String: Any]] = []
        while let record = try reader.next() {
            var traveller: [String: Any] = [:]
            for (column, name) in header.enumerated() where known.contains(name) && !record.field(column).isEmpty {
                traveller[name] =
                    name == "mrz" ? record.field(column).split(whereSeparator: \.isWhitespace).map(String.init) : record.field(column)
            }
            travellers.append(traveller)
        }
        return try json(["purpose": purpose, "direction": direction, "travellers": travellers])
    }

    private func show(_ answer: [String: Any]) throws {
        if jsonl { return try printJSON(answer) }
        print((answer["outcome"] as? String ?? "").uppercased().replacing("-", with: " "))
        for reason in answer["reasons"] as? [[String: Any]] ?? [] { print("  \(reason["text"] ?? "")") }
        if let id = answer["case"] as? String { print("  1 case, awaiting officer: \(id)") }
    }

    /// - Returns: the file's bytes, unpacked when the name ends in `.gz`.
    private static func bytes(_ path: String) throws -> Data {
        guard path.hasSuffix(".gz") else { return try Data(contentsOf: URL(filePath: path)) }
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-dc", path]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        gzip.waitUntilExit()
        guard gzip.terminationStatus == 0 else { throw ValidationError("\(path) is not a whole gzip file") }
        return data
    }
}
