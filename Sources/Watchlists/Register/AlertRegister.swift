// The register of alerts: tables filled from the ledger, a name index in memory, and no way in without a warrant.

package import Crypto
package import GRDB
import Ledger
import Matching
package import Records
package import Safeguards
import Synchronization

/// Every alert in force on this node.
package final class AlertRegister: Sendable {
    let seal: AlertSeal
    let names: AlertNames
    let threshold: Double
    let today: @Sendable () -> CalendarDay
    private let reader = Mutex<DatabasePool?>(nil)
    private let importing = Mutex<Set<ListID>>([])
    /// What `apply` read last, so that `committed` need not read it again: one slice at most.
    let justRead = Mutex<[LedgerPosition: Alert]>([:])

    /// - Parameters:
    ///   - key: seals bodies in the views file; 256 bits, this register's alone.
    ///   - threshold: lowest score of a name that is shown; `nil`: the index's own.
    ///   - today: nothing past its delete date on this day is ever answered.
    package init(key: SymmetricKey, threshold: Double? = nil, today: @escaping @Sendable () -> CalendarDay) {
        seal = AlertSeal(key: key)
        names = AlertNames()
        self.threshold = threshold ?? NameIndex.defaultThreshold
        self.today = today
    }

    /// Takes the views file and builds the name index from its tables. Once, before the first question.
    package func open(_ pool: DatabasePool, under warrant: consuming MaintenanceWarrant) throws {
        let task = warrant.task
        guard task == .indexBuild || task == .rebuild else { throw AlertRegisterError.wrongTask(found: task) }
        reader.withLock { $0 = pool }
        try pool.read { try names.build(from: $0, seal: seal) }
    }

    /// The guarded content; made for each question, so that the guard cannot be passed by.
    func register() throws -> PersonalRegister<AlertShelf> {
        guard let pool = reader.withLock({ $0 }) else { throw AlertRegisterError.notOpen }
        return PersonalRegister(
            guarding: AlertShelf(pool: pool, seal: seal, names: names, threshold: threshold, today: today()),
            of: [.alertPerson, .alertDocument])
    }

    // MARK: With a warrant

    /// Who and what on the lists this traveller and this document may be, best first.
    ///
    /// One question of the name index and at most one of the document register; never a decision.
    package func screen(_ traveller: Traveller, under warrant: consuming Warrant) throws -> [AlertMatch] {
        try register().read(under: warrant) { try $0.screen(traveller) }
    }

    /// The same for a coach party or a passenger list, answers in the order of the questions.
    package func screen(_ travellers: [Traveller], under warrant: consuming BatchWarrant) throws
        -> [[AlertMatch]]
    {
        try register().read(travellers.map(AuditSubject.init), under: warrant) { shelf in try travellers.map(shelf.screen) }
    }

    /// One alert in full; `nil` when it was withdrawn or is past its delete date.
    package func alert(_ id: RecordID, under warrant: consuming Warrant) throws -> HeldAlert? {
        try register().read(under: warrant) { try $0.alert(id) }
    }

    /// Alerts for the desk that keeps them.
    package func search(_ search: AlertSearch, under warrant: consuming Warrant) throws -> [HeldAlert] {
        try register().read(under: warrant) { try $0.search(search) }
    }

    // MARK: For the node's own work

    /// One import of a list at a time.
    func exclusively<Answer: Sendable>(
        _ list: ListID, under warrant: consuming MaintenanceWarrant,
        _ body: (AlertShelf) async throws -> Answer
    ) async throws -> Answer {
        guard importing.withLock({ $0.insert(list).inserted }) else {
            throw ListImportError.alreadyRunning(list)
        }
        defer { importing.withLock { _ = $0.remove(list) } }
        return try await register().maintain(under: warrant, body)
    }

    // MARK: Without one

    /// How many alerts each list holds and how old it is. Names nobody.
    package func lists() throws -> [ListState] {
        guard let pool = reader.withLock({ $0 }) else { throw AlertRegisterError.notOpen }
        return try pool.read { try ListState.all($0) }
    }
}

package enum AlertRegisterError: Error, Equatable, CustomStringConvertible {
    case notOpen
    case wrongTask(found: MaintenanceTask)

    package var description: String {
        switch self {
        case .notOpen: "the register of alerts has not been opened: give it the views file first"
        case .wrongTask(let task):
            "leave for \(task.rawValue) was brought, building the index needs leave for index-build: ask for that"
        }
    }
}

/// An alert with what its header says.
package struct HeldAlert: Hashable, Codable, Sendable {
    package var id: RecordID
    package var version: Int
    package var alert: Alert
    package var review: CalendarDay
    package var delete: CalendarDay
}

/// What to look for in the register; everything given must hold.
package struct AlertSearch: Hashable, Sendable {
    package var list: ListID?
    package var action: AlertAction?
    package var kind: AlertSubjectKind?
    /// The list's own name of the entry, with `list`.
    package var reference: String?
    package var number: DocumentNumber?
    /// A name in any script; answers come best first.
    package var name: String?
    package var limit = 50
    package var offset = 0

    package init() {}
}
