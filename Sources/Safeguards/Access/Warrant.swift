// Leave to read personal data. Only this room can make one, and it does so after the audit entry is on disk.
// A warrant cannot be copied, and the read it allows consumes it: an unaudited or a repeated read does not compile.

package import Records

/// Leave to read personal data once.
package struct Warrant: ~Copyable, Sendable {
    package let officer: OfficerID
    package let purpose: Purpose
    package let object: AccessObject
    /// The entry's place in the audit; already on disk when anyone holds this value.
    package let auditIndex: UInt64
    /// What must still be done, sorted; the desk that asked sees to it.
    package let obligations: [AccessObligation]

    init(
        officer: OfficerID, purpose: Purpose, object: AccessObject, auditIndex: UInt64,
        obligations: [AccessObligation]
    ) {
        self.officer = officer
        self.purpose = purpose
        self.object = object
        self.auditIndex = auditIndex
        self.obligations = obligations
    }
}

/// Leave to ask a fixed list of queries, once: a coach party, a passenger list.
package struct BatchWarrant: ~Copyable, Sendable {
    package let officer: OfficerID
    package let purpose: Purpose
    package let object: AccessObject
    /// The first entry's place in the audit.
    package let auditIndex: UInt64
    /// Whom the questions are about, in their order: these and nobody else were audited.
    package let subjects: [AuditSubject]

    init(
        officer: OfficerID, purpose: Purpose, object: AccessObject, auditIndex: UInt64, subjects: [AuditSubject]
    ) {
        self.officer = officer
        self.purpose = purpose
        self.object = object
        self.auditIndex = auditIndex
        self.subjects = subjects
    }
}

/// Work the node does on its own registers, without an officer looking at anyone.
package enum MaintenanceTask: String, Codable, Sendable, CaseIterable {
    case indexBuild = "index-build"
    case rebuild
    case purge
    case exchange
    case rescreening
    case listImport = "list-import"
    case backup
    /// First accounts of a new node, demo accounts.
    case setUp = "set-up"

    /// Fixed by the task, never chosen by a caller.
    package var purpose: Purpose {
        switch self {
        case .indexBuild, .rebuild, .backup, .setUp: .administration
        case .purge: .oversight
        case .exchange: .cooperation
        case .rescreening, .listImport: .borderCheck
        }
    }
}

/// Leave for one run of one maintenance task.
package struct MaintenanceWarrant: ~Copyable, Sendable {
    package let task: MaintenanceTask
    package let auditIndex: UInt64

    init(task: MaintenanceTask, auditIndex: UInt64) {
        self.task = task
        self.auditIndex = auditIndex
    }
}
