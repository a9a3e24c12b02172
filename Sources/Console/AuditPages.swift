// Who looked at what and why, and who looked at this person: the audit as the data protection officer reads it.
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    /// The fields of the filter, as pages and requests for copies carry them.
    static let filterFields: Set<String> = ["from", "until", "officer", "purpose", "object", "refused", "emergency"]

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

    func auditPage(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let size = 50
        let filter = try auditFilter(visit.query, limit: size + 1)
        let lines = try await rooms.protection.looks(filter, by: guest.officer)
        let shown = Array(lines.prefix(size))
        var kept = visit.query.fields.filter { $0.name != "before" }.map { "\($0.name.queryEncoded)=\($0.value.queryEncoded)" }
        if let last = shown.last, lines.count > size { kept.append("before=\(last.index)") }
        return pages.page(
            "data-protection", of: "data-protection", for: visit,
            auditChoices(visit).merging([
                "lines": shown.map { auditLine($0, in: visit.language) }, "empty": shown.isEmpty,
                "more": lines.count > size, "next": kept.joined(separator: "&"), "entries": "\(rooms.audit.size)",
                "now": Moment(visit.now, zoneMinutes: configuration.zoneMinutes).text,
                "kept": visit.query.fields.filter { Self.filterFields.contains($0.name) }.map { ["name": $0.name, "value": $0.value] },
                "mayCopy": guest.roles.contains { AccessPolicy.allows($0, .exportBulk, .auditLog) },
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

    static let auditColumns = ["entry", "time", "officer", "purpose", "post", "kind", "what", "reason", "record"]

    func auditRow(_ line: AuditLine) -> [String] {
        [
            line.id, Moment(line.time, zoneMinutes: configuration.zoneMinutes).iso, line.officer.rawValue,
            line.purpose.rawValue, line.post?.rawValue ?? "", Self.kind(line, in: pages.languages.all[0]), line.what,
            line.reason?.rawValue ?? "", line.record?.rawValue ?? "",
        ]
    }

    func personPage(_ visit: Visit, lines: [AuditLine]?) -> Reply {
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

    func whoLooked(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let lines = try await rooms.protection.looks(at: try subject(visit.form), by: guest.officer)
        return personPage(visit, lines: lines)
    }
}
