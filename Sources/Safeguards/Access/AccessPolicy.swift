// Who may do what for which purpose: one table, and nothing anywhere else. What is missing here is refused.
// A rule is about a role, an object, an action and a purpose. It cannot speak of the person looked at, so no rule on
// nationality, origin, religion, language or sex can be written.

package import Records

/// What each role may do to each object, and for which purposes.
///
/// The first nine objects follow the access policy the states agreed on; the rest are this program's own desks.
/// `sysadmin` keeps accounts and has no entry for data on purpose: there is no administrator override.
package enum AccessPolicy {
    typealias Grants = [AccessAction: Set<Purpose>]

    static let table: [AccessObject: [Role: Grants]] = [
        .alertPerson: [
            .firstLine: [.read: [.borderCheck]],
            .secondLine: [.read: operational],
            .nccDuty: to([.read, .create, .update, .delete, .releaseAbroad], operational),
            .dataProtection: [.read: [.oversight]],
        ],
        .alertDocument: [
            .firstLine: [.read: [.borderCheck]],
            .secondLine: [.read: operational, .create: [.investigation]],
            .nccDuty: to([.read, .create, .update, .delete, .releaseAbroad], operational),
            .dataProtection: [.read: [.oversight]],
        ],
        .victimRecord: [
            .secondLine: to([.read, .create], [.victimProtection]),
            .nccDuty: to([.read, .releaseAbroad], [.victimProtection]),
            .dataProtection: [.read: [.oversight]],
        ],
        .request: [
            .nccDuty: to([.read, .create, .update, .releaseAbroad], liaising),
            .liaison: to([.read, .create], liaising),
            .dataProtection: [.read: [.oversight]],
        ],
        .communityPost: [
            .practitioner: to([.read, .create, .update], [.cooperation, .training]),
            .liaison: to([.read, .create, .update], [.cooperation, .training]),
            .secretariat: [.read: [.administration, .cooperation], .delete: [.administration]],
            .analyst: [.read: [.cooperation]],
        ],
        .trainingRecord: [
            .trainingPlanner: to([.read, .create, .update, .exportBulk], [.training]),
            .dataProtection: [.read: [.oversight]],
        ],
        .strategicReport: [
            .analyst: to([.read, .create, .update, .releaseAbroad], [.cooperation, .investigation]),
            .practitioner: [.read: [.cooperation, .training]],
            .secretariat: [.read: [.administration, .cooperation]],
            .monitor: [.read: [.oversight]],
        ],
        .auditLog: [
            .dataProtection: to([.read, .exportBulk], [.oversight]),
            .monitor: [.read: [.oversight]],
        ],
        .contact: [
            .firstLine: [.read: [.borderCheck, .cooperation, .victimProtection]],
            .secondLine: [.read: [.borderCheck, .investigation, .cooperation, .victimProtection]],
            .nccDuty: to([.read, .create, .update], [.cooperation, .administration]),
            .liaison: [.read: [.cooperation, .investigation], .update: [.cooperation, .administration]],
            .practitioner: [.read: [.cooperation]],
            .secretariat: to([.read, .create, .update, .delete], [.administration]),
        ],
        .match: [
            .firstLine: to([.read, .create], [.borderCheck]),
            .secondLine: to([.read, .create, .update], operational),
            .nccDuty: [.read: operational],
            .dataProtection: [.read: [.oversight]],
        ],
        .hit: [
            .secondLine: to([.read, .create], operational),
            .nccDuty: to([.read, .update, .delete], operational),
            .dataProtection: [.read: [.oversight]],
        ],
        .referral: [
            .firstLine: [.create: [.borderCheck, .victimProtection]],
            .secondLine: to([.read, .create, .update], [.borderCheck, .victimProtection]),
            .nccDuty: to([.read, .update], [.victimProtection]),
            .dataProtection: [.read: [.oversight]],
        ],
        .form: [
            .nccDuty: to([.read, .create, .update, .releaseAbroad], liaising),
            .liaison: to([.read, .create, .update], liaising),
            .dataProtection: [.read: [.oversight]],
        ],
        .agreement: [
            .nccDuty: [.read: [.cooperation, .administration]],
            .liaison: [.read: [.cooperation]],
            .secretariat: to([.read, .create, .update], [.administration]),
            .dataProtection: [.read: [.oversight]],
        ],
        .incident: [
            .firstLine: [.create: [.borderCheck]],
            .secondLine: to([.read, .create], operational),
            .nccDuty: to([.read, .create, .update, .releaseAbroad], operational),
            .analyst: [.read: [.investigation, .cooperation]],
            .dataProtection: [.read: [.oversight]],
        ],
        .account: [
            .sysadmin: to([.read, .create, .update, .delete], [.administration]),
            .dataProtection: [.read: [.oversight]],
        ],
        .ledger: [
            .sysadmin: to([.read, .update], [.administration]),
            .dataProtection: [.read: [.oversight]],
            .monitor: [.read: [.oversight]],
        ],
    ]

    /// What cannot be undone, or leaves the house, takes a second person.
    static let fourEyes: [AccessObject: Set<AccessAction>] = [
        .alertPerson: [.delete, .releaseAbroad],
        .auditLog: [.exportBulk],
        .request: [.releaseAbroad],
        .trainingRecord: [.exportBulk],
        .victimRecord: [.releaseAbroad],
        .hit: [.delete],
        .form: [.releaseAbroad],
        .incident: [.releaseAbroad],
        .ledger: [.update],
    ]

    /// Who may be the second person without seeing such objects: to agree opens nothing. A node has one data protection
    /// officer as a rule, and the administrator answers to someone else.
    static let seconds: [AccessObject: Set<Role>] = [.auditLog: [.sysadmin]]

    /// Anything but reading these needs a second factor shown lately.
    static let stepUp: Set<AccessObject> = [.alertPerson, .victimRecord, .request, .auditLog, .agreement, .account, .ledger]

    /// Whose duty has hours.
    static let dutyRoles: Set<Role> = [.firstLine, .secondLine, .nccDuty]

    /// What an officer on duty may read in an emergency, to be answered for afterwards.
    static let breakGlass: Set<AccessObject> = [.alertPerson, .alertDocument, .victimRecord, .request]

    /// Reading another state's object of these kinds is told to that state.
    static let notifiesOriginator: Set<AccessObject> = [.alertPerson, .victimRecord, .request]

    /// Whether some role could ever do this: for menus, never for decisions.
    package static func allows(_ role: Role, _ action: AccessAction, _ object: AccessObject) -> Bool {
        table[object]?[role]?[action] != nil
    }

    /// The purposes for which a role may do this; empty when it may not.
    package static func purposes(of role: Role, to action: AccessAction, _ object: AccessObject) -> Set<Purpose> {
        table[object]?[role]?[action] ?? []
    }

    /// Every purpose some role of these has a use for, in the order they are declared: the choices at sign-in.
    package static func purposes(of roles: Set<Role>) -> [Purpose] {
        let used = table.values.flatMap { byRole in roles.flatMap { byRole[$0]?.values.flatMap(\.self) ?? [] } }
        return Purpose.allCases.filter(Set(used).contains)
    }

    private static let operational: Set<Purpose> = [.borderCheck, .investigation]
    private static let liaising: Set<Purpose> = [.investigation, .victimProtection, .cooperation]

    private static func to(_ actions: [AccessAction], _ purposes: Set<Purpose>) -> Grants {
        Dictionary(uniqueKeysWithValues: actions.map { ($0, purposes) })
    }
}
