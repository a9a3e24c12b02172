// Reading the audit: for the data protection officer and the rights monitor, each time with leave; and checking it, for
// anyone who holds an earlier checkpoint.

package import Foundation
import Ledger
package import Records

/// The audit, read only. Opens beside a running node.
package struct AuditArchive: Sendable {
    let days: AuditDays
    let looks: LookIndex

    /// Opens the archive without writing to the log.
    package init(folder: URL, secrets: NodeSecrets, node: NodeID) throws {
        self.init(days: try AuditDays(folder: folder, secrets: secrets, node: node))
    }

    init(days: AuditDays) {
        self.days = days
        looks = LookIndex(days: days)
    }

    /// Lines that a filter admits, newest first.
    ///
    /// Opens every entry of the days concerned, in about the time an entry takes in `serai bench` under `traces_us`: give
    /// `from` and `until` on a busy node.
    package func show(_ filter: AuditFilter, under warrant: consuming Warrant) throws -> [AuditLine] {
        try Self.check(warrant.object)
        let first = filter.from.map(AuditShelf.day)
        let last = filter.until.map(AuditShelf.day)
        var lines: [AuditLine] = []
        for day in try days.all().reversed() {
            if let first, day < first { break }
            if let last, day > last { continue }
            try lines += show(day, filter, atMost: filter.limit - lines.count)
            if lines.count >= filter.limit { break }
        }
        return lines
    }

    /// Who looked at this person, when, and why; newest first.
    ///
    /// - Parameters:
    ///   - subject: every particular that is known finds more; a name alone also finds namesakes.
    ///   - records: records that are about the person.
    package func whoLookedAt(
        _ subject: AuditSubject, records: [RecordID] = [], under warrant: consuming Warrant
    ) throws -> [AuditLine] {
        try Self.check(warrant.object)
        let direct = try lines(looks.find(subject, records: records))
        // Whoever opened the case that came of a look at this person looked at them too.
        let cases = direct.filter { $0.foundBy != .nameOnly }.compactMap(\.record)
        guard !Set(cases).isSubset(of: records) else { return direct }
        return try lines(looks.find(subject, records: Array(Set(records + cases))))
    }

    private func lines(_ finds: [LookIndex.Find]) throws -> [AuditLine] {
        var stores: [CalendarDay: LedgerStore] = [:]
        return try finds.reversed().compactMap { find in
            let store = try stores[find.day] ?? days.read(find.day)
            stores[find.day] = store
            guard let record = try store.record(at: find.position), var line = try AuditLine(record) else { return nil }
            line.foundBy = find.trace
            return line
        }
    }

    /// Forgets where looks stand, so that it is learned anew: after an old copy was put back the places are others.
    package func discardTraces() throws { try looks.discard() }

    /// Brings the traces up to date, so that the next question is quick. The node runs it every minute.
    package func catchUp() throws { try looks.catchUp() }

    private func show(_ day: CalendarDay, _ filter: AuditFilter, atMost limit: Int) throws -> [AuditLine] {
        let store = try days.read(day)
        var end = min(store.size, filter.before ?? .max)
        var lines: [AuditLine] = []
        while end > store.first, lines.count < limit {
            let start = max(store.first, end > 500 ? end - 500 : 0)
            let page = try store.records(from: start, limit: Int(end - start))
            for record in page.reversed() where lines.count < limit {
                if let line = try AuditLine(record), filter.admits(line) { lines.append(line) }
            }
            end = start
        }
        return lines
    }

    private static func check(_ object: AccessObject) throws {
        guard object == .auditLog else { throw WarrantMismatch.object(found: object, register: [.auditLog]) }
    }
}

extension AuditLine {
    /// - Returns: `nil` for an entry of the ledger's own.
    init?(_ record: LedgerRecord) throws {
        guard let kind = AuditKind(record.header.kind), let bytes = record.body else { return nil }
        let body = try AuditBody(bytes: bytes)
        index = record.position.index
        slot = record.position.slot
        time = Date(timeIntervalSince1970: TimeInterval(record.header.issued) / 1000)
        officer = record.header.author
        purpose = record.header.purposes.first ?? .administration
        self.kind = kind
        post = body.post
        what = body.what
        reason = body.reason
        obligations = body.obligations ?? []
        category = body.category
        self.record = body.record
        subject = body.subject ?? .none
        text = body.text
        second = body.second
        foundBy = nil
    }
}
