import ArgumentParser
import BorderControl
import Foundation
import Ledger
import Records
import Safeguards
import SeraiNode

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A node on localhost with public lists and invented people.",
        discussion: "Starting it again keeps the data. Stop it with Ctrl-C.")

    @Option(help: "Folder of the demonstration node.")
    var home = ".serai/demo"

    @Option(help: "Port on localhost.")
    var port = 8080

    func run() async throws {
        let place = Home(URL(filePath: home))
        if let running = await place.runningPort() {
            tell("The demonstration is running already: http://127.0.0.1:\(running)")
            return
        }
        let node = try await Demonstration.open(place, port: port) { tell($0) }
        try await RunningNode.serve(node) { port in
            print(Demonstration.welcome(port: port))
        }
    }
}

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new node: folder, keys, configuration, first administrator.")

    @OptionGroup var home: HomeOption

    @Option(help: "Id of the node, such as aa-border-police.")
    var node: String

    @Option(help: "The authority, as its officers call it.")
    var name: String

    @Option(help: "A post as id=name; may be given several times.")
    var post: [String] = []

    @Option(help: "Sign-in name of the first administrator.")
    var administrator = "admin"

    func run() async throws {
        guard let id = NodeID(rawValue: node) else {
            throw ValidationError("\(node) is no id: 1 to 64 letters, digits, dots, hyphens")
        }
        let posts = try post.map { text in
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let id = PostID(rawValue: String(parts[0])) else {
                throw ValidationError("a post is written id=name, found \(text)")
            }
            return Post(id: id, name: String(parts[1]))
        }
        let place = home.place
        let first = try await Node.initialise(
            place, NodeConfiguration(node: id, name: name, posts: posts), administrator: administrator)
        print(
            """
            The node \(id) is in \(home.home).
            Administrator:  \(administrator)
            Password:       \(first.password)     (to be changed at the first sign-in)
            Recovery code:  \(first.recoveryCode)
            Print the recovery code and lock it away: it opens the last administrator's account once.
            """)
    }
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run a node until it is told to stop.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        let node = try await Node(home.place)
        try await RunningNode.serve(node) { tell("listening on port \($0)") }
    }
}

struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the tables again from the ledger and compare them with the live ones.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        let node = try await Node(home.place)
        _ = try await node.gate.maintenance(.rebuild, detail: "serai rebuild")
        let (live, rebuilt) = try await node.views.rebuild()
        var same = true
        for table in live.keys.sorted() {
            let agrees = live[table] == rebuilt[table]
            same = same && agrees
            print("\(table)  \(agrees ? "same" : "DIFFERS")  \(rebuilt[table] ?? "-")")
        }
        if !same { throw ExitCode(1) }
    }
}
