// The audit of one node: written before anything is read, in the same group commit as everyone else who waits.

package import Foundation
package import Ledger
package import Records

/// How long audit entries live: three years, then the day's key and file are destroyed.
///
/// Source: Regulation (EU) 2018/1861 art. 12(4), logs of queries are deleted three years after their creation; Directive
/// (EU) 2016/680 art. 25 asks for the log and leaves the term to national law, so a node may set another.
package struct AuditRetention: Sendable, Hashable {
    package var years: Int
    package init(years: Int) { self.years = years }
    package static let standard = AuditRetention(years: 3)

    /// The first day on which a day's entries are gone.
    package func end(of day: CalendarDay) -> CalendarDay { day.adding(years: years).adding(days: 1) }
}

/// Writes entries and hands out the archive that reads them. One writer; any number of readers.
package final class AuditLog: Sendable {
    /// The author of what the node does on its own.
    package static let machine: OfficerID = "node"
    static let legalBasis = "logging of access to personal data"

    /// Reads what was written; also opens alone, beside a running node.
    package let archive: AuditArchive
    let days: AuditDays
    private let shelf: AuditShelf
    private let node: NodeID
    private let retention: AuditRetention
    private let now: @Sendable () -> Date

    /// Opens the audit for writing, making its folder and keys when there are none.
    ///
    /// - Throws: `SecretsError` when a key is missing or readable by others; `LedgerError` when another process writes.
    package init(
        folder: URL, secrets: NodeSecrets, node: NodeID, retention: AuditRetention = .standard,
        now: @escaping @Sendable () -> Date
    ) throws {
        days = try AuditDays(folder: folder, secrets: secrets, node: node)
        shelf = try AuditShelf(days: days, now: now)
        archive = AuditArchive(days: days)
        (self.node, self.retention, self.now) = (node, retention, now)
    }

    /// Opens the audit's next log where an old copy was put back; its first entry names both people. Before `init`.
    ///
    /// The policy is asked first; that both are who they say is the caller's to prove.
    /// - Parameter held: checkpoints of the audit that others keep.
    /// - Returns: what ended; `nil` when the audit can be written as it is.
    /// - Throws: `ApprovalError`, `LedgerError.succession`.
    package static func reopen(
        folder: URL, secrets: NodeSecrets, node: NodeID, by first: Officer, with second: Officer, holding held: [String],
        retention: AuditRetention = .standard, now: @escaping @Sendable () -> Date
    ) throws -> Succession? {
        guard first.id != second.id else { throw ApprovalError.samePerson }
        guard Gate.decide(.reopening, by: first, with: second).outcome == .permit, Approvals.mayAgree(second, to: .reopening)
        else { throw ApprovalError.notEntitled }
        let time = now()
        let header = Self.header(
            .succession, id: Self.fresh(at: time), node: node, by: first.id, for: AuditedQuery.reopening.purpose, at: time,
            retention: retention)
        return try AuditDays(folder: folder, secrets: secrets, node: node)
            .reopen(holding: held, header: header, second: second.id, now: now)
    }

    /// The newest signed checkpoint, on disk: what partners and witnesses hold against us.
    package func checkpoint() throws -> String { try shelf.current.store.checkpoint() }

    /// What others need to check the audit's signatures.
    package var verifier: NoteKey { shelf.current.store.verifier }

    /// Entries since the log began.
    package var size: UInt64 { shelf.current.store.size }

    func write(
        _ query: AuditedQuery, by officer: Officer, with second: OfficerID?, decision: AccessDecision
    ) async throws -> UInt64 {
        let kind = AuditKind.query(query.object, query.action, decision.outcome)
        return try await write(
            kind, by: officer.id, for: query.purpose, AuditBody(query, decision: decision, second: second))
    }

    /// Entries of up to 256 questions each, then nothing is asked that is not in them.
    ///
    /// - Returns: the first entry's index.
    func write(
        batch queries: [AuditedQuery], by officer: Officer, decision: AccessDecision, root: MerkleHash
    ) async throws -> UInt64 {
        let first = queries[0]
        let header = header(
            .query(first.object, first.action, decision.outcome), by: officer.id, for: first.purpose)
        let items = queries.map { query in
            var body = AuditBody(query, decision: decision, second: nil)
            body.batch = root.base64
            return BatchItem(id: Self.fresh(at: now()), version: 1, body: body.bytes)
        }
        return try await shelf.write { store in
            var index: UInt64?
            for start in stride(from: 0, to: items.count, by: 256) {
                let slice = Array(items[start..<min(start + 256, items.count)])
                let place = try await store.append(batch: header, of: slice)
                index = index ?? place
            }
            return index ?? store.size
        }
    }

    func write(_ task: MaintenanceTask, detail: String, by officer: OfficerID) async throws -> UInt64 {
        try await write(.maintenance(task), by: officer, for: task.purpose, AuditBody(what: detail))
    }

    func write(_ event: AuditEvent) async throws -> UInt64 {
        try await write(
            .event(event.kind), by: event.officer, for: event.purpose,
            AuditBody(what: event.what, post: event.post, record: event.record))
    }

    private func write(
        _ kind: AuditKind, by officer: OfficerID, for purpose: Purpose, _ body: AuditBody
    ) async throws -> UInt64 {
        let draft = RecordDraft(header: header(kind, by: officer, for: purpose), body: body.bytes)
        return try await shelf.write { try await $0.append(draft) }
    }

    private func header(_ kind: AuditKind, by officer: OfficerID, for purpose: Purpose) -> RecordHeader {
        let time = now()
        return Self.header(
            kind.record, id: Self.fresh(at: time), node: node, by: officer, for: purpose, at: time, retention: retention)
    }

    private static func header(
        _ kind: RecordKind, id: RecordID, node: NodeID, by officer: OfficerID, for purpose: Purpose, at time: Date,
        retention: AuditRetention
    ) -> RecordHeader {
        let end = retention.end(of: AuditShelf.day(time))
        return RecordHeader(
            id: id, kind: kind, node: node, author: officer, issued: Int64(time.timeIntervalSince1970 * 1000),
            handling: Handling(.red), purposes: [purpose], legalBasis: legalBasis,
            retention: Retention(review: end, delete: end))
    }

    private static func fresh(at time: Date) -> RecordID {
        var chance = SystemRandomNumberGenerator()
        return RecordID(
            milliseconds: UInt64(max(0, time.timeIntervalSince1970) * 1000),
            chance: (chance.next(), UInt16(truncatingIfNeeded: chance.next())))
    }

    /// Destroys the keys and files of days past their retention date, and the traces of them; keeps the chain provable.
    ///
    /// - Returns: the days that are gone.
    package func prune(under warrant: consuming MaintenanceWarrant) throws -> [CalendarDay] {
        let due = try pastRetention()
        for day in due {
            try archive.looks.forget(day)
            try days.destroy(day)
        }
        return due
    }

    /// Some day's entries are past their retention date.
    var isPruneDue: Bool { get throws { try !pastRetention().isEmpty } }

    private func pastRetention() throws -> [CalendarDay] {
        let today = AuditShelf.day(now())
        let current = shelf.current.day
        return try days.all().filter { $0 < current && retention.end(of: $0) <= today }
    }
}
