// Writes wait together: whoever arrives while a transaction runs shares the next one. No timer; an idle store commits
// at once.
import Dispatch
import Synchronization

/// A queue with one writer and two lanes: in each round all waiting small jobs, up to a weight, and at most one bulk job,
/// so that neither an import nor a busy desk waits for ever.
final class GroupCommit<Job: Sendable>: Sendable {
    private struct Waiting {
        var small: [(weight: Int, job: Job)] = []
        var bulk: [Job] = []
        var running = false
    }

    /// Most weight of small jobs in one round.
    static var roundLimit: Int { 256 }
    /// From this weight on a job is bulk.
    static var bulkWeight: Int { 32 }

    private let waiting = Mutex(Waiting())
    private let thread: DispatchQueue

    init(label: String) { thread = DispatchQueue(label: label, qos: .userInitiated) }

    /// - Parameter commit: runs on one thread, never twice at once; must answer every job.
    func submit(_ job: Job, weight: Int, commit: @escaping @Sendable ([Job]) -> Void) {
        let idle = waiting.withLock { waiting in
            if weight >= Self.bulkWeight { waiting.bulk.append(job) } else { waiting.small.append((weight, job)) }
            defer { waiting.running = true }
            return !waiting.running
        }
        guard idle else { return }
        thread.async { [self] in
            while let round = nextRound() { commit(round) }
        }
    }

    /// Runs on the writer's thread when nothing waits.
    func exclusively<T>(_ body: () throws -> T) rethrows -> T { try thread.sync(execute: body) }

    private func nextRound() -> [Job]? {
        waiting.withLock { waiting in
            var weight = 0
            let count = waiting.small.prefix { job in
                weight += job.weight
                return weight <= Self.roundLimit
            }.count
            var round = waiting.small.prefix(count).map(\.job)
            waiting.small.removeFirst(count)
            if !waiting.bulk.isEmpty { round.append(waiting.bulk.removeFirst()) }
            waiting.running = !round.isEmpty
            return round.isEmpty ? nil : round
        }
    }
}
