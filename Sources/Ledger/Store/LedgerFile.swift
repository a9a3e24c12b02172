// The tables under a ledger. Rows are added and, but for sealed bodies, never changed.
import Foundation
import GRDB

/// Opens and describes `<name>.sqlite`.
enum LedgerFile {
    static let format = "serai-ledger-1"

    /// entries: the leaves' bytes. hashes: leaf hashes and, every eighth level, subtree hashes: the tiles, as rows
    /// (`place` = level << 56 | index). bodies: one for each slot (`place` = index << 8 | slot); of an erased one `sealed`
    /// is NULL; id, version and commitment only in batches, where the entry does not hold them. seeds: what earlier files
    /// of the same log left behind. evidence: erasures learned when a backup was restored.
    static let schema = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE entries (place INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE hashes (place INTEGER PRIMARY KEY, hash BLOB NOT NULL);
        CREATE TABLE bodies (place INTEGER PRIMARY KEY, sealed BLOB, id TEXT, version INTEGER, commitment BLOB);
        CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, time INTEGER NOT NULL, note TEXT NOT NULL);
        CREATE TABLE seeds (place INTEGER PRIMARY KEY, hash BLOB NOT NULL);
        CREATE TABLE evidence (place INTEGER PRIMARY KEY, entry BLOB NOT NULL, proof BLOB NOT NULL, note TEXT NOT NULL);
        """

    static func place(level: Int, index: UInt64) -> Int64 { Int64(level) << 56 | Int64(index) }

    static func open(_ file: URL, readOnly: Bool) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 8
        configuration.label = file.lastPathComponent
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -16000; PRAGMA mmap_size = 268435456; PRAGMA secure_delete = ON")
        }
        let pool = try DatabasePool(path: file.path, configuration: configuration)
        if !readOnly {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                    throw LedgerError.storage(file: file.lastPathComponent, reason: "synchronous writing is not available")
                }
            }
        }
        return pool
    }
}

extension LedgerError {
    /// A database error in the words of this room.
    init(_ error: any Error, file: String) {
        switch error {
        case let error as LedgerError: self = error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL: self = .storageFull(file: file)
        case let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB:
            self = .damaged(file: file, reason: error.message ?? "\(error.resultCode)")
        case is RowDecodingError: self = .damaged(file: file, reason: "a column is of another type")
        case let error as DatabaseError where error.resultCode == .SQLITE_READONLY: self = .readOnly(file: file)
        case let error as DatabaseError:
            self = .storage(file: file, reason: error.message ?? "\(error.resultCode)")
        default: self = .storage(file: file, reason: String(describing: type(of: error)))
        }
    }
}
