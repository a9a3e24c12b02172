// Slowing down those who guess, without locking out those who work.

package import Foundation
import Synchronization

/// How many wrong attempts are free, and how the wait grows. A table, so that the page and the code agree.
package struct ThrottleRule: Sendable {
    package var free: Int
    /// First wait; doubles with each further wrong attempt.
    package var first: TimeInterval
    package var longest: TimeInterval

    /// An account: five slips are human. Twenty wrong attempts take over an hour and a half.
    package static let account = ThrottleRule(free: 5, first: 2, longest: 15 * 60)
    /// An address: a whole post may share one, so it is slowed late and never for long.
    package static let address = ThrottleRule(free: 60, first: 1, longest: 60)

    func wait(after failures: Int) -> TimeInterval {
        failures < free ? 0 : min(longest, first * pow(2, Double(min(failures - free, 30))))
    }
}

/// Wrong attempts by account and by address. In memory: nobody outside can restart the node to clear it.
final class SignInThrottle: Sendable {
    private struct Record {
        var failures = 0
        var last = Date.distantPast
        var toldAt: Int?
    }

    /// Forgotten after this much quiet.
    private static let memory: TimeInterval = 3600
    private static let mostRecords = 50_000
    private let now: @Sendable () -> Date
    private let records = Mutex<[String: Record]>([:])

    init(now: @escaping @Sendable () -> Date) { self.now = now }

    /// Seconds to wait before this account or address may try again, and whether that is news for the audit.
    func wait(account: String, address: String) -> (seconds: Int, isNews: Bool)? {
        let time = now()
        return records.withLock { records in
            var longest = 0.0
            var isNews = false
            for (key, rule) in Self.keys(account, address) {
                guard let record = records[key] else { continue }
                let left = record.last.addingTimeInterval(rule.wait(after: record.failures)).timeIntervalSince(time)
                guard left > 0 else { continue }
                longest = max(longest, left)
                if record.toldAt != record.failures {
                    records[key]?.toldAt = record.failures
                    isNews = true
                }
            }
            return longest > 0 ? (Int(longest.rounded(.up)), isNews) : nil
        }
    }

    /// Counted before the password is checked, so that attempts sent at once are counted too.
    func attempt(account: String, address: String) {
        let time = now()
        records.withLock { records in
            if records.count > Self.mostRecords {
                records = records.filter { time.timeIntervalSince($0.value.last) < Self.memory }
            }
            for (key, _) in Self.keys(account, address) {
                var record = records[key] ?? Record()
                if time.timeIntervalSince(record.last) >= Self.memory { record = Record() }
                record.failures += 1
                record.last = time
                records[key] = record
            }
        }
    }

    /// The password was right and the code is still to come: the attempt does not count, but nothing is forgiven, or
    /// someone who has the password could guess codes for ever.
    func halfway(account: String, address: String) {
        records.withLock { records in
            for (key, _) in Self.keys(account, address) { records[key]?.failures -= 1 }
        }
    }

    /// A right attempt clears the account, and takes itself off the address.
    func succeeded(account: String, address: String) {
        records.withLock { records in
            records["account " + account] = nil
            records["address " + address]?.failures -= 1
        }
    }

    private static func keys(_ account: String, _ address: String) -> [(String, ThrottleRule)] {
        [("account " + account, .account), ("address " + address, .address)]
    }
}
