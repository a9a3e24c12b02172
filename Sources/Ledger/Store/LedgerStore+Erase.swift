// Destroying bodies. History stays provable, content is gone.
import GRDB
package import Records

extension LedgerStore {
    /// Destroys bodies and their keys and appends the entry that says so, in one transaction; then empties the
    /// write-ahead log, so that no copy stays in the ledger's files.
    ///
    /// A position erased before may be named again. What the disk itself keeps of overwritten blocks is out of reach.
    ///
    /// - Parameter header: of kind `erasure`.
    /// - Throws: `LedgerError.noBody` when a position never had one; nothing is erased then.
    package func erase(_ positions: [LedgerPosition], header: RecordHeader) async throws {
        let pen = try writable()
        let positions = Set(positions).sorted()
        guard !positions.isEmpty else { return }
        let entries = try stride(from: 0, to: positions.count, by: LedgerEntry.erasureLimit).map { start in
            let part = Array(positions[start..<min(start + LedgerEntry.erasureLimit, positions.count)])
            return try PreparedEntry(erasing: part, header: header)
        }
        try await checkBodies(at: positions)
        _ = try await submit(entries, erasing: positions)
        try emptyWriteAheadLog(pen)
    }

    /// Before the write, since a refused job would take down those that share its transaction.
    private func checkBodies(at positions: [LedgerPosition]) async throws {
        try await pool.read { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM bodies WHERE place = ?")
            for position in positions where try Int.fetchOne(statement, arguments: [position.packed]) == nil {
                throw LedgerError.noBody(at: position)
            }
        }
    }

    private func emptyWriteAheadLog(_ pen: Pen) throws {
        do {
            _ = try pen.queue.exclusively {
                try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            }
        } catch {
            throw LedgerError(error, file: file)
        }
    }
}
