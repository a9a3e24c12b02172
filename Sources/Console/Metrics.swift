// Figures for the machine room: how many, how long, how old. A metric never carries a name, a number or an officer.
import Synchronization

/// Counters, gauges and histograms, written in the Prometheus text format.
///
/// Source of the form: Prometheus exposition format 0.0.4.
package final class Metrics: Sendable {
    /// Upper bounds of the latency histograms, seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

    private struct Histogram {
        var buckets = [UInt64](repeating: 0, count: Metrics.bounds.count)
        var count: UInt64 = 0
        var sum = 0.0
    }

    private struct State {
        var counters: [String: UInt64] = [:]
        var histograms: [String: Histogram] = [:]
        var gauges: [(name: String, help: String, read: @Sendable () -> Double?)] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// - Parameter series: name with its labels, such as `serai_screenings_total{outcome="clear"}`. Labels come from
    ///   our own source, never from a request.
    package func count(_ series: String, by amount: UInt64 = 1) {
        state.withLock { $0.counters[series, default: 0] += amount }
    }

    /// Adds one duration to a histogram, seconds.
    package func observe(_ name: String, seconds: Double) {
        state.withLock { state in
            var histogram = state.histograms[name] ?? Histogram()
            for (place, bound) in Self.bounds.enumerated() where seconds <= bound { histogram.buckets[place] += 1 }
            histogram.count += 1
            histogram.sum += seconds
            state.histograms[name] = histogram
        }
    }

    /// A value read when somebody asks; `nil` leaves the line out.
    package func gauge(_ name: String, help: String, read: @escaping @Sendable () -> Double?) {
        state.withLock { $0.gauges.append((name, help, read)) }
    }

    package var text: String {
        let (counters, histograms, gauges) = state.withLock { ($0.counters, $0.histograms, $0.gauges) }
        var lines: [String] = []
        var typed: Set<String> = []
        for (series, value) in counters.sorted(by: { $0.key < $1.key }) {
            let name = String(series.prefix { $0 != "{" })
            if typed.insert(name).inserted { lines.append("# TYPE \(name) counter") }
            lines.append("\(series) \(value)")
        }
        for (name, histogram) in histograms.sorted(by: { $0.key < $1.key }) {
            lines.append("# TYPE \(name) histogram")
            for (bound, count) in zip(Self.bounds, histogram.buckets) { lines.append("\(name)_bucket{le=\"\(bound)\"} \(count)") }
            lines.append("\(name)_bucket{le=\"+Inf\"} \(histogram.count)")
            lines.append("\(name)_sum \(histogram.sum)")
            lines.append("\(name)_count \(histogram.count)")
        }
        for (name, help, read) in gauges.sorted(by: { $0.name < $1.name }) {
            guard let value = read() else { continue }
            lines.append("# HELP \(name) \(help)")
            lines.append("# TYPE \(name) gauge")
            lines.append("\(name) \(value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
