// The proof that the views say nothing the ledger does not: fill fresh tables from the first entry on and compare.
import Crypto
import Foundation
import GRDB

extension ViewFile {
    /// Fills a temporary file from the ledger's beginning and compares it with the live one, table by table.
    ///
    /// Both are compared as they are after the same entry; appends and screenings go on meanwhile. The live file is not
    /// changed. O(ledger).
    ///
    /// - Returns: SHA-256, in hexadecimal, of each table's rows in sorted order.
    package func rebuild() async throws -> (live: [String: String], rebuilt: [String: String]) {
        try await Task.detached { try self.rebuildAndCompare() }.value
    }

    private func rebuildAndCompare() throws -> (live: [String: String], rebuilt: [String: String]) {
        let scratch = folder.appending(path: "views-rebuild-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let fresh = try Self.open(scratch.appending(path: "views.sqlite"), views: views, first: ledger.first)
        while true {
            let (size, snapshot) = try snapshot()
            _ = try applyAll(in: fresh, upTo: size, telling: false)
            // An erasure after the snapshot may have emptied a body that the fresh file no longer saw: take a newer one.
            guard try !ledger.erased(from: size) else { continue }
            let live = try snapshot.read { try dumps($0) }
            return (live, try fresh.read { try dumps($0) })
        }
    }

    /// The live file as it is after all entries written so far.
    private func snapshot() throws -> (size: UInt64, DatabaseSnapshot) {
        try thread.sync {
            let size = try applyAll(in: pool, upTo: ledger.size, telling: true)
            return (size, try pool.makeSnapshot())
        }
    }

    private func dumps(_ db: Database) throws -> [String: String] {
        var dumps: [String: String] = [:]
        for table in views.flatMap(\.tables) { dumps[table] = try Self.dump(table, db) }
        return dumps
    }

    /// Rows sorted by all their columns, so that neither row numbers nor the order of insertion matter.
    static func dump(_ table: String, _ db: Database) throws -> String {
        let columns = try db.columns(in: table).map { $0.name.quotedDatabaseIdentifier }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(columns) FROM \(table.quotedDatabaseIdentifier) ORDER BY \(columns)")
        var sha = SHA256()
        while let row = try rows.next() {
            for value in row.databaseValues { sha.update(data: value.dumped) }
        }
        return sha.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

extension DatabaseValue {
    /// Type, length and bytes, so that no two rows share a dump.
    fileprivate var dumped: [UInt8] {
        let (type, bytes): (UInt8, [UInt8]) =
            switch storage {
            case .null: (0, [])
            case .int64(let value): (1, Swift.withUnsafeBytes(of: value.bigEndian) { Array($0) })
            case .double(let value): (2, Swift.withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) })
            case .string(let value): (3, Array(value.utf8))
            case .blob(let value): (4, Array(value))
            }
        return [type] + Swift.withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { Array($0) } + bytes
    }
}

extension LedgerStore {
    /// Whether a body was erased at or after an index.
    func erased(from index: UInt64) throws -> Bool {
        try pool.read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM entries WHERE place >= ? AND instr(bytes, ?))",
                arguments: [Int64(index), Data("\"kind\":\"erasure\"".utf8)]) ?? false
        }
    }
}
