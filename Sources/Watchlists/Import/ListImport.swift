// A list comes in whole or not at all. Every row is read before the first is written; rows go to the ledger in slices that
// nobody sees; one closing entry puts all of them in force. A crash in between leaves the old list in force, and the next
// import sweeps up.

package import Foundation
package import Ledger
package import Records
package import Safeguards

/// Under which rules a list's alerts are kept.
package struct ImportTerms: Hashable, Sendable {
    package var handling: Handling
    package var legalBasis: String
    package var purposes: [Purpose]

    package init(
        handling: Handling = Handling(.green), legalBasis: String,
        purposes: [Purpose] = [.borderCheck, .investigation]
    ) {
        self.handling = handling
        self.legalBasis = legalBasis
        self.purposes = purposes
    }
}

/// What an import did, for the person who started it.
package struct ListImportReport: Hashable, Codable, Sendable {
    package var source: ListSource
    package var counts: ListImportCounts
    /// The first thousand rows left out, and why.
    package var faults: [RowFault]
    /// The closing entry.
    package var entry: UInt64
}

package enum ListImportError: Error, Equatable, CustomStringConvertible {
    case alreadyRunning(ListID)
    case file(ListFileError)
    case nothingReadable(faults: Int)
    case suspiciousShrink(withdrawn: Int, of: Int)
    case wrongTask(found: MaintenanceTask)
    /// Officers keep that list by hand; a file would withdraw their alerts.
    case ownList(ListID)

    package var description: String {
        switch self {
        case .alreadyRunning(let list): "an import of \(list) is running: wait until it is done"
        case .file(let error): error.description
        case .nothingReadable(let faults):
            "no row could be read (\(faults) left out): check that this is the right file; nothing was imported"
        case .suspiciousShrink(let withdrawn, let of):
            "\(withdrawn) of \(of) alerts would be withdrawn, more than a fifth: if the publisher really did that, import "
                + "again and confirm it; nothing was imported"
        case .wrongTask(let task):
            "leave for \(task.rawValue) was brought, an import needs leave for list-import: ask for that"
        case .ownList(let list):
            "\(list) is kept by officers, a file cannot replace it: give the file's list another name"
        }
    }
}

/// Brings list files into the register.
package struct ListImport: Sendable {
    let ledger: LedgerStore
    let views: ViewFile
    let register: AlertRegister
    let node: NodeID
    let now: @Sendable () -> Date
    let chance: @Sendable () -> UInt64

    /// - Parameter chance: 64 random bits a call, for record ids.
    package init(
        ledger: LedgerStore, views: ViewFile, register: AlertRegister, node: NodeID,
        now: @escaping @Sendable () -> Date,
        chance: @escaping @Sendable () -> UInt64
    ) {
        self.ledger = ledger
        self.views = views
        self.register = register
        self.node = node
        self.now = now
        self.chance = chance
    }

    /// Imports one list file.
    ///
    /// Reads the file twice; writes changed rows a slice of 256 at a time (`serai bench` says how long it takes), so that
    /// screening goes on meanwhile. Cancelling leaves the old list in force.
    ///
    /// - Parameter shrinkConfirmed: someone has checked that more than a fifth of the list really is gone.
    /// - Throws: `ListImportError` before anything is written.
    package func run(
        _ file: ListFile, terms: ImportTerms, shrinkConfirmed: Bool = false,
        under warrant: consuming MaintenanceWarrant
    ) async throws -> ListImportReport {
        let task = warrant.task
        guard task == .listImport else { throw ListImportError.wrongTask(found: task) }
        guard file.source.list != AlertAuthor.ownList else { throw ListImportError.ownList(file.source.list) }
        try await views.catchUp()
        return try await register.exclusively(file.source.list, under: warrant) { shelf in
            let held = try shelf.held(on: file.source.list)
            let plan = try plan(file, held)
            guard plan.counts.added + plan.counts.changed + plan.counts.unchanged > 0 else {
                throw ListImportError.nothingReadable(faults: plan.counts.faults)
            }
            guard shrinkConfirmed || plan.counts.withdrawn * 5 <= held.count else {
                throw ListImportError.suspiciousShrink(withdrawn: plan.counts.withdrawn, of: held.count)
            }
            try await sweep(shelf, file.source.list, terms)
            let range = try await write(file, plan, terms)
            let closing = ListImportRecord(source: file.source, counts: plan.counts, range: range)
            let header = header(.listImport, newID(), 1, file.source.list, terms, years: 10)
            let entry = try await ledger.append(RecordDraft(header: header, body: try closing.encoded()))
            try await views.catchUp()
            return ListImportReport(
                source: file.source, counts: plan.counts, faults: plan.faults, entry: entry)
        }
    }

    // MARK: Who made an entry

    /// The author of a list's entries, by which the register knows that they wait for their closing entry.
    static func author(of list: ListID) -> OfficerID { OfficerID(unchecked: "import:" + list.rawValue) }

    static func list(of author: OfficerID) -> ListID? {
        author.rawValue.hasPrefix("import:") ? ListID(rawValue: String(author.rawValue.dropFirst(7))) : nil
    }

    func newID() -> RecordID {
        RecordID(
            milliseconds: UInt64(max(0, now().timeIntervalSince1970 * 1_000)),
            chance: (chance(), UInt16(truncatingIfNeeded: chance())))
    }

    func header(
        _ kind: RecordKind, _ id: RecordID, _ version: Int, _ list: ListID, _ terms: ImportTerms, years: Int
    ) -> RecordHeader {
        let issued = Int64(now().timeIntervalSince1970 * 1_000)
        let end = CalendarDay(millisecondsSince1970: issued).adding(years: years)
        return RecordHeader(
            id: id, kind: kind, version: version, node: node, author: Self.author(of: list), issued: issued,
            handling: terms.handling, purposes: terms.purposes, legalBasis: terms.legalBasis,
            retention: Retention(review: end.adding(days: -120), delete: end))
    }
}
