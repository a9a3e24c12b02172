// The job that keeps the dates: what is past its delete date is erased, each run is audited, and nothing is extended.

package import Foundation
package import Records

/// What one run did.
package struct RetentionReport: Sendable, Hashable {
    /// Records erased, by register.
    package var erased: [String: Int] = [:]
    /// Days of the audit whose keys and files were destroyed.
    package var auditDays: [CalendarDay] = []
    /// Records whose review is overdue, by register.
    package var overdue: [String: Int] = [:]
}

package struct RetentionJob: Sendable {
    /// Most erased in one transaction.
    package static let slice = 500

    private let registers: [any RetainedRegister]
    private let gate: Gate
    private let now: @Sendable () -> Date

    package init(registers: [any RetainedRegister], gate: Gate, now: @escaping @Sendable () -> Date) {
        self.registers = registers
        self.gate = gate
        self.now = now
    }

    /// Erases what is due. The node runs it every hour; running it twice does nothing the second time.
    package func run() async throws -> RetentionReport {
        let today = AuditShelf.day(now())
        var report = RetentionReport()
        for register in registers {
            while true {
                let due = try register.pastDelete(on: today, limit: Self.slice)
                guard !due.isEmpty else { break }
                let warrant = try await gate.maintenance(
                    .purge, detail: "\(register.name): \(due.count) past their delete date")
                try await register.erase(due, under: warrant)
                report.erased[register.name, default: 0] += due.count
                let left = try register.pastDelete(on: today, limit: Self.slice)
                guard Set(left).isDisjoint(with: due) else {
                    throw RetentionError.notErased(register: register.name, count: Set(left).intersection(due).count)
                }
            }
            let overdue = try register.reviews(dueBy: today.adding(days: -1), limit: 10_000).count
            if overdue > 0 { report.overdue[register.name] = overdue }
        }
        report.auditDays = try await pruneAudit()
        return report
    }

    /// Reviews due within some days, the most urgent first.
    package func reviews(within days: Int, limit: Int = 500) throws -> [DueReview] {
        let day = AuditShelf.day(now()).adding(days: days)
        let due = try registers.flatMap { try $0.reviews(dueBy: day, limit: limit) }
        return Array(due.sorted { ($0.retention.review, $0.record) < ($1.retention.review, $1.record) }.prefix(limit))
    }

    private func pruneAudit() async throws -> [CalendarDay] {
        guard try gate.audit.isPruneDue else { return [] }
        return try gate.audit.prune(under: try await gate.maintenance(.purge, detail: "audit days past retention"))
    }
}

package enum RetentionError: Error, Equatable, CustomStringConvertible {
    case notErased(register: String, count: Int)

    package var description: String {
        switch self {
        case .notErased(let register, let count):
            "\(count) records of \(register) are still there after erasing: stop relying on the register and run rebuild"
        }
    }
}
