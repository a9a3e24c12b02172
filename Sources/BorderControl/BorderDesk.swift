// The first line: joins the document, the watch-lists and the gate. It answers `clear` or `second line` with reasons,
// never refuses anyone, and leaves an audit entry before it looks.

import Foundation
import Ledger
import Matching
import Records
package import Safeguards
import TravelDocuments
package import Watchlists

package final class BorderDesk: Sendable {
    let node: NodeID
    let posts: [PostID: Post]
    let rules: DeskRules
    let journal: Journal
    let gate: Gate
    let alerts: AlertRegister
    let cases: CaseRegister
    let token: TravellerToken
    let passages: Passages

    package init(
        posts: [Post], rules: DeskRules, journal: Journal, gate: Gate, alerts: AlertRegister, cases: CaseRegister,
        token: TravellerToken
    ) {
        self.node = journal.node
        self.posts = Dictionary(uniqueKeysWithValues: posts.map { ($0.id, $0) })
        self.rules = rules
        self.journal = journal
        self.gate = gate
        self.alerts = alerts
        self.cases = cases
        self.token = token
        passages = Passages(windowSeconds: rules.passageSeconds)
    }

    /// Screens one traveller.
    ///
    /// Cost: one shared disk write (the audit entry) when clear, two when a case is opened.
    /// - Throws: `ScreeningRefusal`, `AccessRefusal`, `LedgerError`.
    package func screen(_ request: ScreeningRequest, by officer: Officer) async throws -> ScreeningAnswer {
        let screened = try read(request, by: officer)
        return try await inTurn(screened) {
            let warrant = try await gate.warrant(for: screened.query(what: "screening"), by: officer)
            let auditIndex = warrant.auditIndex
            let found = try alerts.screen(screened.traveller, under: warrant)
            return try await conclude(screened, found, auditIndex: auditIndex, by: officer)
        }
    }

    /// What is known of a traveller before anybody is asked.
    struct Screened: Sendable {
        var request: ScreeningRequest
        var traveller: Traveller
        var reading: MRZReading?
        var lines: [String]
        var passage: String?
        /// Of the case, should one be opened.
        var id: RecordID
        /// Milliseconds since 1970-01-01 UTC.
        var now: Int64

        func query(what: String) -> AuditedQuery {
            AuditedQuery(
                .read, .alertPerson, for: request.purpose, at: request.post, what: "\(what) \(request.direction.rawValue)",
                subject: AuditSubject(traveller), record: id)
        }
    }

    func read(_ request: ScreeningRequest, by officer: Officer) throws(ScreeningRefusal) -> Screened {
        guard posts[request.post] != nil else { throw .unknownPost }
        guard officer.post == request.post else { throw .otherPost }
        let now = journal.milliseconds()
        let (traveller, reading, lines) = try read(request.presented, on: CalendarDay(millisecondsSince1970: now))
        return Screened(
            request: request, traveller: traveller, reading: reading, lines: lines,
            passage: traveller.document.map { token.passage(of: $0, at: request.post, request.direction) },
            id: journal.newID(), now: now)
    }

    /// Two readers that pull the same document at the same moment see one traveller.
    func inTurn(_ screened: Screened, _ work: () async throws -> ScreeningAnswer) async throws -> ScreeningAnswer {
        guard let passage = screened.passage else { return try await work() }
        return try await journal.turns.take(passage, work)
    }

    /// From what was found to what the officer hears; opens a case where there is a reason.
    func conclude(
        _ screened: Screened, _ found: [AlertMatch], auditIndex: UInt64, by officer: Officer
    ) async throws -> ScreeningAnswer {
        let (request, traveller, reading) = (screened.request, screened.traveller, screened.reading)
        let (passage, now) = (screened.passage, screened.now)
        let (matches, clearedBefore) = try setAside(found, traveller: traveller, on: CalendarDay(millisecondsSince1970: now))

        let reasons = Self.reasons(matches: matches, reading: reading, training: rules.training)
        // A discreet check must stay unnoticed: the case opens, the lane hears nothing of it.
        let shown = Self.reasons(
            matches: matches.filter { !$0.isDiscreet }, reading: reading, training: rules.training)
        let outcome: Outcome = shown.isEmpty ? .clear : .secondLine
        let earlier = passage.map { passages.earlier($0, now: now) } ?? (seen: false, caseID: nil)
        let group = request.group.map {
            passages.join($0, toSecondLine: outcome == .secondLine, folded: earlier.seen, now: now)
        }
        var caseID: RecordID?
        if !reasons.isEmpty {
            if let open = earlier.caseID, try cases.isOpen(open) {
                caseID = open
            } else {
                let file = CaseFile(
                    id: screened.id, post: request.post, direction: request.direction, purpose: request.purpose,
                    opened: now, traveller: traveller, lines: screened.lines, reasons: reasons,
                    matches: Array(matches.prefix(rules.matchesKept)), group: group,
                    lifecycle: CaseLifecycle(screenedBy: officer.id))
                try await journal.write([journal.draft(.match, id: file.id, version: 1, by: officer.id, file)])
                caseID = file.id
            }
        }
        if let passage { passages.note(passage, caseID: caseID, now: now) }
        return ScreeningAnswer(
            outcome: outcome, reasons: Array(shown.prefix(rules.reasonsShown)), traveller: traveller,
            reading: reading, caseID: outcome == .secondLine ? caseID : nil, folded: earlier.seen, clearedBefore: clearedBefore,
            group: group, auditIndex: auditIndex, rules: rules.screening)
    }

    private func read(
        _ presented: ScreeningRequest.Presented, on day: CalendarDay
    ) throws(ScreeningRefusal) -> (Traveller, MRZReading?, [String]) {
        switch presented {
        case .machineReadable(let lines):
            let reading = MRZ.parse(lines, on: day)
            if let fault = reading.fault { throw .unreadable(fault) }
            guard let traveller = reading.traveller else { throw .nothingToAsk }
            return (traveller, reading, lines)
        case .typed(let traveller):
            guard traveller.name.text.contains(where: \.isLetter) || traveller.document != nil else {
                throw .nothingToAsk
            }
            return (traveller, nil, [])
        }
    }

    /// Leaves out persons an officer has ruled out for this very traveller. A notice on the document is never left out.
    private func setAside(
        _ found: [AlertMatch], traveller: Traveller, on day: CalendarDay
    ) throws -> (matches: [AlertMatch], clearedBefore: Bool) {
        guard !found.isEmpty, let token = token.token(for: traveller) else { return (found, false) }
        let ruledOut = try cases.ruledOut(token, on: day)
        let left = found.filter { !($0.subject == .person && ruledOut[$0.alert] == $0.version) }
        return (left, left.count < found.count)
    }

    /// Reasons for the second line, strongest first.
    static func reasons(matches: [AlertMatch], reading: MRZReading?, training: Bool) -> [ScreeningReason] {
        var reasons: [ScreeningReason] = []
        let documents = matches.map(\.evidence.document.relation)
        if documents.contains(.same) {
            reasons.append(.documentNotice)
        } else if documents.contains(.confusable) {
            reasons.append(.documentResembles)
        }
        if matches.contains(where: \.protects) { reasons.append(.personToProtect) }
        if let parts = matches.first(where: { $0.subject == .person && $0.evidence.name.strength > 0 })?.evidence.name.parts {
            reasons.append(
                .nameMayBelong(
                    same: parts.count { $0.relation == .same },
                    variant: parts.count { $0.relation == .variant || $0.relation == .similar }))
        }
        if let reading {
            let wrong = reading.checks.wrong
            if !wrong.isEmpty { reasons.append(.checkDigits(wrong)) }
            reasons += reading.issues.map { ScreeningReason.deviation($0.rawValue) }
            if reading.specimen && !training { reasons.append(.specimen) }
            if reading.expired == true { reasons.append(.expired) }
        }
        return reasons
    }
}

extension MRZChecks {
    /// Names of the check digits that do not add up, in the words of Doc 9303.
    fileprivate var wrong: [String] {
        let named = [
            ("document number", documentNumber), ("date of birth", birthDate), ("date of expiry", expiryDate),
            ("optional data", optionalData), ("composite", composite),
        ]
        return named.filter { $0.1 == .bad }.map(\.0)
    }
}
