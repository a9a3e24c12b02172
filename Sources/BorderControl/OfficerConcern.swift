// The officer's own doubt about a traveller of whom the lists say nothing. It speaks of the document and of what the
// traveller answers, never of who they are or look like, and it is not a match: no list is touched by it.

import Records
package import Safeguards

/// Why an officer asks a colleague to look. A closed list: there is no room for origin, appearance or a hunch in words.
///
/// Source: OHCHR, Recommended Principles and Guidelines on Human Rights at International Borders, guideline 6 (screening
/// and interviewing on grounds that do not discriminate).
package enum OfficerConcern: String, Codable, Sendable, CaseIterable {
    case documentLooksAltered = "document-looks-altered"
    case answersDoNotFit = "answers-do-not-fit"
    /// Told to the colleague by word of mouth.
    case other
}

extension BorderDesk {
    /// Opens a case for the second line at an officer's wish, or adds the wish to the case that this passage has open.
    ///
    /// Cost: two shared disk writes (audit entry, case).
    /// - Throws: `ScreeningRefusal`, `AccessRefusal`, `LedgerError`.
    package func sendToSecondLine(
        _ request: ScreeningRequest, because concern: OfficerConcern, by officer: Officer
    ) async throws -> ScreeningAnswer {
        guard posts[request.post] != nil else { throw ScreeningRefusal.unknownPost }
        let now = journal.milliseconds()
        let (traveller, reading, lines) = try read(request.presented, on: CalendarDay(millisecondsSince1970: now))
        let passage = traveller.document.map { token.passage(of: $0, at: request.post, request.direction) }
        let earlier = try passage.flatMap { passages.earlier($0, now: now).caseID }.flatMap { try cases.isOpen($0) ? $0 : nil }
        let id = earlier ?? journal.newID()
        let warrant = try await gate.warrant(
            for: AuditedQuery(
                .create, .match, for: request.purpose, at: request.post,
                what: "sent to the second line: \(concern.rawValue)", subject: AuditSubject(traveller), record: id),
            by: officer)
        let auditIndex = warrant.auditIndex
        let group = request.group.map { passages.hold($0, now: now) }
        let reason = ScreeningReason.officerAsks(concern)
        // A case opened for another reason, a discreet one among them, keeps that reason and gains this one.
        if var (file, version) = try cases.open(id, under: warrant) {
            if !file.reasons.contains(reason) {
                file.reasons.append(reason)
                version += 1
                try await journal.write([journal.draft(.match, id: id, version: version, by: officer.id, file)])
            }
        } else {
            let file = CaseFile(
                id: id, post: request.post, direction: request.direction, purpose: request.purpose, opened: now,
                traveller: traveller, lines: lines, reasons: [reason], matches: [], group: group,
                lifecycle: CaseLifecycle(screenedBy: officer.id))
            try await journal.write([journal.draft(.match, id: id, version: 1, by: officer.id, file)])
        }
        if let passage { passages.note(passage, caseID: id, now: now) }
        return ScreeningAnswer(
            outcome: .secondLine, reasons: [reason], traveller: traveller, reading: reading, caseID: id, folded: false,
            clearedBefore: false, group: group, auditIndex: auditIndex)
    }
}
