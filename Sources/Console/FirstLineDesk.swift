// The first line: one field, one answer. The page asks once per traveller and gets the answer as a piece of HTML; without
// the script the same form brings the same answer as a page.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards
import TravelDocuments

extension Desks {
    var firstLineRoutes: [Route] {
        [
            Route(.get, "/desk/first-line", for: .onShift) { try firstLinePage($0) },
            Route(.post, "/desk/first-line", for: .onShift, body: .form) { try await check($0) },
            Route(.post, "/desk/first-line/send", for: .onShift, body: .form) { try await send($0) },
            Route(.post, "/desk/refer", for: .onShift, body: .form) { try await refer($0) },
        ]
    }

    private func firstLinePage(_ visit: Visit, _ answer: [String: Any] = [:], status: Int = 200) throws -> Reply {
        let shift = try visit.signedIn().onShift()
        var values: [String: Any] = ["together": shift.group != nil, "referred": visit.query["referred"] != nil]
        if !answer.isEmpty { values["answer"] = answer }
        if let kind = visit.query["referred"].flatMap(ReferralKind.init) {
            values["referredKind"] = visit.language.word("referral", kind.rawValue)
        }
        values["contacts"] = contacts(in: visit.language)
        return pages.page("first-line", of: "first-line", for: visit, values, status: status)
    }

    private func check(_ visit: Visit) async throws -> Reply {
        do {
            var values = values(of: try await screen(try request(visit), by: try visit.signedIn()), in: visit.language)
            values["sending"] = sending(visit)
            return try answer(visit, values)
        } catch let refusal as ScreeningRefusal {
            return try answer(visit, ["refused": visit.language.screening(refusal)], status: 422)
        }
    }

    /// In place of the last answer, or as a page when no script asks.
    func answer(_ visit: Visit, _ values: [String: Any], status: Int = 200) throws -> Reply {
        var values = values
        values["contacts"] = contacts(in: visit.language)
        if visit.wantsPart { return pages.part("answer", for: visit, values, status: status) }
        values["token"] = try visit.signedIn().session.csrf
        return try firstLinePage(visit, values, status: status)
    }

    /// What the form presents, for this shift and the group that crosses together.
    func request(_ visit: Visit) throws -> ScreeningRequest {
        let guest = try visit.signedIn()
        let shift = try guest.onShift()
        guard let post = shift.post else { throw Problem.shiftMissing }
        let group = visit.form["together"] == nil ? nil : shift.group ?? rooms.journal.newID()
        if group != shift.group { door.shifts.group(group, for: guest.session) }
        return ScreeningRequest(
            try presented(visit.form), purpose: shift.purpose, post: post, direction: shift.direction, group: group)
    }

    /// Screens and counts: for the page and for programs.
    func screen(_ request: ScreeningRequest, by guest: Guest) async throws -> ScreeningAnswer {
        let clock = ContinuousClock.now
        let answer = try await rooms.border.screen(request, by: guest.officer)
        let (seconds, attoseconds) = (ContinuousClock.now - clock).components
        metrics.observe("serai_screening_seconds", seconds: Double(seconds) + Double(attoseconds) / 1e18)
        metrics.count("serai_screenings_total{outcome=\"\(answer.outcome.rawValue)\"}")
        return answer
    }

    private func presented(_ form: Form) throws -> ScreeningRequest.Presented {
        let lines = MRZLines.split(form.raw("scan"))
        if !lines.isEmpty { return .machineReadable(lines) }
        let birth = try form["birth"].map { text in
            guard let date = PartialDate(text) else {
                throw Problem.unreadable("birth", expected: "YYYY-MM-DD, YYYY-MM or YYYY")
            }
            return date
        }
        let number = try form["number"].map { text in
            guard let number = DocumentNumber(text) else {
                throw Problem.unreadable("number", expected: "1 to 40 letters and digits")
            }
            return number
        }
        let issuer = try form["issuer"].map { text in
            guard let country = CountryCode(text) else { throw Problem.unreadable("issuer", expected: "a state's code such as UTO") }
            return country
        }
        return .typed(
            Traveller(
                name: .written(form["name"] ?? ""), birth: birth,
                document: number.map { IdentityDocument(number: $0, issuer: issuer) }))
    }

