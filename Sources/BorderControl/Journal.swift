// How the desks write: a statement, its header, one append, and the tables up to date before anyone is answered.

package import Foundation
package import Ledger
package import Records

/// Writes records of this node and waits until the local views show them.
package struct Journal: Sendable {
    package let node: NodeID
    let ledger: LedgerStore
    let views: ViewFile
    let now: @Sendable () -> Date
    let chance: @Sendable () -> (UInt64, UInt16)
    let turns = Turns()

    package init(
        node: NodeID, ledger: LedgerStore, views: ViewFile, now: @escaping @Sendable () -> Date,
        chance: @escaping @Sendable () -> (UInt64, UInt16)
    ) {
        self.node = node
        self.ledger = ledger
        self.views = views
        self.now = now
        self.chance = chance
    }

    package func milliseconds() -> Int64 { Int64((now().timeIntervalSince1970 * 1_000).rounded(.down)) }

    package func newID() -> RecordID {
        RecordID(milliseconds: UInt64(max(0, milliseconds())), chance: chance())
    }

    static let legalBasis = "national border law"

    /// - Parameter deleteInDays: shortens the term of the kind.
    func draft(
        _ kind: RecordKind, id: RecordID, version: Int, by officer: OfficerID, _ body: some Encodable,
        deleteInDays: Int? = nil, purposes: [Purpose] = [.borderCheck]
    ) throws -> RecordDraft {
        let today = CalendarDay(millisecondsSince1970: milliseconds())
        var retention = DeskRules.retention(of: kind, from: today)
        if let deleteInDays {
            retention.delete = today.adding(days: deleteInDays)
            retention.review = min(retention.review, retention.delete)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = RecordHeader(
            id: id, kind: kind, version: version, node: node, author: officer, issued: milliseconds(),
            handling: Handling(.amberStrict, use: [.borderPurposesOnly]), purposes: purposes,
            legalBasis: Self.legalBasis, retention: retention)
        return RecordDraft(header: header, body: Array(try encoder.encode(body)))
    }

    /// One transaction, one shared disk write; returns when the tables show it.
    package func write(_ drafts: [RecordDraft]) async throws {
        _ = try await ledger.append(drafts)
        try await views.catchUp()
    }

    /// Destroys bodies and their keys; the entries stay. Returns when the tables have forgotten them too.
    func erase(_ positions: [LedgerPosition]) async throws {
        guard !positions.isEmpty else { return }
        try await ledger.erase(positions, header: erasureHeader())
        try await views.catchUp()
    }

    /// The header under which bodies past their term are destroyed.
    package func erasureHeader() -> RecordHeader {
        let today = CalendarDay(millisecondsSince1970: milliseconds())
        return RecordHeader(
            id: newID(), kind: .erasure, node: node, author: "node", issued: milliseconds(), handling: Handling(.red),
            purposes: [.oversight], legalBasis: "end of the retention term",
            retention: Retention(review: today, delete: today.adding(years: 100)))
    }
}
