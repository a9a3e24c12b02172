// Four eyes across two screens: one officer asks, another agrees at a screen of their own, then the first may act, once.

package import Foundation
package import Records
import Synchronization

/// An act that waits for a second person.
package struct PendingApproval: Sendable, Hashable, Identifiable {
    package let id: RecordID
    package let query: AuditedQuery
    package let asker: OfficerID
    package let asked: Date
    package fileprivate(set) var agreed: Officer?
}

package enum ApprovalError: Error, Equatable, CustomStringConvertible {
    /// Unknown, used, too old, or another officer's: one answer for all.
    case unknown
    case samePerson
    case notEntitled
    case notYet
    case notNeeded

    package var description: String {
        switch self {
        case .unknown: "there is no such request, or it is older than a day: ask again"
        case .samePerson: "the second person must be someone else"
        case .notEntitled: "to agree you need a role that sees such objects or seconds them, and a fresh second factor"
        case .notNeeded: "this takes one person: do it directly"
        case .notYet: "nobody has agreed yet: ask a colleague to look at the waiting requests"
        }
    }
}

/// Requests of this process; a restart forgets them, and they are asked again.
package final class Approvals: Sendable {
    package static let lasts: TimeInterval = 24 * 3600

    private let gate: Gate
    private let now: @Sendable () -> Date
    private let waiting = Mutex<[RecordID: PendingApproval]>([:])

    package init(gate: Gate, now: @escaping @Sendable () -> Date) {
        self.gate = gate
        self.now = now
    }

    /// Asks for a second person. Audited; nothing is opened.
    ///
    /// - Throws: `AccessRefusal` when the officer could not do it even with a second person.
    package func ask(_ query: AuditedQuery, by officer: Officer) async throws -> PendingApproval {
        let decision = gate.decide(query, by: officer)
        guard decision.outcome != .permit else { throw ApprovalError.notNeeded }
        if decision.outcome == .deny {
            // The gate writes the refusal down and throws it.
            _ = try await gate.warrant(for: query, by: officer)
        }
        var chance = SystemRandomNumberGenerator()
        let time = now()
        let pending = PendingApproval(
            id: RecordID(
                milliseconds: UInt64(max(0, time.timeIntervalSince1970) * 1000),
                chance: (chance.next(), UInt16(truncatingIfNeeded: chance.next()))),
            query: query, asker: officer.id, asked: time, agreed: nil)
        try await note("asked", pending, by: officer)
        waiting.withLock { waiting in
            waiting = waiting.filter { time.timeIntervalSince($0.value.asked) < Self.lasts }
            waiting[pending.id] = pending
        }
        return pending
    }

    /// What others ask this officer to agree to, and what the officer asked for.
    package func pending(for officer: Officer) -> [PendingApproval] {
        let time = now()
        return waiting.withLock { Array($0.values) }
            .filter { time.timeIntervalSince($0.asked) < Self.lasts }
            .filter { $0.asker == officer.id || ($0.agreed == nil && Self.mayAgree(officer, to: $0.query)) }
            .sorted { $0.id < $1.id }
    }

    /// The second person agrees. Audited.
    package func agree(to id: RecordID, by officer: Officer) async throws {
        guard let pending = alive(id) else { throw ApprovalError.unknown }
        guard pending.asker != officer.id else { throw ApprovalError.samePerson }
        guard Self.mayAgree(officer, to: pending.query) else { throw ApprovalError.notEntitled }
        try await note("agreed", pending, by: officer)
        waiting.withLock { $0[id]?.agreed = officer }
    }

    /// The first officer acts, once.
    package func warrant(_ id: RecordID, by officer: Officer) async throws -> Warrant {
        guard let pending = alive(id), pending.asker == officer.id else { throw ApprovalError.unknown }
        guard let second = pending.agreed else { throw ApprovalError.notYet }
        guard waiting.withLock({ $0.removeValue(forKey: id) }) != nil else { throw ApprovalError.unknown }
        return try await gate.warrant(for: pending.query, by: officer, with: second)
    }

    private func alive(_ id: RecordID) -> PendingApproval? {
        let time = now()
        return waiting.withLock { $0[id] }.flatMap { time.timeIntervalSince($0.asked) < Self.lasts ? $0 : nil }
    }

    /// Whoever may see such objects for some purpose or is named as a second person, with a second factor shown lately.
    static func mayAgree(_ officer: Officer, to query: AuditedQuery) -> Bool {
        let seconds = AccessPolicy.seconds[query.object] ?? []
        return officer.secondFactorFresh
            && officer.roles.contains { seconds.contains($0) || AccessPolicy.allows($0, .read, query.object) }
    }

    private func note(_ what: String, _ pending: PendingApproval, by officer: Officer) async throws {
        try await gate.record(
            AuditEvent(
                .approval, by: officer.id, for: pending.query.purpose, at: officer.post,
                what: "\(what): \(pending.query.action.rawValue) \(pending.query.object.rawValue)", record: pending.id))
    }
}
