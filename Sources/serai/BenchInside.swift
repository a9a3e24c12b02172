// The same node without HTTP: what auditing costs beside a bare shared disk write, and what an import does to the lanes.

import BorderControl
import Foundation
import Ledger
import Records
import Safeguards
import SeraiNode
import Synchronization

struct BenchInside {
    private let node: Node
    private let officer = Officer(id: "o-bench", name: "Bench", roles: [.firstLine], post: "north")

    init(home: Home) async throws { node = try await Demonstration.open(home, port: 0) { _ in } }

    /// A warrant (decision, audit entry on disk) beside one bare append, in turns: with the callers of a busy crossing,
    /// with more callers than a node ever has, and with one alone.
    func audit() async throws -> [Measure] {
        try await audit(callers: 8, key: "audit") + audit(callers: 64, key: "audit_rush") + audit(callers: 1, key: "audit_alone")
            + [traces(), signIns()]
    }

    private func audit(callers: Int, key: String) async throws -> [Measure] {
        let bare = try LedgerStore(
            folder: node.home.folder.appending(path: key), name: "bare", origin: "bench/serai/records/1",
            keys: .generate(), now: { Date() })
        let query = AuditedQuery.screening(
            Traveller(name: .written("Invented Traveller"), birth: PartialDate(year: 1980)), at: "north")
        var (warrants, writes): ([Double], [Double]) = ([], [])
        var (warrantCPU, writeCPU) = (0.0, 0.0)
        // Short turns, so that what else the machine does weighs on both alike.
        for round in 0..<42 {
            let start = Machine.cpuSeconds
            let one = try await lanes(callers, each: 5) { _ in _ = try await node.gate.warrant(for: query, by: officer) }
            let middle = Machine.cpuSeconds
            let other = try await lanes(callers, each: 5) { number in _ = try await bare.append(Self.draft(number)) }
            // The first turns warm both.
            guard round > 1 else { continue }
            (warrants, writes) = (warrants + one, writes + other)
            (warrantCPU, writeCPU) = (warrantCPU + middle - start, writeCPU + Machine.cpuSeconds - middle)
        }
        try bare.close()
        let (with, without) = (Timings(warrants).milliseconds(0.95), Timings(writes).milliseconds(0.95))
        let who = callers == 1 ? "1 caller" : "\(callers) callers"
        return [
            Measure(key: "\(key)_bare_p95_ms", subject: "one bare shared append to disk, \(who), p95", value: without, unit: "ms"),
            Measure(
                key: "\(key)_bare_p50_ms", subject: "one bare shared append to disk, \(who), p50",
                value: Timings(writes).milliseconds(0.5), unit: "ms"),
            Measure(key: "\(key)_p95_ms", subject: "policy and audit entry on disk, \(who), p95", value: with, unit: "ms"),
            Measure(
                key: "\(key)_over_bare_p95_ms", subject: "auditing beyond one shared append, \(who), p95", value: with - without,
                unit: "ms", goal: 2),
            Measure(
                key: "\(key)_over_bare_ratio", subject: "auditing by one bare shared append, \(who), p95", value: with / without,
                unit: "ratio"),
            Measure(
                key: "\(key)_bare_cpu_us", subject: "processor time of a bare append, \(who)",
                value: writeCPU / Double(writes.count) * 1e6, unit: "us"),
            Measure(
                key: "\(key)_cpu_us", subject: "processor time of policy and audit entry, \(who)",
                value: warrantCPU / Double(warrants.count) * 1e6, unit: "us"),
        ]
    }

    /// What the data protection desk waits for: tokens of every entry so far, then a reading of as many lines.
    private func traces() throws -> Measure {
        try node.audit.archive.discardTraces()
        let start = ContinuousClock.now
        try node.audit.archive.catchUp()
        let took = (ContinuousClock.now - start) / .microseconds(1)
        return Measure(
            key: "traces_us", subject: "finding where a look stands, an audit entry", value: took / Double(max(1, node.audit.size)),
            unit: "us")
    }

