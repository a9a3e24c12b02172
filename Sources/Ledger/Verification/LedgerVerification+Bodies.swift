// A body may be missing only when an erasure says so.
import GRDB

extension LedgerVerification {
    /// An erasure entry names positions: their bodies must be gone.
    mutating func account(for positions: [LedgerPosition], before index: UInt64) throws {
        for position in positions where bodiless.remove(position.packed) == nil && position.index < index {
            let present = try store.pool.read { db in
                try Bool.fetchOne(
                    db, sql: "SELECT sealed IS NOT NULL FROM bodies WHERE place = ?", arguments: [position.packed])
            }
            if present == true { faults.append(.bodyNotErased(at: position)) }
        }
    }

    /// Bodies erased while this ran, or before a backup was restored, are accounted for; others are missing.
    mutating func accountForBodiless(after size: UInt64) throws {
        guard !bodiless.isEmpty, !full else { return }
        var at = size
        while true {
            let entries = try store.pool.read { try VerificationSlice($0, at..<at + Self.slice).entries }
            guard !entries.isEmpty else { break }
            for case .erasure(let positions)? in entries.values.map({ LedgerEntry($0)?.content }) {
                for position in positions { bodiless.remove(position.packed) }
            }
            at += Self.slice
        }
        for evidence in try store.pool.read({ try ErasureEvidence.all($0) }) {
            guard let positions = evidence.positions(lineage: store.lineage) else {
                faults.append(.evidenceInvalid(at: evidence.index))
                continue
            }
            for position in positions { bodiless.remove(position.packed) }
        }
        faults += bodiless.sorted().prefix(Self.faultLimit).map { .bodyMissing(at: LedgerPosition(packed: $0)) }
    }
}
