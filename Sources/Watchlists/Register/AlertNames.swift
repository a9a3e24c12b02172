// The persons of the register in memory. An identity may lie in the name index before it is in force: matches count only
// when their key is known here, so a whole list comes into force, or leaves, in one step.

import Foundation
import GRDB
import Ledger
import Matching
import Records
import Synchronization

final class AlertNames: Sendable {
    let index = NameIndex()
    private let state = Mutex(State())

    fileprivate struct State {
        /// Keys in force, and whose they are.
        var owners: [UInt64: Owner] = [:]
        var keys: [RecordID: UInt64] = [:]
        var staged: [ListID: [Staged]] = [:]
        var next: UInt64 = 1
    }

    struct Owner {
        let id: RecordID
        let position: LedgerPosition
    }

    fileprivate struct Staged {
        let owner: Owner
        /// `nil` for documents and withdrawals.
        let key: UInt64?
    }

    var count: Int { state.withLock { $0.owners.count } }

    /// Reads every person in the tables. About 30 µs an identity and what the index takes.
    func build(from db: Database, seal: AlertSeal) throws {
        var fresh = State()
        var identities: [(key: UInt64, identity: Identity)] = []
        try Self.persons(in: "alerts", db, seal) { row, identity in
            let owner = Owner(id: row.id, position: row.position)
            fresh.owners[fresh.next] = owner
            fresh.keys[row.id] = fresh.next
            identities.append((fresh.next, identity))
            fresh.next += 1
        }
        let waiting = try Row.fetchAll(
            db,
            sql:
                "SELECT id, version, idx, slot, list FROM alert_staging WHERE kind IS NOT 'person' ORDER BY idx, slot"
        )
        for row in waiting {
            guard let id = RecordID(rawValue: row[0]), let list = ListID(rawValue: row[4]) else { continue }
            let position = LedgerPosition(index: UInt64(row[2] as Int64), slot: row[3])
            fresh.staged[list, default: []].append(
                Staged(owner: Owner(id: id, position: position), key: nil))
        }
        try Self.persons(in: "alert_staging", db, seal) { row, identity in
            fresh.staged[row.list, default: []].append(
                Staged(owner: Owner(id: row.id, position: row.position), key: fresh.next))
            identities.append((fresh.next, identity))
            fresh.next += 1
        }
        index.build(identities)
        state.withLock { $0 = fresh }
    }

    private static func persons(
        in table: String, _ db: Database, _ seal: AlertSeal, _ each: (AlertRow, Identity) -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql:
                "SELECT \(AlertRow.columns) FROM \(table) WHERE kind = 'person' AND body IS NOT NULL ORDER BY idx, slot"
        )
        while let row = try rows.next() {
            guard let row = AlertRow(row), case .person(let identity) = try row.alert(seal).subject else {
                continue
            }
            each(row, identity)
        }
    }

    /// An officer's alert: in force at once. `nil` withdraws.
    func put(_ record: LedgerRecord, _ alert: Alert?) {
        let key = insert([alert])[0]
        let former = state.withLock { $0.enforce(Owner(id: record.id, position: record.position), key) }
        if let former { index.remove(former) }
    }

    /// A slice of an import: in the index, but not in force.
    func stage(_ slice: [(record: LedgerRecord, alert: Alert?, list: ListID)]) {
        let keys = insert(slice.map(\.alert))
        state.withLock { state in
            for ((record, _, list), key) in zip(slice, keys) {
                let owner = Owner(id: record.id, position: record.position)
                state.staged[list, default: []].append(Staged(owner: owner, key: key))
            }
        }
    }

    /// Puts what an import staged in force, all of it in one step; drops what an earlier, broken one left.
    func close(_ list: ListID, _ range: ClosedRange<UInt64>?) {
        let gone = state.withLock { state -> [UInt64] in
            let staged = state.staged.removeValue(forKey: list) ?? []
            return staged.compactMap { staged in
                guard range?.contains(staged.owner.position.index) ?? false else { return staged.key }
                return state.enforce(staged.owner, staged.key)
            }
        }
        for key in gone { index.remove(key) }
    }

    func forget(_ id: RecordID, at position: LedgerPosition) {
        let gone = state.withLock { state -> [UInt64] in
            var gone: [UInt64] = []
            if let key = state.keys[id], let owner = state.owners[key], owner.position == position {
                state.owners[key] = nil
                state.keys[id] = nil
                gone.append(key)
            }
            for list in state.staged.keys {
                guard let place = state.staged[list]?.firstIndex(where: { $0.owner.position == position }),
                    let staged = state.staged[list]?[place]
                else { continue }
                if let key = staged.key { gone.append(key) }
                state.staged[list]?[place] = Staged(owner: staged.owner, key: nil)
            }
            return gone
        }
        for key in gone { index.remove(key) }
    }

    /// Candidates in force, best first, each alert once.
    func ask(_ traveller: Traveller, limit: Int, threshold: Double) -> [(owner: Owner, match: Match)] {
        let matches = index.ask(traveller, limit: limit * 2, threshold: threshold)
        return state.withLock { state in
            var answer: [(owner: Owner, match: Match)] = []
            for match in matches {
                guard let owner = state.owners[match.key], answer.count < limit else { continue }
                answer.append((owner, match))
            }
            return answer
        }
    }

    /// - Returns: the key of each alert in the index; `nil` for what is not about a person.
    private func insert(_ alerts: [Alert?]) -> [UInt64?] {
        var identities: [(key: UInt64, identity: Identity)] = []
        let keys = state.withLock { state in
            alerts.map { alert -> UInt64? in
                guard case .person(let identity)? = alert?.subject else { return nil }
                defer { state.next += 1 }
                identities.append((state.next, identity))
                return state.next
            }
        }
        index.update(identities)
        return keys
    }
}

extension AlertNames.State {
    /// - Returns: the key that is no longer in force.
    fileprivate mutating func enforce(_ owner: AlertNames.Owner, _ key: UInt64?) -> UInt64? {
        let former = keys.removeValue(forKey: owner.id)
        if let former { owners[former] = nil }
        if let key {
            owners[key] = owner
            keys[owner.id] = key
        }
        return former
    }
}
