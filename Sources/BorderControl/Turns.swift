// One at a time: two officers who decide the same case, two readers that pull the same passport. What is checked before a
// write still holds when the write is made, because whoever comes second waits for their turn and then looks again.

import Synchronization

/// Turns by key, first come first served, in this process; a home has one process.
final class Turns: Sendable {
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    func take<Answer>(_ key: String, _ work: () async throws -> Answer) async rethrows -> Answer {
        await withCheckedContinuation { continuation in
            let first = waiting.withLock { waiting in
                guard waiting[key] != nil else {
                    waiting[key] = []
                    return true
                }
                waiting[key]?.append(continuation)
                return false
            }
            if first { continuation.resume() }
        }
        defer {
            let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
                guard waiting[key]?.isEmpty == false else {
                    waiting[key] = nil
                    return nil
                }
                return waiting[key]?.removeFirst()
            }
            next?.resume()
        }
        return try await work()
    }
}
