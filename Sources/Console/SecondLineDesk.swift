// The second line: the queue on one side, two identities side by side on the other, and a person who says what they see.
import BorderControl
import Foundation
import HTTPTypes
import Matching
import Records
import Safeguards
import Watchlists

extension Desks {
    var secondLineRoutes: [Route] {
        [
            Route(.get, "/desk/second-line", for: .onShift) { try await queuePage($0) },
            Route(.get, "/desk/second-line/{case}", for: .onShift) { visit in
                let guest = try visit.signedIn()
                let file = try await rooms.border.openCase(
                    try visit.recordID("case"), purpose: try guest.onShift().purpose, by: guest.officer)
                return try casePage(visit, file)
            },
            Route(.post, "/desk/second-line/{case}", for: .onShift, body: .form) { try await decide($0) },
        ]
    }

    private func queuePage(_ visit: Visit) async throws -> Reply {
        if visit.query["format"] == "csv" { return try await queueCSV(visit) }
        return pages.page("second-line", of: "second-line", for: visit, try queue(visit, current: nil))
    }

    /// The waiting cases this officer may open: strongest reasons first within the hour they came in is not ours to
    /// decide, so the order is theirs to choose; by default who waits longest comes first.
    private func queueLines(_ visit: Visit) throws -> [QueueLine] {
        let lines = try rooms.border.queue(for: try visit.signedIn().officer)
        switch visit.query["sort"] {
        case "newest": return lines.sorted { $0.opened > $1.opened }
        case "reason": return lines.sorted { ($0.reason, $0.opened) < ($1.reason, $1.opened) }
        default: return lines.sorted { $0.opened < $1.opened }
        }
    }

    private func queue(_ visit: Visit, current: RecordID?) throws -> [String: Any] {
        let guest = try visit.signedIn()
        let language = visit.language
        let now = Moment(visit.now, zoneMinutes: configuration.zoneMinutes)
        let find = visit.query["reason"]
        let lines = try queueLines(visit)
        let shown = lines.filter { find == nil || $0.reason == find }
        return [
            "queue": shown.map { line in
                let opened = Moment(milliseconds: line.opened, zoneMinutes: configuration.zoneMinutes)
                return [
                    "id": line.id.rawValue, "short": String(line.id.rawValue.suffix(6)),
                    "reason": language.word("reason-class", line.reason), "time": opened.time, "iso": opened.iso,
                    "age": language.age(milliseconds: now.milliseconds - line.opened),
                    "direction": language["direction.\(line.direction.rawValue)"], "post": rooms.postName(line.post),
                    "escalated": line.state == .escalated, "protect": line.protect,
                    "mine": line.screenedBy == guest.officer.id, "grouped": line.group != nil,
                    "current": line.id == current,
                ] as [String: Any]
            },
            "waiting": "\(shown.count)", "now": now.text,
            "reasonChoices": Set(lines.map(\.reason)).sorted().map {
                ["id": $0, "name": language.word("reason-class", $0), "chosen": $0 == find] as [String: Any]
            },
            "sortNewest": visit.query["sort"] == "newest", "sortReason": visit.query["sort"] == "reason",
        ]
    }

    private func queueCSV(_ visit: Visit) async throws -> Reply {
        try await noteExport("second-line queue as CSV", visit)
        let rows = try queueLines(visit).map { line in
            [
                line.id.rawValue, Moment(milliseconds: line.opened, zoneMinutes: configuration.zoneMinutes).iso,
                line.post.rawValue, line.direction.rawValue, line.reason, line.state.rawValue,
            ]
        }
        return .csv([["case", "opened", "post", "direction", "reason", "state"]] + rows, named: "second-line-queue")
    }

    private func decide(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let id = try visit.recordID("case")
        let purpose = try guest.onShift().purpose
        guard let verdict = visit.form["verdict"].flatMap(Verdict.init) else { throw Problem.missing("verdict") }
        guard let reason = visit.form["reason"].flatMap(VerdictReason.init) else { throw Problem.missing("reason") }
        let match = Int(visit.form["match"] ?? "0") ?? 0
        do {
            _ = try await rooms.border.decide(
                id, match: match, verdict, reason: reason, note: visit.form["note"] ?? "", purpose: purpose,
                by: guest.officer)
        } catch CaseRefusal.decision(let refusal) {
            let file = try await rooms.border.openCase(id, purpose: purpose, by: guest.officer)
            return try casePage(visit, file, said: visit.language.decision(refusal))
        }
        metrics.count("serai_decisions_total{verdict=\"\(verdict.rawValue)\"}")
        return .seeOther("/desk/second-line/\(id)")
    }