    private func refer(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let shift = try guest.onShift()
        guard let kind = visit.form["kind"].flatMap(ReferralKind.init) else { throw Problem.missing("kind") }
        guard let post = shift.post else { throw Problem.shiftMissing }
        let caseID = visit.form["case"].flatMap(RecordID.init(rawValue:))
        try await rooms.border.refer(kind, at: post, case: caseID, by: guest.officer)
        metrics.count("serai_referrals_total")
        let back = localPath(visit.form["back"])
        return .seeOther("\(back.prefix { $0 != "?" })?referred=\(kind.rawValue)")
    }

    func values(of answer: ScreeningAnswer, in language: Language) -> [String: Any] {
        var values: [String: Any] = [
            "outcome": answer.outcome.rawValue, "isClear": answer.outcome == .clear,
            "reasons": answer.reasons.prefix(3).map {
                ["text": language.reason($0), "protect": $0 == .personToProtect, "code": $0.code] as [String: Any]
            },
            "facts": facts(answer.traveller, answer.reading, in: language), "folded": answer.folded,
            "clearedBefore": answer.clearedBefore, "sound": answer.outcome == .clear,
        ]
        if let caseID = answer.caseID {
            values["case"] = caseID.rawValue
            values["caseShort"] = String(caseID.rawValue.suffix(6))
        }
        if let group = answer.group {
            values["group"] = ["travellers": "\(group.travellers)", "wait": group.toSecondLine > 0]
        }
        return values
    }

    private func name(of state: CountryCode) -> String {
        state.englishName == state.alpha3 ? state.alpha3 : "\(state.alpha3) \(state.englishName)"
    }

    /// What the document says, for comparing with the document in the hand.
    func facts(_ traveller: Traveller, _ reading: MRZReading?, in language: Language) -> [[String: Any]] {
        var facts: [(String, String?, Bool)] = [
            ("fact.name", traveller.name.text, false), ("fact.birth", traveller.birth?.description, true),
            ("fact.sex", traveller.sex.map { language.word("sex", $0.rawValue) }, false),
            ("fact.nationality", traveller.nationality.map { name(of: $0) }, true),
        ]
        if let document = traveller.document {
            facts += [
                ("fact.document", language.word("document", document.kind.rawValue), false),
                ("fact.number", document.number.value, true),
                ("fact.issuer", document.issuer.map { name(of: $0) }, true),
            ]
        }
        facts.append(("fact.expires", reading?.fields?.expiryDate?.description, true))
        return facts.compactMap { key, value, mono in
            value.map { ["name": language[key], "value": $0, "mono": mono] as [String: Any] }
        }
    }
}

extension Language {
    /// A reason in the officer's words.
    func reason(_ reason: ScreeningReason) -> String {
        switch reason {
        case .checkDigits(let fields):
            text("reason.check-digits", ["fields": fields.map { word("check", $0.dashed) }.joined(separator: self["list.comma"])])
        case .deviation(let what): text("reason.deviation", ["what": word("deviation", what.dashed)])
        case .officerAsks(let concern): text("reason.officer-asks", ["concern": word("concern", concern.rawValue)])
        default: text("reason.\(reason.code)", reason.details)
        }
    }

    /// Why a screening was not made, and what to do.
    func screening(_ refusal: ScreeningRefusal) -> String {
        switch refusal {
        case .nothingToAsk: self["screening.nothing"]
        case .unknownPost, .otherPost, .manifestLength: self["screening.unknown-post"]
        case .unreadable(.wrongLineCount(let found, _)): text("screening.line-count", ["found": "\(found)"])
        case .unreadable(.wrongLineLength(let line, let found, let expected)):
            text(
                "screening.line-length",
                ["line": "\(line)", "found": "\(found)", "expected": expected.map(String.init) ?? "44 / 36 / 30"])
        case .unreadable(.foreignCharacter(let line, let column)):
            text("screening.foreign-character", ["line": "\(line)", "column": "\(column)"])
        case .unreadable(.documentCodeNotAllowed): self["screening.document-code"]
        }
    }
}

extension String {
    /// `date of birth`, `sex_invalid` as a key's last word.
    fileprivate var dashed: String { split { $0 == " " || $0 == "_" }.joined(separator: "-") }
}
