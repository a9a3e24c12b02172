// The one place where the parts are put together. No rule lives here.

package import BorderControl
package import Foundation
package import Ledger
package import Records
package import Safeguards
import Synchronization
package import Watchlists

/// One authority's Serai, open for work.
package final class Node: Sendable {
    package let home: Home
    package let configuration: NodeConfiguration
    package let secrets: NodeSecrets
    package let audit: AuditLog
    package let gate: Gate
    package let accounts: Accounts
    package let sessions: Sessions
    package let records: LedgerStore
    package let views: ViewFile
    package let alerts: AlertRegister
    package let journal: Journal
    package let desk: BorderDesk
    package let cases: CaseRegister
    package let alertDesk: AlertDesk
    package let retention: RetentionJob
    package let protection: DataProtectionDesk
    package let now: @Sendable () -> Date
    /// Held as long as the node is open.
    private let lock: WriterLock

    /// Makes the folder, the keys and the configuration of a new node.
    ///
    /// - Throws: `NodeError.homeExists`; nothing is changed then.
    package static func create(_ home: Home, _ configuration: NodeConfiguration) throws {
        guard !FileManager.default.fileExists(atPath: home.configurationFile.path) else {
            throw NodeError.homeExists(home.folder.path)
        }
        try FileManager.default.createDirectory(
            at: home.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        _ = try NodeSecrets(folder: home.keys)
        try home.write(configuration)
    }

    /// Opens a node: audit first, so that nothing is read before it can be written down, then the ledger, the tables
    /// up to where the ledger is, and the index.
    ///
    /// Cost: about one second for 6,000 alerts.
    /// - Throws: `NodeError`, `SecretsError`, `LedgerError`; `NodeError.homeInUse` when another process runs this node.
    package init(_ home: Home, now: @escaping @Sendable () -> Date = { Date() }) async throws {
        self.home = home
        self.now = now
        configuration = try home.configuration()
        let threshold = try configuration.threshold
        lock = try home.lock()
        secrets = try NodeSecrets(folder: home.keys)
        audit = try AuditLog(folder: home.audit, secrets: secrets, node: configuration.node, now: now)
        gate = Gate(audit: audit)
        accounts = try Accounts(
            database: Accounts.open(home.accounts), secrets: secrets, gate: gate, now: now)
        sessions = Sessions(now: now)
        records = try LedgerStore(
            folder: home.records, name: "records", origin: Self.recordsOrigin(configuration.node),
            keys: .loadOrCreate(in: home.keys, name: "records"), now: now)
        // A desk that could find someone and not write it down would be worse than a closed one.
        if let refusal = records.refusal { throw refusal }
        let token = TravellerToken(key: try secrets.key("travellers"))
        let caseView = CaseView(token: token)
        let settings = DeskSettings()
        alerts = AlertRegister(key: try secrets.key("alerts"), threshold: threshold) { CalendarDay(now()) }
        try FileManager.default.createDirectory(at: home.views, withIntermediateDirectories: true)
        views = try ViewFile(folder: home.views, ledger: records, views: [alerts, AlertBodies(), caseView, settings])
        try alerts.open(views.pool, under: await gate.maintenance(.indexBuild, detail: "start of the node"))
        try await views.catchUp()
        journal = Journal(
            node: configuration.node, ledger: records, views: views, now: now, chance: { Chance.eightyBits() })
        cases = CaseRegister(ledger: records, views: views, view: caseView)
        var rules = DeskRules()
        rules.training = configuration.training
        rules.screening = ScreeningRules(
            threshold: threshold,
            version: try await settings.keep(
                "screening.threshold", "\(threshold)", standard: "\(ScreeningRules().threshold)", journal: journal, gate: gate))
        desk = BorderDesk(
            posts: configuration.posts, rules: rules, journal: journal, gate: gate, alerts: alerts,
            cases: cases, token: token)
        alertDesk = AlertDesk(journal: journal, gate: gate, alerts: alerts)
        let written = DeskRecords(journal: journal, view: caseView, token: token)
        let held = AlertRecords(
            register: alerts, ledger: records, views: views, erasure: { [journal] in journal.erasureHeader() })
        retention = RetentionJob(registers: [written, held], gate: gate, now: now)
        protection = DataProtectionDesk(
            gate: gate, job: retention, subjects: [held, written],
            authority: LetterHead(
                authority: configuration.name, address: configuration.letters.address,
                dataProtectionOfficer: configuration.letters.dataProtectionOfficer,
                supervisoryAuthority: configuration.letters.supervisoryAuthority), now: now)
    }

    /// What a new node tells once: whoever makes it writes this down.
    package struct FirstAdministrator: Sendable {
        package var password: String
        package var recoveryCode: String
    }

    /// Makes a node with one administrator, who makes everyone else's account.
    package static func initialise(
        _ home: Home, _ configuration: NodeConfiguration, administrator: String
    ) async throws -> FirstAdministrator {
        try create(home, configuration)
        let node = try await Node(home)
        let password = String((0..<4).flatMap { _ in [String(Chance.eightyBits().0, radix: 36).prefix(5), "-"] }.joined().dropLast())
        let account = try await node.accounts.create(
            NewAccount(signInName: administrator, name: administrator, roles: [.sysadmin], password: password),
            under: try await node.gate.maintenance(.setUp, detail: "first administrator"))
        return FirstAdministrator(
            password: password, recoveryCode: try await node.accounts.makeRecoveryCode(for: account.officer))
    }

    static func recordsOrigin(_ node: NodeID) -> String { "\(node)/serai/records/1" }

    /// Officer of the node itself, for what runs without a person.
    package static let machine = AuditLog.machine
}

extension CalendarDay {
    init(_ instant: Date) { self.init(millisecondsSince1970: Int64(instant.timeIntervalSince1970 * 1_000)) }
}

/// Where ids get their chance from.
enum Chance {
    static func eightyBits() -> (UInt64, UInt16) {
        var random = SystemRandomNumberGenerator()
        return (random.next(), UInt16.random(in: .min ... .max, using: &random))
    }
}

extension Home {
    /// The records ledger for reading and verifying, beside a running node or without one.
    package func recordsReadOnly() throws -> LedgerStore {
        try LedgerStore.open(
            readOnly: records, name: "records", origin: Node.recordsOrigin(try configuration().node),
            keys: .load(from: keys, name: "records"))
    }

    /// The audit against its own tree, checkpoints held from earlier, and the newest one that the records hold.
    package func verifyAudit(holding notes: [String]) throws -> [AuditFault] {
        let anchor = try Journal.auditAnchor(in: recordsReadOnly())
        return try auditArchive().verify(holding: notes + (anchor.map { [$0] } ?? []))
    }

    /// The audit for reading and verifying, beside a running node or without one.
    package func auditArchive() throws -> AuditArchive {
        // First, so that a wrong folder is refused before secrets would be made in it.
        let node = try configuration().node
        return try AuditArchive(folder: audit, secrets: NodeSecrets(folder: keys), node: node)
    }
}
