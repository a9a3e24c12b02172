// What `make run` starts: a node with public lists, invented people, two posts and an account for each desk.

import BorderControl
import Foundation
import Records
import Safeguards
import Watchlists

package enum Demonstration {
    /// Opens the demonstration node, making whatever is not there yet. Twice is harmless.
    ///
    /// - Parameter progress: told before each step that takes longer than a moment.
    package static func open(_ home: Home, port: Int, progress: @Sendable (String) -> Void) async throws -> Node {
        if !FileManager.default.fileExists(atPath: home.configurationFile.path) {
            progress("Making the demonstration node in \(home.folder.path)")
            try Node.create(home, configuration(port: port))
        }
        var configuration = try home.configuration()
        if configuration.port != port {
            configuration.port = port
            try home.write(configuration)
        }
        let node = try await Node(home)
        try await accounts(of: node)
        for list in try lists() where try !node.alerts.lists().contains(where: { $0.list == list.source.list }) {
            progress("Importing the list \(list.source.list)")
            let report = try await node.importList(list)
            progress("  \(report.counts.added) alerts added")
        }
        return node
    }

    private static func configuration(port: Int) -> NodeConfiguration {
        var configuration = NodeConfiguration(
            node: "demo", name: "Demonstration Border Police",
            posts: [
                Post(id: "north", name: "North crossing"),
                Post(id: "harbour", name: "Harbour", loneOfficerMayDecide: true),
            ], port: port, training: true)
        configuration.contacts = [
            .init(kind: .victim, who: "Anti-trafficking unit (invented)", phone: "100-1", hours: "day and night"),
            .init(kind: .child, who: "Child protection service (invented)", phone: "100-2", hours: "day and night"),
            .init(kind: .asylum, who: "Asylum office (invented)", phone: "100-3", hours: "08:00-20:00"),
            .init(kind: .medical, who: "Ambulance (invented)", phone: "100-4", hours: "day and night"),
        ]
        return configuration
    }

    /// Sign-in name, display name, roles, posts. Invented people; the password is public.
    private static let staff: [(signIn: String, name: String, roles: Set<Role>, posts: Set<PostID>)] = [
        ("first", "Officer 4411", [.firstLine], ["north", "harbour"]),
        ("second", "Officer 5207", [.secondLine], ["north", "harbour"]),
        ("duty", "Duty officer 12", [.nccDuty], []),
        ("protection", "Data protection officer", [.dataProtection], []),
        ("admin", "Administrator", [.sysadmin], []),
    ]

    package static let password = "serai demonstration"

    private static func accounts(of node: Node) async throws {
        guard try node.accounts.isEmpty else { return }
        for person in staff {
            _ = try await node.accounts.create(
                NewAccount(
                    signInName: person.signIn, name: person.name, roles: person.roles, posts: person.posts,
                    password: password, mustChangePassword: false),
                under: try await node.gate.maintenance(.setUp, detail: "demonstration account \(person.signIn)"))
        }
    }

    private static func lists() throws -> [ListFile] {
        try ["national", "un", "ofac"].map { name in
            try SeraiList.file(jsonLines: Array(try Data(contentsOf: asset("lists/\(name).jsonl"))))
        }
    }

    private static func asset(_ path: String) -> URL { Bundle.module.bundleURL.appending(path: "Assets/\(path)") }

    private struct Specimen: Decodable {
        var title: String
        var lines: [String]
    }

    /// What is printed once the node listens.
    package static func welcome(port: Int) -> String {
        let specimens =
            (try? JSONDecoder().decode([Specimen].self, from: Data(contentsOf: asset("lists/specimens.json")))) ?? []
        var text = """

            Serai listens on  http://127.0.0.1:\(port)

            Accounts (password for all: \(password))

            """
        for person in staff {
            let name = person.signIn.padding(toLength: 12, withPad: " ", startingAt: 0)
            text += "  \(name)\(person.name)\n"
        }
        text += "\nSpecimens to scan at the first line\n"
        for specimen in specimens {
            text += "\n  \(specimen.title)\n" + specimen.lines.map { "    \($0)\n" }.joined()
        }
        return text + "\nTraining data only: never for a real decision. Ctrl-C stops, your data stays.\n"
    }
}
