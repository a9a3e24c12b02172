// The audit of one node.

package import Foundation
package import Records
import Synchronization

package final class AuditLog: Sendable {
    /// The author of what the node does on its own.
    package static let machine: OfficerID = "node"
    private let count = Mutex<UInt64>(0)

    package init(
        folder: URL, secrets: NodeSecrets, node: NodeID, now: @escaping @Sendable () -> Date
    ) throws {}

    func write(_ query: AuditedQuery, by officer: Officer, decision: AccessDecision) async throws -> UInt64 { next() }
    func write(_ task: MaintenanceTask, detail: String, by officer: OfficerID) async throws -> UInt64 { next() }
    func write(_ event: AuditEvent) async throws -> UInt64 { next() }

    private func next() -> UInt64 {
        count.withLock { count in
            count += 1
            return count - 1
        }
    }
}
