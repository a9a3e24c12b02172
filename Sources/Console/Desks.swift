// Which desks there are, who sees them on the rail, and what they all work with.
package import BorderControl
import Foundation
import Records
package import Safeguards
package import Watchlists

/// What the console opens doors to, handed over by the assembly.
package struct ConsoleRooms: Sendable {
    package var gate: Gate
    package var accounts: Accounts
    package var sessions: Sessions
    package var audit: AuditLog
    package var border: BorderDesk
    package var cases: CaseRegister
    package var journal: Journal
    package var alerts: AlertRegister
    package var alertDesk: AlertDesk
    package var protection: DataProtectionDesk
    /// Imports files that were delivered to the node's inbox.
    package var importList: @Sendable (ListImportWish) async throws -> ListImportReport
    package var posts: [Post]
    package var contacts: [DutyContact]
    package var readiness: @Sendable () async -> Readiness

    package init(
        gate: Gate, accounts: Accounts, sessions: Sessions, audit: AuditLog, border: BorderDesk, cases: CaseRegister,
        journal: Journal, alerts: AlertRegister, alertDesk: AlertDesk, protection: DataProtectionDesk,
        importList: @escaping @Sendable (ListImportWish) async throws -> ListImportReport, posts: [Post], contacts: [DutyContact] = [],
        readiness: @escaping @Sendable () async -> Readiness = { Readiness() }
    ) {
        self.gate = gate
        self.accounts = accounts
        self.sessions = sessions
        self.audit = audit
        self.border = border
        self.cases = cases
        self.journal = journal
        self.alerts = alerts
        self.alertDesk = alertDesk
        self.protection = protection
        self.importList = importList
        self.posts = posts
        self.contacts = contacts
        self.readiness = readiness
    }

    func postName(_ id: PostID) -> String { posts.first { $0.id == id }?.name ?? id.rawValue }
}

/// Whom to call for somebody who needs protection.
package struct DutyContact: Sendable {
    package var kind: ReferralKind
    /// A function, never a private person.
    package var who: String
    package var phone: String
    package var hours: String

    package init(kind: ReferralKind, who: String, phone: String, hours: String) {
        self.kind = kind
        self.who = who
        self.phone = phone
        self.hours = hours
    }
}

/// Everything the desks share.
struct Desks: Sendable {
    let configuration: ConsoleConfiguration
    let rooms: ConsoleRooms
    let pages: Pages
    let door: Door
    let metrics: Metrics
    let assets: StaticAssets
    let approvals: Approvals
    /// The OpenAPI document, as it stands in Assets.
    let apiDescription: [UInt8]

    /// Every address of the console.
    var routes: [Route] {
        signInRoutes + accountRoutes + firstLineRoutes + secondLineRoutes + coordinationRoutes + alertRoutes
            + dataProtectionRoutes + approvalRoutes + staffRoutes + helpRoutes + healthRoutes + programRoutes + listImportRoutes
    }
}

/// One desk on the rail.
struct DeskEntry: Sendable {
    let name: String
    let path: String
    /// The letter after `G`.
    let key: String
    /// Empty: everybody.
    let roles: Set<Role>

    static let all: [DeskEntry] = [
        DeskEntry(name: "first-line", path: "/desk/first-line", key: "F", roles: [.firstLine]),
        DeskEntry(name: "second-line", path: "/desk/second-line", key: "S", roles: [.secondLine]),
        DeskEntry(name: "coordination", path: "/desk/coordination", key: "C", roles: [.nccDuty]),
        DeskEntry(name: "alerts", path: "/desk/alerts", key: "A", roles: [.secondLine, .nccDuty]),
        DeskEntry(name: "data-protection", path: "/desk/data-protection", key: "D", roles: [.dataProtection, .monitor]),
        DeskEntry(name: "accounts", path: "/desk/accounts", key: "U", roles: [.sysadmin]),
        DeskEntry(name: "approvals", path: "/desk/approvals", key: "P", roles: seconds),
        DeskEntry(name: "contacts", path: "/contacts", key: "W", roles: []),
        DeskEntry(name: "account", path: "/account", key: "Y", roles: []),
        DeskEntry(name: "keys", path: "/keys", key: "?", roles: []),
    ]

    /// Who asks for, or agrees to, what takes two people.
    static let seconds: Set<Role> = [.dataProtection, .monitor, .sysadmin]

    static func open(to roles: Set<Role>) -> [DeskEntry] {
        all.filter { $0.roles.isEmpty || !$0.roles.isDisjoint(with: roles) }
    }

    /// Where a shift begins.
    static func first(for roles: Set<Role>) -> DeskEntry { open(to: roles)[0] }
}
