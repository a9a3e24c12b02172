// Passages of the last minutes. A passport pulled through the reader three times is one traveller, and a family waits
// together. Kept in memory only: after a restart the next scan starts a new passage.

package import Records
import Synchronization

/// Folds repeated scans, and counts who travels together.
package final class Passages: Sendable {
    private struct Recent {
        var at: Int64
        var caseID: RecordID?
        /// Opened at an officer's wish: kept apart, so that a match found later never folds into a case without one, and
        /// so that its number says nothing of a discreet check.
        var sentID: RecordID?
    }

    private struct State {
        var recent: [String: Recent] = [:]
        var swept: Int64 = 0
        var groups: [RecordID: (group: TravelGroup, at: Int64)] = [:]
    }

    private let state = Mutex(State())
    private let windowMilliseconds: Int64

    package init(windowSeconds: Int64) { windowMilliseconds = windowSeconds * 1_000 }

    /// - Returns: whether this document passed here within the window, and the case that was opened for it.
    package func earlier(_ passage: String, now: Int64) -> (seen: Bool, caseID: RecordID?) {
        state.withLock { state in
            guard let recent = state.recent[passage], now - recent.at <= windowMilliseconds else { return (false, nil) }
            return (true, recent.caseID)
        }
    }

    package func note(_ passage: String, caseID: RecordID?, now: Int64) {
        state.withLock { state in
            state.recent[passage] = Recent(at: now, caseID: caseID, sentID: state.recent[passage]?.sentID)
            if now - state.swept > 60_000 {
                state.swept = now
                state.recent = state.recent.filter { now - $0.value.at <= windowMilliseconds }
            }
        }
    }

    /// The case an officer asked for at this passage, within the window.
    package func sent(_ passage: String, now: Int64) -> RecordID? {
        state.withLock { state in
            state.recent[passage].flatMap { now - $0.at <= windowMilliseconds ? $0.sentID : nil }
        }
    }

    package func noteSent(_ passage: String, caseID: RecordID, now: Int64) {
        state.withLock { state in
            state.recent[passage] = Recent(at: now, caseID: state.recent[passage]?.caseID, sentID: caseID)
        }
    }

    /// Counts one more traveller of a group; a group is forgotten an hour after its last traveller.
    package func join(_ id: RecordID, toSecondLine: Bool, folded: Bool, now: Int64) -> TravelGroup {
        state.withLock { state in
            state.groups = state.groups.filter { now - $0.value.at < 3_600_000 }
            var group = state.groups[id]?.group ?? TravelGroup(id: id)
            if !folded {
                group.travellers += 1
                group.toSecondLine += toSecondLine ? 1 : 0
            }
            state.groups[id] = (group, now)
            return group
        }
    }

    /// A traveller already counted is asked to the second line after all.
    package func hold(_ id: RecordID, now: Int64) -> TravelGroup {
        state.withLock { state in
            var group = state.groups[id]?.group ?? TravelGroup(id: id, travellers: 1)
            group.toSecondLine += 1
            state.groups[id] = (group, now)
            return group
        }
    }
}
