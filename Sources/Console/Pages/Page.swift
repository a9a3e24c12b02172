// The frame around every page: who, where, why, how fresh, and the desks this person may enter.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards
import Watchlists

/// Renders pages, parts of pages and problems.
struct Pages: Sendable {
    let configuration: ConsoleConfiguration
    let languages: Languages
    let templates: Templates
    let rooms: ConsoleRooms

    /// A whole page.
    ///
    /// - Parameters:
    ///   - desk: the entry of the rail this page belongs to; its name is the page's title unless `title` gives a key.
    func page(
        _ template: String, of desk: String, title: String? = nil, for visit: Visit, _ values: [String: Any] = [:],
        status: Int = 200
    ) -> Reply {
        let frame = frame(
            title: title ?? "desk.\(desk)", desk: desk, language: visit.language, guest: visit.guest, now: visit.now,
            path: visit.head.method == .get ? visit.head.path ?? "/" : "/desk")
        return .html(
            templates.render(template, frame.merging(values) { $1 }, in: visit.language), status: status)
    }

    /// A part of a page, for a script to put in place.
    func part(_ template: String, for visit: Visit, _ values: [String: Any], status: Int = 200) -> Reply {
        var values = values
        values["token"] = visit.guest?.session.csrf
        return .html(templates.render(template, values, in: visit.language), status: status)
    }

    /// A problem as a page for people, as RFC 9457 JSON for programs.
    func problem(_ problem: Problem, for head: HTTPRequest, language: Language, guest: Guest?) throws -> Reply {
        var reply: Reply
        if (head.path ?? "").hasPrefix("/api/") {
            reply = try .json(ProblemDocument(problem, title: languages.all[0].said("what", of: problem)), status: problem.status)
            if case .bytes(let bytes, _) = reply.content { reply.content = .bytes(bytes, type: "application/problem+json") }
        } else {
            let lines: [String: Any] = [
                "code": problem.code, "what": language.said("what", of: problem),
                "safe": language.said("safe", of: problem), "do": language.said("do", of: problem),
                "detail": problem.detail, "isSignIn": problem.status == 401, "isShift": problem.code == "shift-missing",
                "isStepUp": problem.code == "refused-step-up-needed", "place": head.method == .get ? head.path ?? "/" : "/desk",
            ]
            if head.headerFields[.part] != nil {
                reply = .html(templates.render("problem-part", lines, in: language), status: problem.status)
            } else {
                let frame = frame(
                    title: "problem.title", desk: "", language: language, guest: guest, now: configuration.now(), path: "/desk")
                reply = .html(
                    templates.render("problem", frame.merging(lines) { $1 }, in: language), status: problem.status)
            }
        }
        if let seconds = problem.retryAfter { reply = reply.setting(.retryAfter, "\(seconds)") }
        return reply
    }

    private func frame(
        title: String, desk: String, language: Language, guest: Guest?, now: Date, path: String
    ) -> [String: Any] {
        let moment = Moment(now, zoneMinutes: configuration.zoneMinutes)
        var values: [String: Any] = [
            "lang": language.code, "dir": language.rightToLeft ? "rtl" : "ltr", "title": language[title],
            "node": configuration.nodeName, "training": configuration.training,
            "weekday": language[moment.weekdayKey], "clock": String(moment.text.prefix(16)), "zone": moment.zone,
            "nowMilliseconds": "\(moment.milliseconds)", "zoneMinutes": "\(configuration.zoneMinutes)",
            "tongues": languages.all.filter { $0.code != language.code }.map {
                ["code": $0.code, "name": $0.name, "back": path.queryEncoded]
            },
        ]
        guard let guest else { return values }
        values["signedIn"] = true
        values["token"] = guest.session.csrf
        values["officer"] = guest.session.name
        if let oldest = try? rooms.alerts.lists().compactMap(\.sourceDate).min() {
            values["listAge"] = language.text("frame.lists-of", ["time": "\u{2066}\(oldest)\u{2069}"])
        }
        if let shift = guest.shift {
            var place = ["purpose": language["purpose.\(shift.purpose.rawValue)"]]
            if let post = shift.post {
                place["post"] = rooms.postName(post)
                place["direction"] = language["direction.\(shift.direction.rawValue)"]
            }
            values["shift"] = place
            values["framed"] = true
            values["desks"] = DeskEntry.open(to: guest.roles).map { entry in
                [
                    "path": entry.path, "name": language["desk.\(entry.name)"], "key": entry.key,
                    "current": entry.name == desk,
                ] as [String: Any]
            }
        }
        return values
    }
}

extension Language {
    /// A line of a problem's page: what happened, what is safe, what to do.
    fileprivate func said(_ line: String, of problem: Problem) -> String {
        texts["problem.\(problem.code).\(line)"] ?? self["problem.other.\(line)"]
    }
}
