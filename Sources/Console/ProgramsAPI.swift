// The same work for programs: JSON in, JSON out, the purpose said in every request. Nothing here decides anything that the
// pages do not: both call the same rooms.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards
import Watchlists

extension Desks {
    var programRoutes: [Route] {
        [
            Route(.post, "/api/v1/sessions", for: .anyone, body: .json) { try await openSession($0) },
            Route(.delete, "/api/v1/sessions/current") { visit in
                try await end(try visit.signedIn())
                return Reply(status: 204, .nothing)
            },
            Route(.post, "/api/v1/screenings", body: .json) { try await screening($0) },
            Route(.post, "/api/v1/manifests", body: .list) { try await manifest($0) },
            Route(.post, "/api/v1/referrals", body: .json) { visit in
                let wish = try visit.decoded(ReferralWish.self)
                try await rooms.border.refer(wish.kind, at: wish.post, case: wish.case, by: try visit.signedIn().officer)
                return Reply(status: 204, .nothing)
            },
            Route(.get, "/api/v1/cases") { visit in
                _ = try visit.purpose()
                return try .json(["cases": try rooms.border.queue(for: try visit.signedIn().officer)])
            },
            Route(.get, "/api/v1/cases/{case}") { visit in
                let file = try await rooms.border.openCase(
                    try visit.recordID("case"), purpose: try visit.purpose(), by: try visit.signedIn().officer)
                return try .json(file)
            },
            Route(.post, "/api/v1/cases/{case}/decisions", body: .json) { visit in
                let wish = try visit.decoded(DecisionWish.self)
                let guest = try visit.signedIn()
                let file = try await rooms.border.decide(
                    try visit.recordID("case"), match: wish.match ?? 0, wish.verdict, reason: wish.reason,
                    note: wish.note ?? "", purpose: try visit.allowed(wish.purpose), by: guest.officer)
                metrics.count("serai_decisions_total{verdict=\"\(wish.verdict.rawValue)\"}")
                return try .json(file.lifecycle)
            },
            Route(.post, "/api/v1/alerts/searches", body: .json) { visit in
                let wish = try visit.decoded(SearchWish.self)
                var search = AlertSearch()
                (search.name, search.number, search.list, search.reference) = (wish.name, wish.number, wish.list, wish.reference)
                guard wish.name != nil || wish.number != nil || wish.reference != nil else { throw Problem.missing("name") }
                return try .json([
                    "alerts": try await rooms.alertDesk.find(search, for: try visit.allowed(wish.purpose), by: try visit.signedIn().officer)
                ])
            },
            Route(.post, "/api/v1/alerts", body: .json) { visit in
                let wish = try visit.decoded(AlertWish.self)
                let id = try await rooms.alertDesk.add(
                    try wish.draft(), for: try visit.allowed(wish.purpose), by: try visit.signedIn().officer)
                metrics.count("serai_alert_changes_total{change=\"added\"}")
                return try Reply.json(["id": id], status: 201).setting(.location, "/api/v1/alerts/\(id)")
            },
            Route(.get, "/api/v1/alerts/{alert}") { visit in
                try .json(
                    try await rooms.alertDesk.open(
                        try visit.recordID("alert"), for: try visit.purpose(), by: try visit.signedIn().officer))
            },
            Route(.post, "/api/v1/alerts/{alert}/withdrawal", body: .json) { visit in
                let wish = try visit.decoded(WithdrawalWish.self)
                guard wish.reason.contains(where: \.isLetter) else { throw Problem.missing("reason") }
                try await rooms.alertDesk.withdraw(
                    try visit.recordID("alert"), because: wish.reason, for: try visit.allowed(wish.purpose),
                    by: try visit.signedIn().officer)
                metrics.count("serai_alert_changes_total{change=\"withdrawn\"}")
                return Reply(status: 204, .nothing)
            },
            Route(.get, "/api/v1/lists") { _ in try .json(["lists": try rooms.alerts.lists()]) },
            Route(.get, "/api/v1/audit") { visit in
                guard try visit.purpose() == .oversight else {
                    throw Problem(403, "refused-purpose", "the audit is read for oversight: say that purpose, if it is yours")
                }
                let limit = min(max(Int(visit.query["limit"] ?? "") ?? 100, 1), 100)
                // `purpose` in the query is the asker's; the filter's is `looked-for`.
                let lines = try await rooms.protection.looks(
                    try auditFilter(visit.query.renaming("looked-for", to: "purpose"), limit: limit),
                    by: try visit.signedIn().officer)
                return try .json(["lines": lines.map(AuditLineDocument.init)])
            },
            Route(.get, "/api/v1/events") { visit in
                let guest = try coordination(visit)
                return Reply(
                    .events(
                        stream(visit, guest) { event in
                            News(position: event.id, name: "news", data: try Reply.text(event))
                        }))
            },
            Route(.get, "/api/v1/openapi.json", for: .anyone) { _ in
                Reply(.bytes(apiDescription, type: "application/vnd.oai.openapi+json;version=3.1"))
            },
        ]
    }

