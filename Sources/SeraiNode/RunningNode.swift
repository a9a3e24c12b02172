// A node with its door open: the console, the jobs that keep dates, and a file that says on which port.

import BorderControl
import Console
import Foundation
import Logging
import Safeguards
import ServiceLifecycle
import UnixSignals
import Synchronization

package struct RunningNode: Sendable {
    package let node: Node
    package let port: Int
    private let group: ServiceGroup
    private let work: Task<Void, any Error>

    /// Serves until the process is told to stop (SIGTERM or SIGINT); open requests are answered first.
    package static func serve(_ node: Node, started: @escaping @Sendable (Int) async -> Void) async throws {
        try await group(node, port: node.configuration.port, signals: [.sigterm, .sigint], started: started).run()
    }

    /// Serves inside this process, for the length of one command.
    package static func start(_ home: Home, port: Int) async throws -> RunningNode {
        let node = try await Node(home)
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let group = try group(node, port: port, signals: []) {
            listening.yield($0)
            listening.finish()
        }
        let work = Task {
            defer { listening.finish() }
            try await group.run()
        }
        for await port in ports { return RunningNode(node: node, port: port, group: group, work: work) }
        try await work.value
        throw NodeError.noHome(home.folder.path)
    }

    package func stop() async {
        await group.triggerGracefulShutdown()
        _ = await work.result
    }

    private static func group(
        _ node: Node, port: Int, signals: [UnixSignal], started: @escaping @Sendable (Int) async -> Void
    ) throws -> ServiceGroup {
        var logger = Logger(label: "serai")
        logger.logLevel = .warning
        let console = try node.console(port: port, logger: logger) { port in
            try? node.home.noteRunning(port: port)
            await started(port)
        }
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: console), .init(service: Housekeeping(node: node))],
            gracefulShutdownSignals: signals, logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        return ServiceGroup(configuration: configuration)
    }
}

extension Node {
    func console(
        port: Int, logger: Logger, started: @escaping @Sendable (Int) async -> Void
    ) throws -> ConsoleServer {
        try ConsoleServer(
            configuration: ConsoleConfiguration(
                host: configuration.address, port: port,
                certificate: configuration.tls.map {
                    .init(chain: URL(filePath: $0.certificate), key: URL(filePath: $0.key))
                },
                training: configuration.training, nodeName: configuration.name, now: now),
            rooms: ConsoleRooms(
                gate: gate, accounts: accounts, sessions: sessions, audit: audit, border: desk, cases: cases,
                journal: journal, alerts: alerts, alertDesk: alertDesk, protection: protection,
                importList: { [self] wish in
                    try await importDelivered(
                        wish.files, format: wish.format, list: wish.list, date: wish.date,
                        confirmShrink: wish.confirmShrink ?? false)
                }, posts: configuration.posts, contacts: configuration.contacts.map(\.dutyContact)),
            logger: logger, started: started)
    }
}

extension Home {
    private var runningFile: URL { folder.appending(path: "running") }

    func noteRunning(port: Int) throws { try Data("\(port)".utf8).write(to: runningFile, options: .atomic) }

    /// The port of the node that runs on this home; `nil` when none answers.
    package func runningPort() async -> Int? {
        guard let text = try? String(contentsOf: runningFile, encoding: .utf8), let port = Int(text),
            FileManager.default.fileExists(atPath: configurationFile.path)
        else { return nil }
        return LoopbackProbe.answers(port: port) ? port : nil
    }
}

extension NodeConfiguration.Contact {
    fileprivate var dutyContact: DutyContact { DutyContact(kind: kind, who: who, phone: phone, hours: hours) }
}
