// For the machine room: does it live, can it work, how much and how fast. No session, no personal data.
import BorderControl
import HTTPTypes
import Records
import Safeguards
import Watchlists

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
                var waiting = await rooms.readiness().waitingFor
                if (try? rooms.alerts.lists()) == nil { waiting.append("register") }
                if (try? rooms.cases.queue(at: nil)) == nil { waiting.append("tables") }
                if (try? rooms.audit.checkpoint()) == nil { waiting.append("audit") }
                let readiness = Readiness(waitingFor: waiting)
                return try .json(readiness, status: readiness.ready ? 200 : 503)
            },
            Route(.get, "/metrics", for: .anyone) { _ in
                Reply(.text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8"))
            },
        ]
    }

    /// What is read when somebody asks for the metrics: sizes and ages. Names nobody, and says nothing of cases: who screens a
    /// traveller could learn of a discreet check from their number.
    func gauges() {
        let (rooms, now) = (rooms, configuration.now)
        metrics.gauge("serai_alerts", help: "alerts in force, persons and documents") {
            (try? rooms.alerts.lists()).map { Double($0.reduce(0) { $0 + $1.persons + $1.documents }) }
        }
        metrics.gauge("serai_oldest_list_days", help: "age of the oldest list in force, by its publisher's date") {
            let today = Moment(now(), zoneMinutes: 0).day
            return (try? rooms.alerts.lists())?.compactMap(\.sourceDate).min().map { Double(today.ordinal - $0.ordinal) }
        }
        metrics.gauge("serai_audit_entries", help: "entries in the audit") { Double(rooms.audit.size) }
        metrics.gauge("serai_sessions", help: "open sessions") { Double(rooms.sessions.count) }
    }
}
