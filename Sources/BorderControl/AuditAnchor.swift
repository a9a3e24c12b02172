// The audit's newest checkpoint, written into the records every hour: whoever takes the audit away, whole or from its
// first day on, leaves the records saying how long it was and which root it had.

import Foundation
package import Ledger
package import Records
import Safeguards

extension RecordKind {
    /// Body: a signed checkpoint of the audit, as text.
    package static let auditCheckpoint: Self = "audit-checkpoint"
}

/// Body of an `audit-checkpoint` record.
struct AuditAnchor: Codable {
    var note: String
}

extension Journal {
    /// Writes a checkpoint of the audit into the records.
    package func anchor(audit note: String) async throws {
        try await write([
            draft(.auditCheckpoint, id: newID(), version: 1, by: AuditLog.machine, AuditAnchor(note: note), purposes: [.oversight])
        ])
    }

    /// The newest checkpoint of the audit that the records hold.
    package func auditAnchor() throws -> String? { try Self.auditAnchor(in: ledger) }

    /// The same from a ledger opened for reading. Cost: reads back to the newest one, an hour of records as a rule.
    package static func auditAnchor(in ledger: LedgerStore) throws -> String? {
        let slice: UInt64 = 256
        var end = ledger.size
        while end > ledger.first {
            let start = max(ledger.first, end > slice ? end - slice : 0)
            let anchors = try ledger.records(from: start, limit: Int(end - start)).filter { $0.header.kind == .auditCheckpoint }
            if let body = anchors.last?.body { return try JSONDecoder().decode(AuditAnchor.self, from: Data(body)).note }
            end = start
        }
        return nil
    }
}
