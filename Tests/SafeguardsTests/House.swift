import Foundation
import Records
import Safeguards
import SeraiTesting

/// A node's safeguards in a temporary folder, with an administrator and a first-line officer.
struct House {
    static let password = "seven quiet lanterns"

    let folder: TemporaryFolder
    let clock = FixedClock()
    let secrets: NodeSecrets
    let audit: AuditLog
    let gate: Gate
    let accounts: Accounts
    let admin: Account
    let officer: Account

    init(cost: PasswordHash.Cost = PasswordHash.Cost(rounds: 1 << 4, parallelism: 1)) async throws {
        folder = try TemporaryFolder()
        secrets = try NodeSecrets(folder: folder.url.appending(path: "keys"))
        audit = try AuditLog(folder: folder.url.appending(path: "audit"), secrets: secrets, node: "AA", now: clock.now)
        gate = Gate(audit: audit)
        accounts = try Accounts(
            database: Accounts.open(folder.url.appending(path: "accounts.sqlite")), secrets: secrets, gate: gate,
            cost: cost, now: clock.now)
        admin = try await accounts.create(
            NewAccount(signInName: "root.admin", name: "Root Admin", roles: [.sysadmin], password: Self.password),
            under: gate.maintenance(.setUp, detail: "first administrator"))
        officer = try await accounts.create(
            NewAccount(
                signInName: "anna.first", name: "Anna Specimen", roles: [.firstLine], posts: ["P1"],
                password: Self.password, mustChangePassword: false),
            under: gate.maintenance(.setUp, detail: "test account"))
    }

    /// The administrator's leave to do something with accounts.
    func leave(_ action: AccessAction) async throws -> Warrant {
        let administrator = Officer(id: admin.officer, name: "Root", roles: [.sysadmin], secondFactorFresh: true)
        return try await gate.warrant(
            for: AuditedQuery(action, .account, for: .administration, what: "test"), by: administrator)
    }
}

extension House {
    /// Oversight's view of the audit, newest first.
    func lines(_ filter: AuditFilter = AuditFilter()) async throws -> [AuditLine] {
        try audit.archive.show(filter, under: await oversight())
    }

    func whoLookedAt(_ subject: AuditSubject, records: [RecordID] = []) async throws -> [AuditLine] {
        try audit.archive.whoLookedAt(subject, records: records, under: await oversight())
    }

    func oversight() async throws -> Warrant {
        try await gate.warrant(
            for: AuditedQuery(.read, .auditLog, for: .oversight, what: "audit"),
            by: Officer(id: "o-dpo", name: "Oversight", roles: [.dataProtection]))
    }

    static let firstLine = Officer(id: "o-first", name: "Anna", roles: [.firstLine], post: "P1")

    static func traveller(_ name: String, born: String, document: String) -> Traveller {
        Traveller(
            name: .written(name), birth: PartialDate(born),
            document: DocumentNumber(document).map { IdentityDocument(number: $0, kind: .passport) })
    }
}
