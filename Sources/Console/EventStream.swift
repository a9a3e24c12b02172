// News as it happens: Server-Sent Events whose ids are ledger positions, so that a browser that was away asks for what
// it missed by the number of the last thing it saw. No counter of this process is in it: another process answers the same.
import Hummingbird
import NIOCore
import ServiceLifecycle

/// One piece of news on its way to a browser.
package struct News: Sendable, Equatable {
    /// Ledger index of the entry that caused it.
    package var position: UInt64
    /// The word a page listens for, such as `case`.
    package var name: String
    /// One JSON text without line ends.
    package var data: String

    package init(position: UInt64, name: String, data: String) {
        self.position = position
        self.name = name
        self.data = data
    }
}

/// Where news comes from: everything after a position, asked again after every ring. A ring tells nobody what happened:
/// listeners look at the ledger's tables themselves, so a ring that is missed costs time and never an event.
package struct NewsSource: Sendable {
    /// One element after each change; must listen from the moment it is called.
    let changes: @Sendable () -> AsyncStream<Void>
    /// In order, at most `limit`.
    let after: @Sendable (_ position: UInt64, _ limit: Int) throws -> [News]

    package init(
        changes: @escaping @Sendable () -> AsyncStream<Void>,
        after: @escaping @Sendable (UInt64, Int) throws -> [News]
    ) {
        self.changes = changes
        self.after = after
    }
}

/// An open stream to one listener.
package struct EventStream: Sendable {
    let source: NewsSource
    let from: UInt64
    /// Whether the listener may still listen; asked before each round.
    let isOpen: @Sendable () async -> Bool
    /// A comment line is sent this often, so that dead connections are noticed.
    var heartbeat: Duration = .seconds(15)

    /// Ends when the listener leaves, when its session ends, and at once when the node shuts down.
    var body: ResponseBody {
        ResponseBody { writer in
            var position = from
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            let rings = merged()
            for await _ in rings.cancelOnGracefulShutdown() {
                guard await isOpen() else { break }
                var sent = false
                while true {
                    let events = try source.after(position, 100)
                    if events.isEmpty { break }
                    for event in events { try await writer.write(ByteBuffer(string: Self.text(event))) }
                    position = events.last?.position ?? position
                    sent = true
                }
                if !sent { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
            }
            try await writer.finish(nil)
        }
    }

    /// Rings of the source, one at the start, and the heartbeat.
    private func merged() -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let rings = source.changes()  // before the first look, or a ring between the two would be lost
            let heartbeat = heartbeat
            continuation.yield()
            let listening = Task {
                for await _ in rings { continuation.yield() }
            }
            let beating = Task {
                while !Task.isCancelled {
                    try await Task.sleep(for: heartbeat)
                    continuation.yield()
                }
            }
            continuation.onTermination = { _ in
                listening.cancel()
                beating.cancel()
            }
        }
    }

    /// Source of the form: HTML standard, server-sent events.
    static func text(_ event: News) -> String {
        "id: \(event.position)\nevent: \(event.name)\ndata: \(event.data)\n\n"
    }
}
