import ArgumentParser
import Foundation
import Ledger
import SeraiNode

struct Reopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Begin the next log where an old copy was put back. Two people, each with a second factor.",
        discussion: """
            The log that signed the lost entries never signs again. The next one takes over what is left; its first entry \
            names both people and the last checkpoint that is known: out of the guard file and of --holding. Nothing is \
            done where the log can go on as it is. Passwords are asked for, or read from SERAI_PASSWORD and \
            SERAI_SECOND_PASSWORD.
            """)

    @OptionGroup var home: HomeOption
    @Option(name: .customLong("as"), help: "Sign-in name of the administrator.") var first: String
    @Option(help: "Code of the administrator's second factor.") var code: String
    @Option(name: .customLong("with"), help: "Sign-in name of the second person: data protection, a monitor, another administrator.")
    var second: String
    @Option(help: "Code of the second person's second factor.") var secondCode: String
    @Option(help: "A checkpoint that a partner or witness holds (a file); may be given several times.")
    var holding: [String] = []

    func run() async throws {
        let notes = try holding.map { try String(contentsOfFile: $0, encoding: .utf8) }
        let done = try await home.place.reopen(
            by: ReopeningPerson(
                signInName: first, password: Password.ask("Password of \(first): ", variable: "SERAI_PASSWORD"), code: code),
            with: ReopeningPerson(
                signInName: second, password: Password.ask("Password of \(second): ", variable: "SERAI_SECOND_PASSWORD"),
                code: secondCode), holding: notes)
        if let audit = done.audit { print("audit: the next log succeeds \(audit.loss(from: nil))") }
        if let records = done.records { print("records: the next log succeeds \(records.loss(from: done.kept - 1))") }
        if done.audit == nil, done.records == nil { print("nothing to do: both logs can be written as they are") }
    }
}

extension Succession {
    /// - Parameter index: where the successor's first entry stands.
    func loss(from index: UInt64?) -> String {
        let lost = index.map { last.size > $0 ? ", \(last.size - $0) entries of it are lost" : ", nothing of it is lost" } ?? ""
        return "\(last.origin), last known at \(last.size) entries\(lost)"
    }
}
