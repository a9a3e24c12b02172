// For the machine room: does it live, can it work, how much and how fast. No session, no personal data.
import HTTPTypes

/// Whether the node can do its work, asked at `/health/ready`.
package struct Readiness: Sendable, Encodable {
    package var ready: Bool
    /// What is not ready, one word each: `audit`, `index`, `disk`.
    package var waitingFor: [String]

    package init(waitingFor: [String] = []) {
        ready = waitingFor.isEmpty
        self.waitingFor = waitingFor
    }
}

extension Desks {
    var healthRoutes: [Route] {
        [
            Route(.get, "/health/live", for: .anyone) { _ in try .json(["live": true]) },
            Route(.get, "/health/ready", for: .anyone) { _ in
                let readiness = await rooms.readiness()
                return try .json(readiness, status: readiness.ready ? 200 : 503)
            },
            Route(.get, "/metrics", for: .anyone) { _ in
                Reply(.text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8"))
            },
        ]
    }
}
