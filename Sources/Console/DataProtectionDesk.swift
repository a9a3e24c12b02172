// Oversight, as one desk: its addresses, what is due for review, and whether the audit is whole. Who looked is AuditPages,
// the answer to a person who asks is AnswerLetterPage. Each of these questions is itself in the audit.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    var dataProtectionRoutes: [Route] {
        [
            Route(.get, "/desk/data-protection", for: .onShift) { try await auditPage($0) },
            Route(.get, "/desk/data-protection/person", for: .onShift) { visit in
                try oversight(visit)
                return personPage(visit, lines: nil)
            },
            Route(.post, "/desk/data-protection/person", for: .onShift, body: .form) { try await whoLooked($0) },
            Route(.get, "/desk/data-protection/reviews", for: .onShift) { try await reviewsPage($0) },
            Route(.get, "/desk/data-protection/letter", for: .onShift) { visit in
                try oversight(visit)
                return letterForm(visit)
            },
            Route(.post, "/desk/data-protection/letter", for: .onShift, body: .form) { try await letter($0) },
            Route(.post, "/desk/data-protection/verify", for: .onShift, body: .form) { try await verify($0) },
        ]
    }

    /// For empty forms; the questions themselves are decided by the gate.
    func oversight(_ visit: Visit) throws(Problem) {
        guard !(try visit.signedIn()).roles.isDisjoint(with: [.dataProtection, .monitor]) else {
            throw Problem(403, "refused-role", "this desk is the data protection officer's: ask there")
        }
    }

    private func reviewsPage(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let days = Int(visit.query["days"] ?? "") ?? 30
        let due = try await rooms.protection.dueReviews(within: min(max(days, 1), 366), by: guest.officer)
        if visit.query["format"] == "csv" {
            try await noteExport("due reviews as CSV", visit)
            return .csv(
                [["record", "kind", "register", "author", "review", "delete"]]
                    + due.map {
                        [
                            $0.record.rawValue, $0.kind.rawValue, $0.register, $0.author.rawValue, "\($0.retention.review)",
                            "\($0.retention.delete)",
                        ]
                    }, named: "due-reviews")
        }
        let order = TableOrder(
            visit, "/desk/data-protection/reviews",
            [
                ("review", "dp.review-by"), ("delete", "dp.delete-by"), ("kind", "dp.kind"), ("record", "dp.record"),
                ("author", "dp.author"),
            ])
        let today = Moment(visit.now, zoneMinutes: configuration.zoneMinutes)
        return pages.page(
            "reviews", of: "data-protection", title: "dp.reviews", for: visit,
            [
                "days": "\(days)", "now": today.text, "empty": due.isEmpty,
                "heads": order.heads,
                "rows": order.sorted(
                    due.map { row in
                        [
                            "record": row.record.rawValue, "kind": visit.language.word("record-kind", row.kind.rawValue),
                            "register": row.register, "author": row.author.rawValue, "review": "\(row.retention.review)",
                            "delete": "\(row.retention.delete)", "overdue": row.retention.review < today.day,
                        ] as [String: Any]
                    }),
            ])
    }

    private func verify(_ visit: Visit) async throws -> Reply {
        try oversight(visit)
        let guest = try visit.signedIn()
        try await rooms.gate.record(AuditEvent(.approval, by: guest.officer.id, for: .oversight, what: "audit verified"))
        let held = visit.form["checkpoint"].map { [$0.replacingLineEnds] } ?? []
        let clock = ContinuousClock.now
        let archive = rooms.audit.archive
        let known = held + (try rooms.journal.auditAnchor().map { [$0] } ?? [])
        // Hashing every entry takes a while and must not hold up a screening.
        let faults = try await Task.detached(priority: .low) { try archive.verify(holding: known) }.value
        return pages.page(
            "verify", of: "data-protection", title: "dp.verify", for: visit,
            [
                "sound": faults.isEmpty, "faults": faults.map(\.description), "held": !held.isEmpty,
                "entries": "\(rooms.audit.size)", "checkpoint": (try? rooms.audit.checkpoint()) ?? "",
                "seconds": "\((ContinuousClock.now - clock).components.seconds)",
                "now": Moment(visit.now, zoneMinutes: configuration.zoneMinutes).text,
            ])
    }
}

extension String {
    /// A browser's form sends CR LF; a signed note has LF and ends with one.
    fileprivate var replacingLineEnds: String {
        let text = split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }.joined(separator: "\n")
        return text.hasSuffix("\n") ? text : text + "\n"
    }
}
