// Cases, behind the gate: the tables say which, the ledger holds what, and a warrant opens it.

import GRDB
import Foundation
package import Ledger
package import Records
import Safeguards

/// What the register guards: the way to the bodies.
package struct CaseShelf: Sendable {
    let ledger: LedgerStore
    let pool: DatabasePool
    let view: CaseView

    func latest(_ id: RecordID) throws -> (file: CaseFile, version: Int)? {
        guard let latest = try pool.read({ try view.latest(id, in: $0) }),
            let record = try ledger.record(at: LedgerPosition(index: latest.position, slot: 0)),
            let body = record.body
        else { return nil }
        return (try JSONDecoder().decode(CaseFile.self, from: Data(body)), latest.version)
    }
}

package struct CaseRegister: Sendable {
    private let shelf: PersonalRegister<CaseShelf>
    private let pool: DatabasePool
    private let view: CaseView

    package init(ledger: LedgerStore, views: ViewFile, view: CaseView) {
        shelf = PersonalRegister(guarding: CaseShelf(ledger: ledger, pool: views.pool, view: view), of: [.match])
        pool = views.pool
        self.view = view
    }

    /// - Returns: the case with its latest version; `nil` when there is none, or its body has been erased.
    func open(_ id: RecordID, under warrant: consuming Warrant) throws -> (file: CaseFile, version: Int)? {
        try shelf.read(under: warrant) { try $0.latest(id) }
    }

    // The tables hold no personal data, so these need no warrant.

    func isOpen(_ id: RecordID) throws -> Bool {
        try pool.read { try view.state(of: id, in: $0) }.map { $0 == .awaiting || $0 == .escalated } ?? false
    }

    /// `nil` when there is no such case.
    func post(of id: RecordID) throws -> PostID? { try pool.read { try view.post(of: id, in: $0) } }

    func ruledOut(_ token: String, on day: CalendarDay) throws -> [RecordID: Int] {
        try pool.read { try view.ruledOut(token, on: day, in: $0) }
    }

    package func queue(at post: PostID?) throws -> [QueueLine] { try pool.read { try view.queue(at: post, in: $0) } }

    package func live(after position: UInt64, limit: Int = 500) throws -> [LiveEvent] {
        try pool.read { try view.live(after: position, limit: limit, in: $0) }
    }

    package func recent(limit: Int = 100) throws -> [LiveEvent] {
        try pool.read { try view.recent(limit: limit, in: $0) }
    }

    /// One element after each change of the live list.
    package func changes() -> AsyncStream<Void> { view.changes() }
}
