// Opening log number n+1 where log n can sign no more: an old copy was put back, or nobody can tell whether this one is the
// newest. Two people decide it; the caller sees to that and to the audit.
package import Foundation
import GRDB
package import Records
import Synchronization

extension LedgerStore {
    /// Ends this log and begins the next over the same entries: one transaction, and a new guard.
    ///
    /// The next log has the next number in its name, the same key, all entries that are left, and as its first own entry
    /// what is known of the log that ended: the newest checkpoint out of the guard file, of `held` and of this copy.
    /// Peers who hold a checkpoint of the old log can prove it to have a common beginning with the new one, and see what
    /// was lost. Open the ledger again afterwards, by either name. One disk write.
    ///
    /// - Parameters:
    ///   - held: checkpoints of this log that partners or witnesses hold.
    ///   - header: of kind `succession`; names the first person.
    ///   - second: the other person.
    /// - Throws: `LedgerError.succession` when this log can go on as it is, is damaged, or contradicts a checkpoint.
    package static func reopenAsNext(
        folder: URL, name: String, origin: String, keys: LedgerKeys, holding held: [String] = [], header: RecordHeader,
        second: OfficerID, now: @escaping @Sendable () -> Date
    ) throws -> Succession {
        let store = try LedgerStore(folder: folder, name: name, origin: origin, keys: keys, now: now)
        defer { try? store.close() }
        return try store.succeed(holding: held, header: header, second: second, keys: keys)
    }

    private func succeed(
        holding held: [String], header: RecordHeader, second: OfficerID, keys: LedgerKeys
    ) throws -> Succession {
        switch refusal {
        case .olderThanGuard, .guardMissing: break
        case nil: throw LedgerError.succession(file: file, reason: "it can be written as it is")
        case let refusal?: throw LedgerError.succession(file: file, reason: refusal.description)
        }
        let before = state.withLock { $0 }
        let last = try lastKnown(holding: held, edge: before.edge)
        guard let next = lineage.continued(after: before.edge.size), let pen else {
            throw LedgerError.succession(file: file, reason: "\(origin) cannot be numbered on")
        }
        let signer = try keys.signer(origin: next.current.name)
        let succession = Succession(last: last, second: second)
        let entry = try PreparedEntry(succession, header: header)
        let time = Int64(pen.now().timeIntervalSince1970 * 1_000)
        let edge = try pen.queue.exclusively {
            try pool.writeWithoutTransaction { db in
                var edge = before.edge
                try db.inTransaction(.immediate) {
                    try LedgerInsert(db).add(entry, to: &edge)
                    for (key, value) in [
                        "origin": next.current.name, "verifier": next.current.description, "ended": next.text,
                    ] {
                        try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [key, value])
                    }
                    let checkpoint = Checkpoint(origin: next.current.name, size: edge.size, root: edge.root)
                    try db.execute(
                        sql: "INSERT INTO checkpoints VALUES (?, ?, ?)",
                        arguments: [Int64(edge.size), time, try signer.sign(checkpoint.text)])
                    return .commit
                }
                return edge
            }
        }
        try LedgerGuard(guardFile, create: true).begin(LedgerGuard.Mark(size: edge.size, root: edge.root))
        return succession
    }

    /// The newest checkpoint that anybody knows; this copy must be sound and agree with all that reach into it.
    private func lastKnown(holding held: [String], edge: RightEdge) throws -> Checkpoint {
        var last = Checkpoint(origin: origin, size: edge.size, root: edge.root)
        var within: [String] = []
        for note in held {
            let (checkpoint, ended) = try lineage.checkpoint(in: note)
            if ended == nil, checkpoint.size > last.size { last = checkpoint }
            if ended != nil || checkpoint.size <= edge.size { within.append(note) }
        }
        if let mark = LedgerGuard.read(guardFile), mark.size > last.size {
            last = Checkpoint(origin: origin, size: mark.size, root: mark.root)
        }
        for fault in try verify(holding: within) {
            switch fault {
            case .guardMissing, .olderThanGuard: continue
            default: throw LedgerError.succession(file: file, reason: fault.description)
            }
        }
        return Checkpoint(origin: last.origin, size: last.size, root: last.root)
    }

    /// What ended, and what was lost with it, oldest first; only what this file itself says.
    package func successions() throws -> [(index: UInt64, succession: Succession)] {
        try pool.read { db in
            try lineage.ended.filter { $0.size >= first }.compactMap { log in
                try Self.succession(at: log.size, db).map { (log.size, $0) }
            }
        }
    }

    static func succession(at index: UInt64, _ db: Database) throws -> Succession? {
        let bytes = try Data.fetchOne(db, sql: "SELECT bytes FROM entries WHERE place = ?", arguments: [Int64(index)])
        guard let bytes, case .succession(let succession)? = LedgerEntry(Array(bytes))?.content else { return nil }
        return succession
    }
}
