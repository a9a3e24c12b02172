// One ledger in one file: opening it, and knowing whether it may be written.
package import Foundation
import GRDB
import Records
import Synchronization

/// An append-only, Merkle-hashed, signed sequence of entries with erasable bodies beside it.
///
/// One writer at a time, enforced by a lock on `<name>.lock`; any number of readers. Every append returns after body,
/// key, entry, tree and signed checkpoint are on disk together.
package final class LedgerStore: Sendable {
    package let folder: URL
    package let name: String
    /// The names this log has had; more than one when an old copy was put back and the next number opened.
    package let lineage: Lineage
    /// Entries below this index stand in earlier files of the same log.
    package let first: UInt64
    let pool: DatabasePool
    let seal: BodySeal?
    let state: Mutex<State>
    /// `nil` when open for reading only.
    let pen: Pen?

    struct State: Sendable {
        var edge: RightEdge
        var newest: StoredCheckpoint
        /// Disk writes since opening.
        var commits = 0
        /// Why nothing may be signed; `nil` when all is well.
        var refusal: LedgerError?
    }

    /// What it takes to write.
    struct Pen: Sendable {
        var signer: NoteSigner
        var seal: BodySeal
        var guardian: LedgerGuard?
        var lock: WriterLock
        var now: @Sendable () -> Date
        var queue: GroupCommit<AppendJob>
    }

    var file: String { name + ".sqlite" }

    /// The log's name in checkpoints.
    package var origin: String { lineage.current.name }

    /// What others need to check this log.
    package var verifier: NoteKey { lineage.current }

    /// Opens for writing; makes the file when there is none.
    ///
    /// A ledger that is older than its guard file opens all the same, so that it can be read and verified, but refuses
    /// to sign: see `refusal`.
    ///
    /// - Parameters:
    ///   - origin: the log's name in checkpoints, the same in all files of one log. A file that went on under a later
    ///     number is opened by any of its names.
    ///   - continuing: for a new file of the same log, the frontier of the one before.
    /// - Throws: `LedgerError`, `.alreadyOpen` when another process writes it.
    package init(
        folder: URL, name: String, origin: String, keys: LedgerKeys, now: @escaping @Sendable () -> Date,
        continuing: Frontier? = nil
    ) throws {
        let file = name + ".sqlite"
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let lock = try WriterLock(folder.appending(path: name + ".lock"))
            let asked = try keys.signer(origin: origin)
            pool = try LedgerFile.open(folder.appending(path: file), readOnly: false)
            let beginner = try continuing.map { try keys.signer(origin: $0.lineage.current.name) } ?? asked
            let start = BeginLedger(signer: beginner, continuing: continuing, time: now())
            try pool.writeWithoutTransaction { try start.ifNew($0) }
            let loaded = try pool.read { try LoadedLedger($0, file: file, verifier: asked.key, continuing: continuing) }
            let signer = try keys.signer(origin: loaded.lineage.current.name)
            let (guardian, refusal) = try loaded.guarded(folder.appending(path: name + ".guard"), pool: pool)
            (self.folder, self.name, first, lineage) = (folder, name, loaded.first, loaded.lineage)
            let seal = BodySeal(keys.sealing)
            self.seal = seal
            state = Mutex(State(edge: loaded.edge, newest: loaded.newest, refusal: refusal))
            pen = Pen(
                signer: signer, seal: seal, guardian: guardian, lock: lock, now: now,
                queue: GroupCommit(label: "serai.ledger.\(name)"))
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// Opens for reading only, beside a running writer or alone.
    ///
    /// - Parameter sealing: without it every body reads as erased, and bodies are not verified.
    private init(reading folder: URL, name: String, verifier: NoteKey, seal: BodySeal?) throws {
        let file = name + ".sqlite"
        guard FileManager.default.fileExists(atPath: folder.appending(path: file).path) else {
            throw LedgerError.missing(file: file)
        }
        do {
            pool = try LedgerFile.open(folder.appending(path: file), readOnly: true)
            let loaded = try pool.read { try LoadedLedger($0, file: file, verifier: verifier, continuing: nil) }
            (self.folder, self.name, first, lineage) = (folder, name, loaded.first, loaded.lineage)
            (self.seal, pen) = (seal, nil)
            state = Mutex(State(edge: loaded.edge, newest: loaded.newest, refusal: .readOnly(file: file)))
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// Opens for reading only, beside a running writer or alone.
    ///
    /// - Parameter keys: its sealing key opens the bodies.
    package static func open(readOnly folder: URL, name: String, origin: String, keys: LedgerKeys) throws -> LedgerStore {
        try LedgerStore(
            reading: folder, name: name, verifier: keys.verifier(origin: origin), seal: BodySeal(keys.sealing))
    }

    /// Opens for someone who holds the verifier key alone: bodies read as `nil` and are not verified.
    package static func open(readOnly folder: URL, name: String, verifier: NoteKey) throws -> LedgerStore {
        try LedgerStore(reading: folder, name: name, verifier: verifier, seal: nil)
    }

    /// Lets what waits be written, then lets go of the file. Idempotent; afterwards every call throws.
    package func close() throws {
        let shut = { self.state.withLock { $0.refusal = .closed(file: self.file) } }
        if let pen {
            pen.queue.exclusively(shut)
            // The last connection to close may be a reader, which cannot fold the write-ahead log back in.
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } else {
            shut()
        }
        try pool.close()
        pen?.lock.release()
    }

    /// Entries in the log, those of earlier files included.
    package var size: UInt64 {
        if pen != nil { return state.withLock { $0.edge.size } }
        return (try? pool.read { try LoadedLedger.size($0, first: first) }) ?? state.withLock { $0.edge.size }
    }

    /// Transactions, and so disk writes, since this store was opened.
    package var commits: Int { state.withLock { $0.commits } }

    /// Refuses writes with `LedgerError.storageFull` once the file would grow beyond this, so that the disk keeps room
    /// for what else the node must write. Whole pages of 4,096 bytes; until the store is closed.
    package func limit(bytes: Int) throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(max(1, bytes / 4_096))") }
    }

    /// Why nothing may be signed; `nil` when the ledger can be written.
    package var refusal: LedgerError? { state.withLock { $0.refusal } }
}