    private func openSession(_ visit: Visit) async throws -> Reply {
        let wish = try visit.decoded(SessionWish.self)
        let known: SignedIn
        do {
            known = try await rooms.accounts.signIn(
                wish.name, password: wish.password, code: wish.code, from: visit.address)
        } catch let error as AccountError {
            metrics.count("serai_sign_in_failures_total")
            throw error
        }
        guard !known.account.mustChangePassword else {
            throw Problem(403, "password-must-change", "this password was given to you: sign in at the page and choose your own first")
        }
        guard Self.purposes(of: known.account.roles).contains(wish.purpose) else {
            throw Problem(403, "refused-purpose", "no role of this account works for that purpose: choose the purpose of your shift")
        }
        guard wish.post != nil || !Self.needsPost(known.account.roles) else { throw Problem.missing("post") }
        if let post = wish.post {
            guard rooms.posts.contains(where: { $0.id == post }), known.account.posts.isEmpty || known.account.posts.contains(post)
            else { throw Problem(400, "unknown-post", "this account does not work at that post: choose one of its posts") }
        }
        metrics.count("serai_sign_ins_total")
        let (token, session) = rooms.sessions.start(
            known.account, purpose: wish.purpose, post: wish.post, secondFactor: known.secondFactor)
        door.shifts.remember(
            known.account, shift: Shift(post: wish.post, purpose: wish.purpose, direction: wish.direction ?? .entry),
            for: session)
        return try .json(
            SessionDocument(
                token: token, officer: session.officer, roles: session.roles.map(\.rawValue).sorted(), purpose: session.purpose,
                post: session.post), status: 201)
    }

    private func screening(_ visit: Visit) async throws -> Reply {
        let wish = try visit.decoded(ScreeningWish.self)
        let guest = try visit.signedIn()
        guard let post = wish.post ?? guest.session.post else { throw Problem.missing("post") }
        let answer = try await screen(
            ScreeningRequest(
                wish.traveller.presented, purpose: try visit.allowed(wish.purpose), post: post,
                direction: wish.direction ?? .entry, group: wish.group),
            by: guest)
        return try .json(ScreeningDocument(answer))
    }

    private func manifest(_ visit: Visit) async throws -> Reply {
        let wish = try visit.decoded(ManifestWish.self)
        let guest = try visit.signedIn()
        guard let post = wish.post ?? guest.session.post else { throw Problem.missing("post") }
        let lines = try await rooms.border.screen(
            manifest: wish.travellers.map(\.presented), purpose: try visit.allowed(wish.purpose), post: post,
            direction: wish.direction ?? .entry, by: guest.officer)
        for case let answer? in lines.map(\.answer) {
            metrics.count("serai_screenings_total{outcome=\"\(answer.outcome.rawValue)\"}")
        }
        return try .json(["lines": lines.map(ManifestLineDocument.init)])
    }
}

extension Visit {
    /// The purpose a program states in its query: there is no default.
    func purpose() throws(Problem) -> Purpose {
        guard let purpose = query["purpose"].flatMap(Purpose.init) else { throw .purposeMissing }
        return try allowed(purpose)
    }

    /// The purpose of a session is fixed when it begins; a request says it again, so that nobody looks by accident.
    func allowed(_ purpose: Purpose) throws(Problem) -> Purpose {
        guard try signedIn().session.purpose == purpose else {
            throw Problem(403, "refused-purpose", "this session was begun for another purpose: begin one for this")
        }
        return purpose
    }
}

extension Reply {
    /// One JSON text on one line.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
