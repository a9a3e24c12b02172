// Going on after an old copy was put back: two people open the next number of the audit and of the records. The audit goes
// first, so that what follows is in it; its own first entry names both.

package import Foundation
package import Ledger
import Records
import Safeguards

/// What was opened anew, and what is lost with what ended. `nil` where the log could go on.
package struct Reopening: Sendable {
    package var audit: Succession?
    package var records: Succession?
    /// Entries left of the records.
    package var kept: UInt64
}

/// One of the two.
package struct ReopeningPerson: Sendable {
    package var signInName: String
    package var password: String
    /// Of the second factor.
    package var code: String

    package init(signInName: String, password: String, code: String) {
        (self.signInName, self.password, self.code) = (signInName, password, code)
    }
}

extension Home {
    /// Opens log number n+1 of whatever can sign no more. The tables are made again from the ledger at the next start.
    ///
    /// - Parameters:
    ///   - first: whose role may open the next log: an administrator.
    ///   - second: another person, whose role may see the log: data protection, a monitor, another administrator.
    ///   - held: checkpoints that partners or witnesses hold, of the records or of the audit.
    /// - Throws: `AccountError`, `ApprovalError`, `LedgerError.succession`, `NodeError.homeInUse`.
    package func reopen(
        by first: ReopeningPerson, with second: ReopeningPerson, holding held: [String],
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> Reopening {
        let configuration = try configuration()
        let lock = try lock()
        defer { lock.release() }
        let secrets = try NodeSecrets(folder: keys)
        let people = try Accounts.open(accounts)
        let (asker, agreeing) = try (
            Accounts.prove(
                first.signInName, password: first.password, code: first.code, in: people, secrets: secrets, at: now()),
            Accounts.prove(
                second.signInName, password: second.password, code: second.code, in: people, secrets: secrets, at: now())
        )
        func of(_ origin: String) -> [String] { held.filter { $0.hasPrefix(origin) } }
        let auditEnded = try AuditLog.reopen(
            folder: audit, secrets: secrets, node: configuration.node, by: asker, with: agreeing,
            holding: of("\(configuration.node)/audit"), now: now)
        let log = try AuditLog(folder: audit, secrets: secrets, node: configuration.node, now: now)
        if auditEnded != nil { try log.archive.discardTraces() }
        let gate = Gate(audit: log)
        let approvals = Approvals(gate: gate, now: now)
        let asked = try await approvals.ask(.reopening, by: asker)
        try await approvals.agree(to: asked.id, by: agreeing)
        let leave = try await approvals.warrant(asked.id, by: asker)
        let recordsEnded = try reopenRecords(
            configuration, by: leave.officer, with: agreeing.id, holding: of("\(configuration.node)/serai"), now: now)
        if recordsEnded != nil, FileManager.default.fileExists(atPath: views.path) {
            try FileManager.default.removeItem(at: views)
        }
        try await gate.record(
            AuditEvent(
                .decision, by: asker.id, what: "next log opened: audit \(auditEnded != nil), records \(recordsEnded != nil)"))
        return Reopening(audit: auditEnded, records: recordsEnded, kept: try recordsReadOnly().size)
    }

    private func reopenRecords(
        _ configuration: NodeConfiguration, by first: OfficerID, with second: OfficerID, holding held: [String],
        now: @escaping @Sendable () -> Date
    ) throws -> Succession? {
        let (origin, ledgerKeys) = (Node.recordsOrigin(configuration.node), try LedgerKeys.load(from: keys, name: "records"))
        let store = try LedgerStore(folder: records, name: "records", origin: origin, keys: ledgerKeys, now: now)
        let refusal = store.refusal
        try store.close()
        guard refusal != nil else { return nil }
        let (time, today) = (now(), CalendarDay(now()))
        let chance = Chance.eightyBits()
        let header = RecordHeader(
            id: RecordID(milliseconds: UInt64(max(0, time.timeIntervalSince1970) * 1_000), chance: chance), kind: .succession,
            node: configuration.node, author: first, issued: Int64(time.timeIntervalSince1970 * 1_000),
            handling: Handling(.green), purposes: [.administration], legalBasis: "continuity of the log",
            retention: Retention(review: today, delete: today.adding(years: 100)))
        return try LedgerStore.reopenAsNext(
            folder: records, name: "records", origin: origin, keys: ledgerKeys, holding: held, header: header, second: second,
            now: now)
    }
}
