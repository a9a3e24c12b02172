import Console
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Records
import SeraiTesting
import ServiceLifecycle
import Synchronization
import Testing

@Suite struct `Live news` {
    /// Reads what a stream sends within a time, over a real connection.
    private static func read(_ port: Int, _ path: String, cookie: String, last: String?, seconds: Double) async throws -> String {
        let request =
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: serai=\(cookie)\r\n"
            + (last.map { "Last-Event-ID: \($0)\r\n" } ?? "") + "\r\n"
        return try await Task.detached { try Wire.exchange(port: port, request, seconds: seconds) }.value
    }

    @Test func `resumes after the last position seen, and ends at once when the node stops`() async throws {
        let booth = try await Booth()
        _ = try await booth.list("ERIKSSON, Anna Maria", born: "1974-08-12")
        let port = Mutex(0)
        var log = Logger(label: "test")
        log.logLevel = .critical
        let server = try ConsoleServer(
            configuration: booth.server.configuration, rooms: booth.rooms, logger: log,
            started: { number in port.withLock { $0 = number } })
        let group = ServiceGroup(configuration: .init(services: [server], logger: log))
        let running = Task { try await group.run() }
        for _ in 0..<1_000 where port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(20)) }
        let listening = port.withLock { $0 }
        let cookie = try await booth.open { client in
            let first = Browser(client)
            try await first.begin("first")
            try await first.post("/desk/first-line", ["scan": Booth.clear.joined(separator: "\n")])
            let duty = Browser(client)
            try await duty.begin("duty", purpose: "investigation", post: nil, code: booth.code("duty"))
            return try #require(duty.cookies["serai"])
        }
        // The two servers share sessions, not what was chosen for the shift: the API's stream asks for the role alone.
        let all = try await Self.read(listening, "/api/v1/events", cookie: cookie, last: nil, seconds: 6)
        #expect(all.contains("text/event-stream"))
        let id = try #require(all.components(separatedBy: "id: ").dropFirst().first.map { String($0.prefix { $0 != "\n" }) })
        #expect(all.contains("case-opened"))
        let again = try await Self.read(listening, "/api/v1/events", cookie: cookie, last: id, seconds: 3)
        #expect(!again.contains("case-opened"))
        async let open = Self.read(listening, "/api/v1/events", cookie: cookie, last: id, seconds: 20)
        try await Task.sleep(for: .milliseconds(500))
        let clock = ContinuousClock.now
        await group.triggerGracefulShutdown()
        try await running.value
        #expect(ContinuousClock.now - clock < .seconds(12))  // the stream alone would last twenty
        _ = try await open
    }

    @Test func `keeps metrics without a name, a number or an officer`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let first = Browser(client)
            try await first.begin("first")
            try await first.post("/desk/first-line", ["scan": Booth.clear.joined(separator: "\n")])
            let text = try await first.get("/metrics").text
            #expect(text.contains("serai_screenings_total{outcome=\"clear\"} 1"))
            #expect(text.contains("serai_screening_seconds_count 1"))
            #expect(!text.contains("ERIKSSON") && !text.contains("L898902C3") && !text.contains("o-"))
            #expect(try await first.get("/health/live").status == .ok)
            #expect(try await first.get("/health/ready").status == .ok)
        }
    }
}