    /// One after the other, as the node takes them: what a shift waits at its start.
    private func signIns() async throws -> Measure {
        let count = 8
        let total = try await seconds {
            for _ in 0..<count {
                _ = try await node.accounts.signIn("first", password: Demonstration.password, from: "bench")
            }
        }
        return Measure(
            key: "sign_ins_per_second", subject: "sign-ins with a password, one at a time", value: Double(count) / total, unit: "1/s")
    }

    /// 64 callers without a pause.
    func screening() async throws -> [Measure] {
        let requests = try requests(6_400, seed: 77)
        var times: [Double] = []
        let total = try await seconds {
            times = try await lanes(64, each: 100) { _ = try await node.desk.screen(requests[$0], by: officer) }
        }
        let found = Timings(times)
        return [
            Measure(
                key: "inside_per_second", subject: "audited screenings in the process, 64 callers", value: Double(requests.count) / total,
                unit: "1/s", goal: 500, floor: true)
        ]
            + [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, share in
                Measure(
                    key: "inside_\(name)_ms", subject: "audited screening in the process, 64 callers, \(name)",
                    value: found.milliseconds(share), unit: "ms")
            }
    }

    /// An import beside lanes that scan every 20 ms.
    func bulk(_ count: Int) async throws -> [Measure] {
        let requests = try requests(20_000, seed: 78)
        let end = ContinuousClock.now + .seconds(4)
        let before = try await scan(requests) { ContinuousClock.now < end }
        let done = Flag()
        let list = InventedPeople.list(count, on: CalendarDay(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)))
        async let during = scan(requests) { !done.isUp.load(ordering: .relaxed) }
        let total = try await seconds {
            defer { done.isUp.store(true, ordering: .relaxed) }
            _ = try await node.importList(list)
        }
        let (calm, busy) = (before.milliseconds(0.99), try await during.milliseconds(0.99))
        return [
            Measure(
                key: "import_seconds", subject: "import of \(count) alerts beside four scanning lanes", value: total, unit: "s", goal: 30),
            Measure(key: "before_import_p99_ms", subject: "screening before the import, p99", value: calm, unit: "ms"),
            Measure(key: "during_import_p99_ms", subject: "screening during the import, p99", value: busy, unit: "ms"),
            Measure(
                key: "import_delay_p99_ms", subject: "what the import adds to a screening, p99", value: busy - calm, unit: "ms", goal: 50),
        ]
    }

    private final class Flag: Sendable {
        let isUp = Atomic<Bool>(false)
    }

    /// Four lanes, each with a quarter of the requests, over and over.
    private func scan(_ requests: [ScreeningRequest], while going: @escaping @Sendable () -> Bool) async throws -> Timings {
        try await withThrowingTaskGroup { group in
            for lane in 0..<4 {
                group.addTask {
                    var times: [Double] = []
                    var number = lane
                    while going() {
                        let request = requests[number % requests.count]
                        times.append(try await seconds { _ = try await node.desk.screen(request, by: officer) })
                        number += 4
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    return times
                }
            }
            return Timings(try await group.reduce(into: []) { $0 += $1 })
        }
    }

    private func requests(_ count: Int, seed: UInt64) throws -> [ScreeningRequest] {
        var people = InventedPeople(seed: seed)
        return try (0..<count).map { number in
            ScreeningRequest(
                .machineReadable(try people.passport(Int(seed) * 100_000 + number, until: BenchServed.expiry)),
                purpose: .borderCheck, post: "north", direction: .entry)
        }
    }

    private func lanes(
        _ lanes: Int, each count: Int, _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> [Double] {
        try await withThrowingTaskGroup { group in
            for lane in 0..<lanes {
                group.addTask {
                    var times: [Double] = []
                    for turn in 0..<count { times.append(try await seconds { try await work(lane * count + turn) }) }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func draft(_ number: Int) -> RecordDraft {
        let time = Int64(Date().timeIntervalSince1970 * 1_000)
        let day = CalendarDay(millisecondsSince1970: time)
        return RecordDraft(
            header: RecordHeader(
                id: RecordID(milliseconds: UInt64(time), chance: (UInt64(number), 0)), kind: "bench", node: "bench",
                author: "o-bench", issued: time, handling: Handling(.green), purposes: [.borderCheck], legalBasis: "bench",
                retention: Retention(review: day, delete: day)),
            body: Array(repeating: 0x62, count: 300))
    }
}
