// Oversight: who looked at what and why, who looked at this person, what is due for review, the answer to a person who
// asks, and whether the audit is whole. Each of these questions is itself in the audit.
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
    private func oversight(_ visit: Visit) throws(Problem) {
        guard !(try visit.signedIn()).roles.isDisjoint(with: [.dataProtection, .monitor]) else {
            throw Problem(403, "refused-role", "this desk is the data protection officer's: ask there")
        }
    }

    /// The filter of a query; unreadable parts are refused rather than dropped, or a list would look complete.
    func auditFilter(_ query: Form, limit: Int) throws -> AuditFilter {
        func day(_ name: String) throws -> CalendarDay? {
            try query[name].map { text in
                guard let day = CalendarDay(text) else { throw Problem.unreadable(name, expected: "a day written YYYY-MM-DD") }
                return day
            }
        }
        func word<Word: RawRepresentable>(_ name: String, _: Word.Type) throws -> Word? where Word.RawValue == String {
            try query[name].map { text in
                guard let word = Word(rawValue: text) else { throw Problem.unreadable(name, expected: "one of the words of the page") }
                return word
            }
        }
        let zone = TimeInterval(configuration.zoneMinutes * 60)
        func start(_ day: CalendarDay) -> Date { Date(timeIntervalSince1970: TimeInterval(day.ordinal) * 86_400 - zone) }
        return AuditFilter(
            from: try day("from").map(start), until: try day("until").map { start($0.adding(days: 1)) },
            officer: try query["officer"].map { text in
                guard let officer = OfficerID(rawValue: text) else { throw Problem.unreadable("officer", expected: "a pseudonym") }
                return officer
            },
            purpose: try word("purpose", Purpose.self), object: try word("object", AccessObject.self),
            refusedOnly: query["refused"] != nil, breakGlassOnly: query["emergency"] != nil,
            before: query["before"].flatMap { UInt64($0) }, limit: limit)
    }

    private func auditPage(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let size = 50
        let asCSV = visit.query["format"] == "csv"
        let filter = try auditFilter(visit.query, limit: asCSV ? 10_000 : size + 1)
        if asCSV {
            // A copy that leaves the node: bulk export, which takes a second person.
            _ = try await rooms.gate.warrant(
                for: AuditedQuery(.exportBulk, .auditLog, for: .oversight, what: "audit list as CSV"), by: guest.officer)
        }
        let lines = try await rooms.protection.looks(filter, by: guest.officer)
        if asCSV { return .csv([Self.auditColumns] + lines.map(auditRow), named: "audit") }
        let shown = Array(lines.prefix(size))
        var kept = visit.query.fields.filter { $0.name != "before" }.map { "\($0.name.queryEncoded)=\($0.value.queryEncoded)" }
        if let last = shown.last, lines.count > size { kept.append("before=\(last.index)") }
        return pages.page(
            "data-protection", of: "data-protection", for: visit,
            auditChoices(visit).merging([
                "lines": shown.map { auditLine($0, in: visit.language) }, "empty": shown.isEmpty,
                "more": lines.count > size, "next": kept.joined(separator: "&"), "entries": "\(rooms.audit.size)",
                "now": Moment(visit.now, zoneMinutes: configuration.zoneMinutes).text,
            ]) { $1 })
    }

    private func auditChoices(_ visit: Visit) -> [String: Any] {
        let query = visit.query
        return [
            "from": query["from"] ?? "", "until": query["until"] ?? "", "officerFilter": query["officer"] ?? "",
            "refused": query["refused"] != nil, "emergency": query["emergency"] != nil,
            "purposes": Purpose.allCases.map {
                [
                    "id": $0.rawValue, "name": visit.language["purpose.\($0.rawValue)"],
                    "chosen": query["purpose"] == $0.rawValue,
                ] as [String: Any]
            },
            "objects": AccessObject.allCases.map {
                [
                    "id": $0.rawValue, "name": visit.language.word("object", $0.rawValue),
                    "chosen": query["object"] == $0.rawValue,
                ] as [String: Any]
            },
        ]
    }

    func auditLine(_ line: AuditLine, in language: Language) -> [String: Any] {
        let at = Moment(line.time, zoneMinutes: configuration.zoneMinutes)
        var values: [String: Any] = [
            "id": line.id, "time": at.text, "iso": at.iso, "officer": line.officer.rawValue,
            "name": (try? rooms.accounts.name(of: line.officer)) ?? "",
            "purpose": language["purpose.\(line.purpose.rawValue)"], "what": line.what, "kind": Self.kind(line, in: language),
            "post": line.post.map(rooms.postName) ?? "", "refused": line.refused,
            "reason": line.reason.map { language.word("decision-reason", $0.rawValue) } ?? "",
            "record": line.record?.rawValue ?? "", "hasRecord": line.record != nil,
            "emergency": line.reason == .breakGlass, "second": line.second?.rawValue ?? "",
        ]
        if let trace = line.foundBy { values["trace"] = language["trace.\(trace.rawValue)"] }
        return values
    }

    private static func kind(_ line: AuditLine, in language: Language) -> String {
        switch line.kind {
        case .query(let object, let action, _):
            language.word("access", action.rawValue) + ": " + language.word("object", object.rawValue)
        case .maintenance(let task): language.word("maintenance", task.rawValue)
        case .event(let kind): language.word("event", kind.rawValue)
        }
    }

    private static let auditColumns = ["entry", "time", "officer", "purpose", "post", "kind", "what", "reason", "record"]

    private func auditRow(_ line: AuditLine) -> [String] {
        [
            line.id, Moment(line.time, zoneMinutes: configuration.zoneMinutes).iso, line.officer.rawValue,
            line.purpose.rawValue, line.post?.rawValue ?? "", Self.kind(line, in: pages.languages.all[0]), line.what,
            line.reason?.rawValue ?? "", line.record?.rawValue ?? "",
        ]
    }

    private func personPage(_ visit: Visit, lines: [AuditLine]?) -> Reply {
        var values: [String: Any] = [
            "name": visit.form["name"] ?? "", "birth": visit.form["birth"] ?? "", "number": visit.form["number"] ?? "",
            "now": Moment(visit.now, zoneMinutes: configuration.zoneMinutes).text,
        ]
        if let lines {
            values["asked"] = true
            values["lines"] = lines.map { auditLine($0, in: visit.language) }
            values["empty"] = lines.isEmpty
        }
        return pages.page("person-looks", of: "data-protection", title: "dp.person", for: visit, values)
    }

    private func whoLooked(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let lines = try await rooms.protection.looks(at: try subject(visit.form), by: guest.officer)
        return personPage(visit, lines: lines)
    }

    private func subject(_ form: Form) throws -> AuditSubject {
        let number = try form["number"].map { text in
            guard let number = DocumentNumber(text) else { throw Problem.unreadable("number", expected: "1 to 40 letters and digits") }
            return number
        }
        let birth = try form["birth"].map { text in
            guard let date = PartialDate(text) else { throw Problem.unreadable("birth", expected: "YYYY-MM-DD, YYYY-MM or YYYY") }
            return date
        }
        let subject = AuditSubject(document: number, name: form["name"], birth: birth)
        guard subject.document != nil || subject.name != nil else { throw Problem.missing("name or number") }
        return subject
    }

    private func reviewsPage(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let days = Int(visit.query["days"] ?? "") ?? 30
        let due = try await rooms.protection.dueReviews(within: min(max(days, 1), 366), by: guest.officer)
        if visit.query["format"] == "csv" {
            try await rooms.gate.record(AuditEvent(.export, by: guest.officer.id, for: .oversight, what: "due reviews as CSV"))
            return .csv(
                [["record", "kind", "register", "author", "review", "delete"]]
                    + due.map {
                        [
                            $0.record.rawValue, $0.kind.rawValue, $0.register, $0.author.rawValue, "\($0.retention.review)",
                            "\($0.retention.delete)",
                        ]
                    }, named: "due-reviews")
        }
        let today = Moment(visit.now, zoneMinutes: configuration.zoneMinutes)
        return pages.page(
            "reviews", of: "data-protection", title: "dp.reviews", for: visit,
            [
                "days": "\(days)", "now": today.text, "empty": due.isEmpty,
                "rows": due.map { row in
                    [
                        "record": row.record.rawValue, "kind": visit.language.word("record-kind", row.kind.rawValue),
                        "register": row.register, "author": row.author.rawValue, "review": "\(row.retention.review)",
                        "delete": "\(row.retention.delete)", "overdue": row.retention.review < today.day,
                    ] as [String: Any]
                },
            ])
    }

    private func letterForm(_ visit: Visit) -> Reply {
        pages.page(
            "letter", of: "data-protection", title: "dp.letter", for: visit,
            ["today": "\(Moment(visit.now, zoneMinutes: configuration.zoneMinutes).day)"])
    }

    private func letter(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        guard let received = CalendarDay(try visit.field("received")) else {
            throw Problem.unreadable("received", expected: "a day written YYYY-MM-DD")
        }
        let request = SubjectRequest(
            reference: try visit.field("reference"), subject: try subject(visit.form), received: received)
        let file = try await rooms.protection.answer(request, by: guest.officer)
        return pages.page(
            "letter", of: "data-protection", title: "dp.letter", for: visit,
            [
                "letter": file.letter.html, "due": "\(request.answerDue)", "held": "\(file.held.count)",
                "looks": "\(file.looks.count)",
                "restricted": file.held.filter { $0.restriction != nil }.map {
                    [
                        "record": $0.record.rawValue, "what": $0.what,
                        "ground": visit.language.word("restriction", $0.restriction?.rawValue ?? ""),
                    ]
                },
            ])
    }

    private func verify(_ visit: Visit) async throws -> Reply {
        try oversight(visit)
        let guest = try visit.signedIn()
        try await rooms.gate.record(AuditEvent(.approval, by: guest.officer.id, for: .oversight, what: "audit verified"))
        let held = visit.form["checkpoint"].map { [$0.replacingLineEnds] } ?? []
        let clock = ContinuousClock.now
        let archive = rooms.audit.archive
        // Hashing every entry takes a while and must not hold up a screening.
        let faults = try await Task.detached(priority: .low) { try archive.verify(holding: held) }.value
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