    /// - Parameter desk: the coordination centre reads, the second line decides.
    func casePage(_ visit: Visit, _ file: CaseFile, on desk: String = "second-line", said: String? = nil) throws -> Reply {
        let language = visit.language
        let decides = desk == "second-line"
        let opened = Moment(milliseconds: file.opened, zoneMinutes: configuration.zoneMinutes)
        var values = decides ? try queue(visit, current: file.id) : [:]
        values["deskPath"] = "/desk/\(desk)"
        values["case"] = file.id.rawValue
        values["isCase"] = decides
        values["caseShort"] = String(file.id.rawValue.suffix(6))
        values["openedTime"] = opened.text
        values["openedDay"] = language[opened.weekdayKey]
        values["direction"] = language["direction.\(file.direction.rawValue)"]
        values["post"] = rooms.postName(file.post)
        values["facts"] = facts(file.traveller, nil, in: language)
        values["lines"] = file.lines
        values["scanned"] = !file.lines.isEmpty
        values["allReasons"] = file.reasons.map { language.reason($0) }
        values["matches"] = file.matches.enumerated().map { comparison($1, number: $0, of: file, in: language) }
        values["several"] = file.matches.count > 1
        values["noMatches"] = file.matches.isEmpty
        values["protectCase"] = file.protect
        values["isOpen"] = decides && file.lifecycle.isOpen
        values["state"] = language.word("state", file.lifecycle.state.rawValue)
        values["decisions"] = file.lifecycle.decisions.map { decision($0, in: language) }
        values["verdicts"] = file.verdicts.map { verdict($0, of: file, in: language) }
        values["contacts"] = contacts(in: language)
        if let said { values["said"] = said }
        if let kind = visit.query["referred"].flatMap(ReferralKind.init) {
            values["referredKind"] = language.word("referral", kind.rawValue)
        }
        let lone = file.lifecycle.screenedBy == (visit.guest?.officer.id)
        values["sameOfficer"] = lone && file.lifecycle.isOpen
        values["loneAllowed"] = rooms.posts.first { $0.id == file.post }?.loneOfficerMayDecide ?? false
        return pages.page(
            decides ? "second-line" : "coordination-case", of: desk, for: visit, values, status: said == nil ? 200 : 409)
    }

    private func decision(_ decision: Decision, in language: Language) -> [String: Any] {
        let at = Moment(milliseconds: decision.at, zoneMinutes: configuration.zoneMinutes)
        var values: [String: Any] = [
            "verdict": language.word("verdict", decision.verdict.rawValue),
            "reason": language.word("verdict-reason", decision.reason.rawValue),
            "officer": (try? rooms.accounts.name(of: decision.officer)) ?? decision.officer.rawValue,
            "pseudonym": decision.officer.rawValue, "at": at.text, "alone": decision.alone,
        ]
        if !decision.note.isEmpty { values["note"] = decision.note }
        return values
    }

    private func verdict(_ verdict: Verdict, of file: CaseFile, in language: Language) -> [String: Any] {
        let reasons: [VerdictReason] =
            switch verdict {
            case .thisIsThePerson: [.documentsCompared, .photoCompared, .confirmedByOwner, .statementOfTraveller]
            case .notThisPerson:
                [.birthDateDiffers, .nameDiffers, .documentsCompared, .photoCompared, .confirmedByOwner, .statementOfTraveller]
            case .examined: [.documentInOrder, .answersFit, .documentsCompared, .handedOver]
            case .cannotTell: [.informationMissing, .documentsCompared, .photoCompared, .statementOfTraveller]
            }
        let keys: [Verdict: String] = [.thisIsThePerson: "C", .notThisPerson: "R", .examined: "X", .cannotTell: "U"]
        return [
            "id": verdict.rawValue, "name": language.word("verdict", verdict.rawValue), "key": keys[verdict] ?? "",
            "asksMatch": verdict == .thisIsThePerson && file.matches.count > 1,
            "confirm": language["second-line.confirm.\(verdict.rawValue)"],
            "reasons": reasons.map { ["id": $0.rawValue, "name": language.word("verdict-reason", $0.rawValue)] },
            "choices": file.matches.enumerated().map { ["index": "\($0)", "number": "\($0 + 1)", "reference": $1.reference] },
        ]
    }
}

extension Language {
    func decision(_ refusal: DecisionRefusal) -> String {
        switch refusal {
        case .alreadyDecided: self["decision.already-decided"]
        case .sameOfficer: self["decision.same-officer"]
        case .noteTooLong(let found, let limit): text("decision.note-too-long", ["found": "\(found)", "limit": "\(limit)"])
        }
    }
}
