// The coordination centre: what happens at the posts, as it happens. Rows carry no name; whoever needs one opens the case.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    var coordinationRoutes: [Route] {
        [
            Route(.get, "/desk/coordination", for: .onShift) { try await coordinationPage($0) },
            Route(.get, "/desk/coordination/case/{case}", for: .onShift) { visit in
                let guest = try coordination(visit)
                let file = try await rooms.border.openCase(
                    try visit.recordID("case"), purpose: try guest.onShift().purpose, by: guest.officer)
                return try casePage(visit, file, on: "coordination")
            },
            Route(.get, "/desk/coordination/events", for: .onShift) { visit in
                let guest = try coordination(visit)
                return Reply(
                    .events(
                        stream(visit, guest) { event in
                            let row = pages.templates.render("live-row", liveRow(event, in: visit.language), in: visit.language)
                            return try News(position: event.id, name: "news", data: Self.json(["row": row]))
                        }))
            },
        ]
    }

    /// - Throws: `Problem` unless the duty officer asks.
    func coordination(_ visit: Visit) throws(Problem) -> Guest {
        let guest = try visit.signedIn()
        guard guest.roles.contains(.nccDuty) else {
            throw Problem(403, "refused-role", "the live list is the coordination centre's: ask a colleague there")
        }
        return guest
    }

    /// Everything after the position the browser saw last: its own `Last-Event-ID`, or `after` at the first time.
    func stream(
        _ visit: Visit, _ guest: Guest, _ news: @escaping @Sendable (LiveEvent) throws -> News
    ) -> EventStream {
        let from = UInt64(visit.head.headerFields[.lastEventID] ?? visit.query["after"] ?? "") ?? 0
        let (cases, sessions) = (rooms.cases, rooms.sessions)
        let source = NewsSource(changes: { cases.changes() }) { position, limit in
            try cases.live(after: position, limit: limit).map(news)
        }
        // A page left open is nobody at work: the stream ends with the idle time of its session.
        return EventStream(source: source, from: from, isOpen: { sessions.stands(guest.token) })
    }

    static func json(_ value: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func coordinationPage(_ visit: Visit) async throws -> Reply {
        _ = try coordination(visit)
        let kind = visit.query["kind"].flatMap(LiveEvent.Kind.init)
        let order = TableOrder(
            visit, "/desk/coordination",
            [
                ("sortTime", "table.time"), ("kind", "coordination.kind"), ("word", "coordination.about"), ("post", "shift.post"),
                ("list", "coordination.list"), ("case", "first-line.case"),
            ])
        let recent = try rooms.cases.recent(limit: 200).sorted { $0.id > $1.id }
        let shown = recent.filter { kind == nil || $0.kind == kind }
        if visit.query["format"] == "csv" {
            try await noteExport("live list as CSV", visit)
            return csv(shown)
        }
        let open = try rooms.cases.queue(at: nil)
        return pages.page(
            "coordination", of: "coordination", for: visit,
            [
                "rows": order.sorted(shown.prefix(100).map { liveRow($0, in: visit.language) }), "heads": order.heads,
                "empty": shown.isEmpty,
                "position": "\(recent.first?.id ?? 0)", "live": kind == nil && !order.isChosen,
                "now": Moment(visit.now, zoneMinutes: configuration.zoneMinutes).text,
                "kinds": LiveEvent.Kind.allCases.map {
                    ["id": $0.rawValue, "name": visit.language.word("live", $0.rawValue), "chosen": $0 == kind] as [String: Any]
                },
                "waiting": "\(open.count)", "escalated": "\(open.count { $0.state == .escalated })",
                "posts": rooms.posts.map { post in
                    ["name": post.name, "waiting": "\(open.count { $0.post == post.id })"]
                },
            ])
    }

    func liveRow(_ event: LiveEvent, in language: Language) -> [String: Any] {
        let at = Moment(milliseconds: event.at, zoneMinutes: configuration.zoneMinutes)
        let word =
            switch event.kind {
            case .hit: language.texts["action.\(event.word)"] ?? language.word("action", event.word)
            case .referral: language.word("referral", event.word)
            default: language.word("reason-class", event.word)
            }
        return [
            "position": "\(event.id)", "sortTime": "\(event.id)", "time": at.time, "iso": at.iso, "day": at.day.description,
            "kind": language.word("live", event.kind.rawValue), "word": word, "post": rooms.postName(event.post),
            "list": event.list?.rawValue ?? "", "case": event.caseID?.rawValue ?? "",
            "caseShort": event.caseID.map { String($0.rawValue.suffix(6)) } ?? "", "hasCase": event.caseID != nil,
            "isHit": event.kind == .hit && !event.protect, "isProtect": event.protect || event.kind == .referral,
            "isSecond": (event.kind == .caseOpened || event.kind == .escalated) && !event.protect,
            "isClear": event.kind == .rejected || event.kind == .examined, "alone": event.alone,
        ]
    }

    private func csv(_ events: [LiveEvent]) -> Reply {
        let rows = events.map { event in
            [
                "\(event.id)", Moment(milliseconds: event.at, zoneMinutes: configuration.zoneMinutes).iso, event.kind.rawValue,
                event.post.rawValue, event.word, event.list?.rawValue ?? "", event.caseID?.rawValue ?? "", "\(event.alone)",
            ]
        }
        return .csv([["position", "time", "kind", "post", "word", "list", "case", "alone"]] + rows, named: "live-list")
    }
}
