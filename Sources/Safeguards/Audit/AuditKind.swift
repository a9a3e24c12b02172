// The one word of an audit entry that stays readable for ever: what kind of thing was done. No personal data.

package import Records

/// What an entry of the audit is about; written as the entry's record kind.
package enum AuditKind: Hashable, Sendable {
    case query(AccessObject, AccessAction, AccessDecision.Outcome)
    case maintenance(MaintenanceTask)
    case event(AuditEvent.Kind)

    /// `audit:query:alert-person:read:permit`, `audit:maintenance:purge`, `audit:event:sign-in`.
    var record: RecordKind {
        switch self {
        case .query(let object, let action, let outcome):
            RecordKind(unchecked: "audit:query:\(object.rawValue):\(action.rawValue):\(outcome.rawValue)")
        case .maintenance(let task): RecordKind(unchecked: "audit:maintenance:\(task.rawValue)")
        case .event(let kind): RecordKind(unchecked: "audit:event:\(kind.rawValue)")
        }
    }

    init?(_ kind: RecordKind) {
        let parts = kind.rawValue.split(separator: ":").map(String.init)
        guard parts.first == "audit", parts.count >= 3 else { return nil }
        switch (parts[1], parts.count) {
        case ("query", 5):
            guard let object = AccessObject(rawValue: parts[2]), let action = AccessAction(rawValue: parts[3]),
                let outcome = AccessDecision.Outcome(rawValue: parts[4])
            else { return nil }
            self = .query(object, action, outcome)
        case ("maintenance", 3):
            guard let task = MaintenanceTask(rawValue: parts[2]) else { return nil }
            self = .maintenance(task)
        case ("event", 3):
            guard let event = AuditEvent.Kind(rawValue: parts[2]) else { return nil }
            self = .event(event)
        default: return nil
        }
    }

    package var isRefusal: Bool {
        switch self {
        case .query(_, _, let outcome): outcome != .permit
        case .event(let kind): kind == .signInRefused
        case .maintenance: false
        }
    }
}
