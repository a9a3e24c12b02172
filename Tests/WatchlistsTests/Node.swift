import Crypto
import Foundation
import GRDB
import Ledger
import Records
import Safeguards
import SeraiTesting
import Watchlists

/// A node with a ledger, a gate and the register of alerts, in a folder of its own.
final class Node: Sendable {
    let folder: TemporaryFolder
    let clock = FixedClock()
    let gate: Gate
    let ledger: LedgerStore
    let views: ViewFile
    let register: AlertRegister
    private let chance: Chance

    static let duty = Officer(id: "duty-1", name: "Duty", roles: [.nccDuty], secondFactorFresh: true)
    private let keys: LedgerKeys
    private let key: SymmetricKey

    init(
        _ folder: TemporaryFolder? = nil, keys: LedgerKeys = .generate(),
        key: SymmetricKey = SymmetricKey(size: .bits256),
        chance: Chance = Chance()
    ) async throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        (self.keys, self.key, self.chance) = (keys, key, chance)
        let clock = clock
        let secrets = try NodeSecrets(folder: folder.url.appending(path: "keys"))
        gate = Gate(
            audit: try AuditLog(
                folder: folder.url.appending(path: "audit"), secrets: secrets, node: "AA", now: clock.now))
        ledger = try LedgerStore(
            folder: folder.url.appending(path: "home"), name: "records", origin: "test/records", keys: keys,
            now: clock.now)
        register = AlertRegister(key: key) {
            CalendarDay(millisecondsSince1970: Int64(clock.now().timeIntervalSince1970 * 1_000))
        }
        views = try ViewFile(folder: folder.url.appending(path: "home"), ledger: ledger, views: [register])
        try register.open(views.pool, under: try await gate.maintenance(.indexBuild, detail: "alerts"))
        try await views.catchUp()
    }

    /// The same node after a restart; the audit lives elsewhere, since its writer has not let go.
    func restarted() async throws -> Node {
        try ledger.close()
        try views.pool.close()
        let next = try TemporaryFolder()
        try FileManager.default.copyItem(
            at: folder.url.appending(path: "home"), to: next.url.appending(path: "home"))
        return try await Node(next, keys: keys, key: key, chance: chance)
    }

    var importer: ListImport {
        ListImport(
            ledger: ledger, views: views, register: register, node: "AA", now: clock.now,
            chance: { [chance] in chance.next() })
    }

    var author: AlertAuthor { AlertAuthor(node: "AA", now: clock.now, chance: { [chance] in chance.next() }) }

    func importing(_ file: ListFile, confirmed: Bool = false) async throws -> ListImportReport {
        try await importer.run(
            file, terms: ImportTerms(legalBasis: "test"), shrinkConfirmed: confirmed,
            under: try await gate.maintenance(.listImport, detail: file.source.list.rawValue))
    }

    func warrant() async throws -> Warrant {
        try await gate.warrant(
            for: AuditedQuery(.read, .alertPerson, for: .borderCheck, what: "test"), by: Self.duty)
    }

    func screen(_ traveller: Traveller) async throws -> [AlertMatch] {
        try register.screen(traveller, under: try await warrant())
    }

    func screen(name: String) async throws -> [String] {
        try await screen(Traveller(name: .written(name))).map(\.reference)
    }

    func append(_ draft: RecordDraft) async throws {
        _ = try await ledger.append(draft)
        try await views.catchUp()
    }
}

/// Random ids that are the same on every run.
final class Chance: Sendable {
    private let walk = Guarded(SplitMix(seed: 7))
    func next() -> UInt64 { walk.with { $0.next() } }
}
