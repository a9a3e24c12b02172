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
    /// Opens a case for the second line at an officer's wish, or adds the wish to the case that was asked for minutes ago.
    ///
    /// Cost: two shared disk writes (audit entry, case).
    /// - Throws: `ScreeningRefusal`, `AccessRefusal`, `LedgerError`.
    package func sendToSecondLine(
        _ request: ScreeningRequest, because concern: OfficerConcern, by officer: Officer
    ) async throws -> ScreeningAnswer {
        let asked = try read(request, by: officer)
        let (passage, now) = (asked.passage, asked.now)
        let fresh = CaseFile(
            id: asked.id, post: request.post, direction: request.direction, purpose: request.purpose, opened: now,
            traveller: asked.traveller, lines: asked.lines, reasons: [.officerAsks(concern)], matches: [],
            group: request.group.map { passages.hold($0, now: now) }, lifecycle: CaseLifecycle(screenedBy: officer.id))
        let earlier = try passage.flatMap { passages.sent($0, now: now) }.flatMap { try cases.isOpen($0) ? $0 : nil }
        let id = earlier ?? fresh.id
        // Nobody decides the case while a reason is added to it.
        let auditIndex = try await journal.turns.take(id.rawValue) { try await keep(fresh, as: id, because: concern, by: officer) }
        if let passage { passages.noteSent(passage, caseID: id, now: now) }
        return ScreeningAnswer(
            outcome: .secondLine, reasons: fresh.reasons, traveller: asked.traveller, reading: asked.reading, caseID: id, folded: false,
            clearedBefore: false, group: fresh.group, auditIndex: auditIndex, rules: rules.screening)
    }

    /// - Returns: position of the audit entry.
    private func keep(
        _ fresh: CaseFile, as id: RecordID, because concern: OfficerConcern, by officer: Officer
    ) async throws -> UInt64 {
        let warrant = try await gate.warrant(
            for: AuditedQuery(
                .create, .match, for: fresh.purpose, at: fresh.post, what: "sent to the second line: \(concern.rawValue)",
                subject: AuditSubject(fresh.traveller), record: id),
            by: officer)
        let auditIndex = warrant.auditIndex
        var (file, version) = try cases.open(id, under: warrant) ?? (file: fresh, version: 0)
        if version > 0, file.reasons.contains(fresh.reasons[0]) { return auditIndex }
        if version > 0 { file.reasons += fresh.reasons }
        version += 1
        try await journal.write([journal.draft(.match, id: id, version: version, by: officer.id, file)])
        return auditIndex
    }
}
