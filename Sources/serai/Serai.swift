// Arguments in, exit codes out. What the commands do is in the rooms.

import ArgumentParser
@preconcurrency import Foundation
import SeraiNode

@main
struct Serai: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serai",
        abstract: "One program with which states run a border together.",
        version: "0.1.0",
        subcommands: [
            Demo.self, Init.self, Serve.self, Screen.self, AlertCommand.self, Lists.self, MRZCommand.self, PassiveAuth.self,
            TrustCommand.self, ChipCommand.self,
            LedgerCommand.self, AuditCommand.self, Rebuild.self, Backup.self, Restore.self, Reopen.self,
            Bench.self, DrillWrite.self,
        ])

    /// 0 done, 1 refused or failed with a reason, 2 usage; `screen` adds 3 for a match that awaits an officer.
    static func main() async {
        setvbuf(stdout, nil, _IOLBF, 0)
        umask(0o077)  // what a node writes is for its own account only
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            let code = exitCode(for: error)
            if code == .validationFailure || code == .success { exit(withError: error, usage: code) }
            tell("serai: \(error)")
            Foundation.exit(1)
        }
    }

    private static func exit(withError error: any Error, usage code: ExitCode) -> Never {
        let text = fullMessage(for: error)
        if code == .success {
            print(text)
            Foundation.exit(0)
        }
        tell(text)
        Foundation.exit(2)
    }
}

/// Progress and errors go to standard error, answers to standard output.
func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// Lines of standard input, without their ends.
func standardInputLines() -> AnyIterator<String> { AnyIterator { readLine(strippingNewline: true) } }

struct HomeOption: ParsableArguments {
    @Option(name: .long, help: "Folder of the node.")
    var home = ".serai/node"

    var place: Home { Home(URL(filePath: home)) }
}
