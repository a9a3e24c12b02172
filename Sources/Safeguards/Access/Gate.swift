// The gate: a question goes in, the audit entry is written, and only then leave comes out. Refusals are written too.

import Ledger
package import Records

/// Why the gate stayed shut. The refusal is already in the audit.
package struct AccessRefusal: Error, Equatable, CustomStringConvertible {
    package let decision: AccessDecision
    package let object: AccessObject
    package let action: AccessAction
    package let auditIndex: UInt64

    package var description: String {
        "\(action.rawValue) of \(object.rawValue) was refused (\(decision.reason.rawValue)): \(decision.reason.advice)"
    }
}

/// A list of questions that do not belong together, or an empty one.
package struct BatchMixed: Error, Equatable, CustomStringConvertible {
    package init() {}
    package var description: String {
        "a list of questions has one object, one action and one purpose, and at least one question: split the list"
    }
}

/// Decides, audits, and hands out warrants. The only maker of warrants there is.
package final class Gate: Sendable {
    package let audit: AuditLog

    package init(audit: AuditLog) { self.audit = audit }

    /// Leave for one look or act.
    ///
    /// One shared disk write. With several roles the first that permits decides.
    /// - Parameter second: the other officer of four eyes, already authenticated by the caller.
    /// - Throws: `AccessRefusal`; what the audit throws when it cannot write, and then nobody reads.
    package func warrant(
        for query: AuditedQuery, by officer: Officer, with second: Officer? = nil
    ) async throws -> Warrant {
        let decision = decide(query, by: officer, with: second)
        let index = try await audit.write(query, by: officer, with: second?.id, decision: decision)
        guard decision.outcome == .permit else {
            throw AccessRefusal(
                decision: decision, object: query.object, action: query.action, auditIndex: index)
        }
        return Warrant(
            officer: officer.id, purpose: query.purpose, object: query.object, auditIndex: index,
            obligations: decision.obligations)
    }

    /// Leave for a fixed list of questions of one kind: a coach party, a passenger list. One entry for each 256.
    ///
    /// - Parameter queries: at least one, all with the same object, action and purpose; none of them breaks glass.
    /// - Throws: `AccessRefusal` when one of them would be refused: then none is asked.
    package func warrant(forAll queries: [AuditedQuery], by officer: Officer) async throws -> BatchWarrant {
        guard let first = queries.first,
            queries.allSatisfy({ $0.object == first.object && $0.action == first.action && $0.purpose == first.purpose })
        else { throw BatchMixed() }
        let decisions = queries.map { decide($0, by: officer) }
        let decision = decisions.first { $0.outcome != .permit || $0.reason == .breakGlass } ?? decisions[0]
        var edge = RightEdge()
        for query in queries { edge.append(.leaf(AuditBody(query, decision: decision, second: nil).bytes)) }
        let index = try await audit.write(batch: queries, by: officer, decision: decision, root: edge.root)
        guard decision.outcome == .permit, decision.reason != .breakGlass else {
            throw AccessRefusal(
                decision: decision, object: first.object, action: first.action, auditIndex: index)
        }
        return BatchWarrant(
            officer: officer.id, purpose: first.purpose, object: first.object, auditIndex: index,
            subjects: queries.map(\.subject))
    }

    /// Leave for one run of the node's own work.
    ///
    /// - Parameter detail: which list, which view: no personal data.
    package func maintenance(
        _ task: MaintenanceTask, detail: String, by officer: OfficerID = AuditLog.machine
    ) async throws -> MaintenanceWarrant {
        MaintenanceWarrant(task: task, auditIndex: try await audit.write(task, detail: detail, by: officer))
    }

    /// Keeps an event that reads nobody.
    package func record(_ event: AuditEvent) async throws { _ = try await audit.write(event) }

    /// The decision alone, for menus; it opens nothing.
    package func decide(_ query: AuditedQuery, by officer: Officer, with second: Officer? = nil) -> AccessDecision {
        Self.decide(query, by: officer, with: second)
    }

    static func decide(_ query: AuditedQuery, by officer: Officer, with second: Officer? = nil) -> AccessDecision {
        let decisions = officer.roles.sorted { $0.rawValue < $1.rawValue }.map { role in
            AccessPolicy.decide(
                AccessRequest(
                    role: role, onDuty: officer.onDuty, secondFactorFresh: officer.secondFactorFresh,
                    object: query.object, action: query.action, purpose: query.purpose,
                    circumstances: query.circumstances,
                    secondPerson: second.map { $0.id == officer.id ? .same : .other } ?? .missing))
        }
        return decisions.max { $0.openness < $1.openness } ?? .deny(.role)
    }
}

extension AccessDecision {
    /// Among the answers to an officer's several roles: a rule before an emergency, the most telling refusal before others.
    fileprivate var openness: Int {
        switch (outcome, reason) {
        case (.permit, .rule): 5
        case (.permit, _): 4
        case (.fourEyes, _): 3
        case (.deny, .role): 0
        case (.deny, .purpose): 1
        case (.deny, _): 2
        }
    }
}

extension AccessDecision.Reason {
    /// What the officer can do about it.
    package var advice: String {
        switch self {
        case .rule, .breakGlass: "nothing to do"
        case .offDuty: "sign in for a shift first"
        case .pastDeleteDate: "the record is past its delete date and is being erased"
        case .notReleased: "ask the state that owns it to release it"
        case .originatorOnly: "only the state that made it can change it: send that state a request"
        case .role: "ask a colleague whose work it is"
        case .purpose: "choose the purpose this is for, or leave it"
        case .stepUpNeeded: "show your second factor again, then repeat"
        case .noAgreement: "no agreement covers this release: name one that does"
        case .victimSafeguard: "record the victim's consent, or the vital interest, first"
        case .category: "victims and children are seen in the second line: send the person there"
        case .secondPersonNeeded: "a second person must agree"
        case .samePerson: "the second person must be someone else"
        }
    }
}
