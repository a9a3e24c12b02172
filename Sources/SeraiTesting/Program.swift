// The real program, as a user has it: run to its end, or started, watched and stopped.

package import Foundation

/// What a program that ran to its end left behind.
package struct ProgramResult: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String

    package var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// The `serai` that was built last, as a process of its own.
///
/// Both outputs go to files, so a killed program loses nothing it has written and a silent one blocks nobody.
package final class Program: Sendable {
    private let process: Process
    private let scratch: TemporaryFolder
    private var outputFile: URL { scratch.url.appending(path: "output") }
    private var errorFile: URL { scratch.url.appending(path: "errors") }

    package static var binary: URL { repository.appending(path: ".build/release/serai") }

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - input: file given as standard input; nothing otherwise.
    ///   - environment: added to what this process has.
    ///   - executable: another program that the scenario needs, such as `openssl`.
    package init(
        _ arguments: [String], input: URL? = nil, environment: [String: String] = [:], executable: URL = binary
    ) throws {
        scratch = try TemporaryFolder()
        process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        process.standardOutput = try Self.file(scratch.url.appending(path: "output"))
        process.standardError = try Self.file(scratch.url.appending(path: "errors"))
        try process.run()
    }

    deinit { kill() }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    package var identifier: Int32 { process.processIdentifier }
    package var output: String { Self.text(outputFile) }
    package var errors: String { Self.text(errorFile) }
    package var isRunning: Bool { process.isRunning }

    private static func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Waits until the program has said something.
    ///
    /// - Returns: false when it ended, or the seconds passed, without it.
    package func says(_ text: String, within seconds: Double = 60) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let running = isRunning
            if output.contains(text) || errors.contains(text) { return true }
            guard running else { return false }
            try await Task.sleep(for: .milliseconds(2))
        }
        return false
    }

    /// Waits for the end of the program; kills it when the seconds have passed.
    package func finish(within seconds: Double = 120) async throws -> ProgramResult {
        let end = ContinuousClock.now + .seconds(seconds)
        while isRunning, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
        if isRunning { kill() }
        process.waitUntilExit()
        return ProgramResult(status: process.terminationStatus, output: output, errors: errors)
    }

    /// Asks the program to stop, as an operator does, and waits for it.
    package func stop() async throws -> ProgramResult {
        process.terminate()
        return try await finish(within: 20)
    }

    /// Ends the program at this instant (SIGKILL): nothing is flushed, nobody is told.
    package func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Runs the program to its end.
    package static func run(
        _ arguments: String..., input: URL? = nil, environment: [String: String] = [:]
    ) async throws -> ProgramResult {
        try await Program(arguments, input: input, environment: environment).finish()
    }
}
