// Writing: all who wait share one transaction and one fsync, and are answered after it.
import Foundation
import GRDB
package import Records
import Synchronization

/// Entries of one caller that are written together or not at all.
struct AppendJob: Sendable {
    var entries: [PreparedEntry]
    var erasing: [LedgerPosition] = []
    /// Told the index of the first entry, or why nothing was written.
    var answer: @Sendable (Result<UInt64, any Error>) -> Void
}

extension LedgerStore {
    /// Most drafts in one call.
    package static let appendLimit = 1_024

    /// Appends one record. One disk write, shared with all who wait at the same time.
    ///
    /// - Returns: the entry's index, after everything about it is on disk.
    package func append(_ draft: RecordDraft) async throws -> UInt64 {
        let pen = try writable()
        return try await submit([try PreparedEntry(draft, seal: pen.seal)])
    }

    /// Appends records in one transaction: all of them or none.
    ///
    /// - Parameter drafts: 1…1,024. Larger imports come in slices or, better, in batches.
    package func append(_ drafts: [RecordDraft]) async throws -> Range<UInt64> {
        let pen = try writable()
        guard (1...Self.appendLimit).contains(drafts.count) else {
            throw LedgerError.tooMany(found: drafts.count, limit: Self.appendLimit)
        }
        let start = try await submit(try drafts.map { try PreparedEntry($0, seal: pen.seal) })
        return start..<start + UInt64(drafts.count)
    }

    /// Appends one entry that commits to many bodies, each provable and erasable alone.
    ///
    /// - Parameters:
    ///   - header: of the batch; its `kind` is the kind of the items.
    ///   - items: 1…256.
    package func append(batch header: RecordHeader, of items: [BatchItem]) async throws -> UInt64 {
        let pen = try writable()
        return try await submit([try PreparedEntry(batch: header, of: items, seal: pen.seal)])
    }

    func writable() throws -> Pen {
        if let refusal { throw refusal }
        guard let pen else { throw LedgerError.readOnly(file: file) }
        return pen
    }

    func submit(_ entries: [PreparedEntry], erasing: [LedgerPosition] = []) async throws -> UInt64 {
        let pen = try writable()
        let weight = entries.reduce(0) { $0 + max(1, $1.bodies.count) }
        return try await withCheckedThrowingContinuation { continuation in
            let job = AppendJob(entries: entries, erasing: erasing) { continuation.resume(with: $0) }
            pen.queue.submit(job, weight: weight) { [self] jobs in commit(jobs, with: pen) }
        }
    }

    /// On the writer's thread.
    private func commit(_ jobs: [AppendJob], with pen: Pen) {
        do {
            if let refusal { throw refusal }
            let before = state.withLock { $0 }
            let after = try write(jobs, after: before, with: pen)
            state.withLock { $0 = after }
            var start = before.edge.size
            for job in jobs {
                job.answer(.success(start))
                start += UInt64(job.entries.count)
            }
        } catch {
            let failure = LedgerError(error, file: file)
            refuseIfUncertain()
            for job in jobs { job.answer(.failure(failure)) }
        }
    }

    private func write(_ jobs: [AppendJob], after before: State, with pen: Pen) throws -> State {
        var after = before
        try pool.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                let insert = try LedgerInsert(db)
                for job in jobs {
                    for position in job.erasing { try insert.erase(position) }
                    for entry in job.entries { try insert.add(entry, to: &after.edge) }
                }
                let checkpoint = Checkpoint(origin: origin, size: after.edge.size, root: after.edge.root)
                after.newest = StoredCheckpoint(
                    size: checkpoint.size, time: Int64(pen.now().timeIntervalSince1970 * 1_000),
                    note: try pen.signer.sign(checkpoint.text))
                try insert.replace(before.newest, by: after.newest)
                return .commit
            }
        }
        after.commits += 1
        do {
            let mark = LedgerGuard.Mark(size: after.edge.size, root: after.edge.root)
            try pen.guardian?.write(mark, turn: after.edge.size)
        } catch {
            // These entries are safe; without its guard the ledger takes no more.
            after.refusal = LedgerError(error, file: file)
        }
        return after
    }

    /// After a failed write: what stands on disk must be what memory says, else nothing more is signed by this opening.
    private func refuseIfUncertain() {
        let onDisk = try? pool.writeWithoutTransaction { try LoadedLedger.size($0, first: first) }
        state.withLock { state in
            guard onDisk != state.edge.size, state.refusal == nil else { return }
            state.refusal = .storage(file: file, reason: "the outcome of the last write is not known: close and open the ledger")
        }
    }
}
