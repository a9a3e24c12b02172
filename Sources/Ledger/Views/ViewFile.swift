// The file of the views. Each view's cursor stands beside its rows, so a crash between ledger and view repeats nothing and
// loses nothing.
import Dispatch
package import Foundation
package import GRDB
import Synchronization

/// `views.sqlite`: everything in it can be made again from the ledger.
package final class ViewFile: Sendable {
    /// For the rooms' reads; many at once, never blocked by the one writer.
    package let pool: DatabasePool
    let folder: URL
    let ledger: LedgerStore
    let views: [any LedgerView]
    let thread = DispatchQueue(label: "serai.views", qos: .userInitiated)
    private let progress: Mutex<Progress>

    private struct Progress {
        /// Entries that all views have applied.
        var applied: UInt64
        var running = false
        var waiters: [(target: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
    }

    /// Entries and bodies in one transaction, so that none is long.
    private static let sliceEntries = 256
    private static let sliceBodies = 1_024

    package init(folder: URL, ledger: LedgerStore, views: [any LedgerView]) throws {
        (self.folder, self.ledger, self.views) = (folder, ledger, views)
        pool = try Self.open(folder.appending(path: "views.sqlite"), views: views, first: ledger.first)
        progress = Mutex(Progress(applied: try pool.read { try Self.slowest(of: views, $0) }))
    }

    static func open(_ file: URL, views: [any LedgerView], first: UInt64) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 8
        configuration.label = file.lastPathComponent
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -32000; PRAGMA mmap_size = 268435456; PRAGMA secure_delete = ON")
        }
        let pool = try DatabasePool(path: file.path, configuration: configuration)
        try pool.write { db in
            try db.execute(
                sql: "CREATE TABLE IF NOT EXISTS ledger_cursors (view TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID")
            for view in views {
                try view.migrate(db)
                try db.execute(sql: "INSERT OR IGNORE INTO ledger_cursors VALUES (?, ?)", arguments: [view.name, Int64(first)])
            }
        }
        return pool
    }

    /// Applies all entries that were in the ledger at the time of the call. Callers at the same time share the work.
    ///
    /// - Throws: what a view's `apply` threw; the next call tries again.
    package func catchUp() async throws {
        let target = ledger.size
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let step = progress.withLock { progress -> (done: Bool, start: Bool) in
                if progress.applied == target { return (true, false) }
                progress.waiters.append((target, continuation))
                defer { progress.running = true }
                return (false, !progress.running)
            }
            if step.done { return continuation.resume() }
            if step.start { thread.async { self.run() } }
        }
    }

    private func run() {
        while true {
            let result = Result { try applyAll(in: pool, upTo: ledger.size, telling: true) }
            let (answered, more) = progress.withLock { progress in
                if case .success(let applied) = result { progress.applied = applied }
                let applied = progress.applied
                let failed = if case .failure = result { true } else { false }
                let answered = progress.waiters.filter { failed || $0.target <= applied }
                progress.waiters.removeAll { failed || $0.target <= applied }
                progress.running = !progress.waiters.isEmpty
                return (answered, progress.running)
            }
            for waiter in answered { waiter.continuation.resume(with: result.map { _ in }) }
            if !more { return }
        }
    }

    /// - Parameter telling: call `committed`: for the live file, not for a rebuilt one.
    /// - Returns: the number of entries all views have seen.
    func applyAll(in pool: DatabasePool, upTo size: UInt64, telling: Bool) throws -> UInt64 {
        while true {
            let cursor = try pool.read { try Self.slowest(of: views, $0) }
            guard cursor < size else {
                guard cursor == size || views.isEmpty else {
                    throw LedgerError.viewsAhead(view: views.map(\.name).joined(separator: ", "), seen: cursor, size: size)
                }
                return size
            }
            let limit = min(Self.sliceEntries, Int(size - cursor))
            let records = try ledger.records(from: cursor, limit: limit, bodies: Self.sliceBodies)
            guard let last = records.last else {
                throw LedgerError.damaged(file: ledger.file, reason: "entry \(cursor) is missing")
            }
            let seen = try apply(records, through: last.position.index, in: pool)
            if telling { for (view, fresh) in seen { view.committed(fresh) } }
        }
    }

    private func apply(
        _ records: [LedgerRecord], through last: UInt64, in pool: DatabasePool
    ) throws -> [(any LedgerView, [LedgerRecord])] {
        try pool.write { db in
            try views.compactMap { view in
                let next = try Self.cursor(of: view, db)
                guard next <= last else { return nil }
                let fresh = records.filter { $0.position.index >= next }
                try view.apply(fresh, in: db)
                try db.execute(
                    sql: "UPDATE ledger_cursors SET next = ? WHERE view = ?", arguments: [Int64(last + 1), view.name])
                return (view, fresh)
            }
        }
    }

    private static func slowest(of views: [any LedgerView], _ db: Database) throws -> UInt64 {
        try views.map { try cursor(of: $0, db) }.min() ?? 0
    }

    static func cursor(of view: any LedgerView, _ db: Database) throws -> UInt64 {
        UInt64(try Int64.fetchOne(db, sql: "SELECT next FROM ledger_cursors WHERE view = ?", arguments: [view.name]) ?? 0)
    }
}
