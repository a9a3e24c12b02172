import ArgumentParser
import Foundation
import Ledger
import SeraiNode

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a node's data into a folder, consistent while it runs.",
        discussion: "Keys go to --keys, apart from the data: both together open every record.")

    @OptionGroup var home: HomeOption
    @Option(help: "New folder for the data.") var to: String
    @Option(help: "New folder for the keys; without it they are not copied.") var keys: String?

    func run() async throws {
        let manifest = try home.place.backUp(to: URL(filePath: to), keys: keys.map { URL(filePath: $0) }, at: Date())
        print("\(manifest.files.count) files in \(to)")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup into a new folder, checked against its manifest.",
        discussion: """
            What was erased since the backup is erased again when --erasures names the home that was running. A restored \
            ledger reads and verifies but does not sign, since nobody can tell whether it is the newest: two people open \
            the next log with `serai reopen`.
            """)

    @OptionGroup var home: HomeOption
    @Option(help: "Folder of the backup.") var from: String
    @Option(help: "Folder of the backed-up keys.") var keys: String
    @Option(help: "A home whose erasures are newer than the backup.") var erasures: String?

    func run() async throws {
        try home.place.restore(
            from: URL(filePath: from), keys: URL(filePath: keys), erasures: erasures.map { Home(URL(filePath: $0)) })
        print(
            """
            restored into \(home.home): run `serai ledger verify` and `serai audit verify` with the checkpoints you hold;
            then two people run `serai reopen`, which begins the next log with what was lost
            """)
    }
}
