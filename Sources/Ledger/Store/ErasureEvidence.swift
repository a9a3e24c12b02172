// Erasures that outlive a backup. A restored copy does not know what was erased after it was made; this list tells it, and
// proves each erasure by the log's own signature.
package import Foundation
import GRDB

/// One erasure entry with the proof that the log signed it.
package struct ErasureEvidence: Codable, Hashable, Sendable {
    package var index: UInt64
    /// The entry as it was hashed.
    package var entry: Data
    /// Inclusion proof in the tree of `note`, hashes one after the other.
    package var proof: Data
    /// A signed checkpoint.
    package var note: String

    /// - Returns: the positions erased, or `nil` when the proof does not hold.
    func positions(lineage: Lineage) -> [LedgerPosition]? {
        guard let checkpoint = try? lineage.checkpoint(in: note).checkpoint, proof.count % 32 == 0, proof.count <= 64 * 32
        else { return nil }
        let bytes = Array(proof)
        let hashes = stride(from: 0, to: bytes.count, by: 32).compactMap { MerkleHash(bytes[$0..<$0 + 32]) }
        guard
            ProofCheck.inclusion(
                of: .leaf(entry), at: index, in: checkpoint.size, root: checkpoint.root, proof: hashes),
            case .erasure(let positions)? = LedgerEntry(Array(entry))?.content
        else { return nil }
        return positions
    }

    static func all(_ db: Database) throws -> [ErasureEvidence] {
        try Row.fetchAll(db, sql: "SELECT place, entry, proof, note FROM evidence ORDER BY place").map {
            ErasureEvidence(
                index: try $0.place(0), entry: Data(try $0.blob(1)), proof: Data(try $0.blob(2)), note: try $0.text(3))
        }
    }
}

extension LedgerStore {
    /// Every erasure of this ledger with its proof: kept apart from the backups and applied when one is restored.
    /// O(entries).
    package func erasureList() throws -> [ErasureEvidence] {
        try pool.read { db in
            let newest = try newestCheckpoint(db)
            let proofs = StoredTree(db: db, first: first).proofs
            let rows = try Row.fetchCursor(
                db, sql: "SELECT place, bytes FROM entries WHERE instr(bytes, ?) AND place < ? ORDER BY place",
                arguments: [Data("\"kind\":\"erasure\"".utf8), Int64(newest.size)])
            var list = try ErasureEvidence.all(db)
            while let row = try rows.next() {
                let index = try row.place(0)
                let proof = try proofs.inclusion(of: index, in: newest.size).flatMap(\.bytes)
                list.append(ErasureEvidence(index: index, entry: Data(try row.blob(1)), proof: Data(proof), note: newest.note))
            }
            return list
        }
    }
}
