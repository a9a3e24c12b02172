package import Foundation
import Synchronization

/// A clock that moves only when a test says so.
package final class FixedClock: Sendable {
    private let instant: Mutex<Date>

    /// Starts at 2026-11-22 12:00 UTC unless told otherwise.
    package init(_ start: Date = Date(timeIntervalSince1970: 1_795_348_800)) { instant = Mutex(start) }

    package var now: @Sendable () -> Date { { self.instant.withLock { $0 } } }
    package func advance(seconds: TimeInterval) { instant.withLock { $0 += seconds } }
}
