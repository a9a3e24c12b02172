// Which day file is being written. At midnight UTC the writers of the old day finish, and only then the new file begins
// where the old one ended; nobody's entry is lost or written twice.

import Foundation
import Ledger
import Records
import Synchronization

/// Hands out the day's file to writers and turns the page between days.
final class AuditShelf: Sendable {
    private struct State {
        var day: CalendarDay
        var store: LedgerStore
        var writers = 0
        var turning = false
        var drained: CheckedContinuation<Void, Never>?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private enum Step {
        case write(LedgerStore)
        case turn(from: LedgerStore, to: CalendarDay)
        case wait
    }

    private let days: AuditDays
    private let now: @Sendable () -> Date
    private let state: Mutex<State>

    init(days: AuditDays, now: @escaping @Sendable () -> Date) throws {
        self.days = days
        self.now = now
        let today = Self.day(now())
        let last = try days.all().last
        // A clock set back does not reopen a finished day.
        if let last, last >= today {
            state = Mutex(State(day: last, store: try days.open(last, after: nil, now: now)))
        } else {
            let before = try last.map { try days.open($0, after: nil, now: now) }
            // It stays the current day: whoever writes is told why nothing may be signed.
            if let last, let before, before.refusal != nil {
                state = Mutex(State(day: last, store: before))
                return
            }
            state = Mutex(State(day: today, store: try days.open(today, after: before, now: now)))
        }
    }

    static func day(_ time: Date) -> CalendarDay {
        CalendarDay(millisecondsSince1970: Int64((time.timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Runs one write in the file of today.
    func write<Answer: Sendable>(_ body: (LedgerStore) async throws -> Answer) async throws -> Answer {
        while true {
            switch next() {
            case .write(let store):
                defer { finished() }
                return try await body(store)
            case .turn(let store, let day): try await turn(from: store, to: day)
            case .wait: await turned()
            }
        }
    }

    /// The file being written.
    var current: (day: CalendarDay, store: LedgerStore) { state.withLock { ($0.day, $0.store) } }

    private func next() -> Step {
        let today = Self.day(now())
        return state.withLock { state in
            if state.turning { return .wait }
            if today > state.day {
                state.turning = true
                return .turn(from: state.store, to: today)
            }
            state.writers += 1
            return .write(state.store)
        }
    }

    private func finished() {
        state.withLock { state in
            state.writers -= 1
            guard state.writers == 0 else { return }
            state.drained?.resume()
            state.drained = nil
        }
    }

    private func turn(from store: LedgerStore, to day: CalendarDay) async throws {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.writers == 0 { continuation.resume() } else { state.drained = continuation }
            }
        }
        let opened = Result { try days.open(day, after: store, now: now) }
        let waiting = state.withLock { state in
            if case .success(let next) = opened { (state.day, state.store) = (day, next) }
            state.turning = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
        _ = try opened.get()
    }

    private func turned() async {
        await withCheckedContinuation { continuation in
            let gone = state.withLock { state in
                if state.turning { state.waiting.append(continuation) }
                return !state.turning
            }
            if gone { continuation.resume() }
        }
    }
}
