// What a run measured, beside what was promised.

import Foundation

/// One measured value.
struct Measure {
    var key: String
    var subject: String
    var value: Double
    var unit: String
    /// Bound that was promised; `nil` when the value only informs.
    var goal: Double?
    /// More is better.
    var floor = false

    var met: Bool? { goal.map { floor ? value >= $0 : value <= $0 } }

    /// Two digits behind the point at most.
    var rounded: Double { (value * 100).rounded() / 100 }

    var line: [String: Any] {
        var line: [String: Any] = ["key": key, "subject": subject, "value": rounded, "unit": unit]
        line["goal"] = goal
        line["met"] = met
        return line
    }
}

/// Seconds of many runs of one thing.
struct Timings {
    private let sorted: [Double]

    init(_ seconds: [Double]) { sorted = seconds.sorted() }

    /// Milliseconds that this share of the runs did not exceed.
    func milliseconds(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1_000
    }

    var count: Int { sorted.count }
}

enum Machine {
    /// Of this process, all threads.
    static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What a reader must know to compare: cores, memory, load when the run began.
    static var description: [String: Any] {
        let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").prefix(3)
        return [
            "cores": ProcessInfo.processInfo.activeProcessorCount,
            "memory_gib": Int(ProcessInfo.processInfo.physicalMemory >> 30),
            "system": ProcessInfo.processInfo.operatingSystemVersionString,
            "load_1_5_15_at_start": load?.joined(separator: " ") ?? "unknown",
        ]
    }
}

func seconds(of work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start) / .seconds(1)
}
