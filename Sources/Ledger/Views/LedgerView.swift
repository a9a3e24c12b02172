// Tables that a room fills from a ledger, and can always fill again.
package import GRDB

/// A room's tables, filled from a ledger in order.
///
/// A row may depend only on headers and on bodies that still exist; an erased body must leave the same tombstone whether
/// the view saw it before (`LedgerRecord.erases`) or never (`LedgerRecord.erased`). `apply` touches the database and
/// nothing else, since a rebuild runs it on another file; what is held in memory belongs in `committed`.
package protocol LedgerView: Sendable {
    var name: String { get }
    /// The tables whose rows a rebuild must reproduce.
    var tables: [String] { get }
    /// Makes the tables when they are not there. Runs at every opening.
    func migrate(_ db: Database) throws
    /// Inside one transaction of the views file, together with the cursor. Never the same record twice.
    func apply(_ records: [LedgerRecord], in db: Database) throws
    /// After that transaction: refresh what is held in memory.
    func committed(_ records: [LedgerRecord])
}
