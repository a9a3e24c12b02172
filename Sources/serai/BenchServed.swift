// The node as an officer's screen meets it: a process of its own, over HTTP on loopback.

import Foundation
import Records
import SeraiNode

struct BenchServed {
    let home: Home

    func measures() async throws -> [Measure] {
        let demo = try await start(["demo", "--home", home.folder.path, "--port", "0"])
        let token = try await signIn(demo.port)
        let lanes = BenchLanes(port: demo.port, token: token)
        _ = try await lanes.post(try questions(400, from: 0), to: "/api/v1/screenings", lanes: 8)
        let calm = Timings(try await lanes.post(try questions(1_000, from: 10_000), to: "/api/v1/screenings", lanes: 4))
        let asked = try questions(6_000, from: 20_000)
        var rush: [Double] = []
        let rushSeconds = try await seconds { rush = try await lanes.post(asked, to: "/api/v1/screenings", lanes: 64) }
        stop(demo.process)

        var starts: [Double] = []
        var resident = 0.0
        for _ in 0..<3 {
            let served = try await start(["serve", "--home", home.folder.path])
            starts.append(served.seconds)
            try await Task.sleep(for: .seconds(2))
            resident = max(resident, Self.residentMiB(served.process.processIdentifier))
            stop(served.process)
        }
        return [
            Measure(
                key: "api_p95_ms", subject: "screening over the API, 4 lanes, audit on disk, p95", value: calm.milliseconds(0.95),
                unit: "ms", goal: 100),
            Measure(
                key: "api_p50_ms", subject: "screening over the API, 4 lanes, audit on disk, p50", value: calm.milliseconds(0.5), unit: "ms"
            ),
            Measure(
                key: "api_per_second", subject: "audited screenings over the API, 64 lanes, clients on the same cores",
                value: Double(asked.count) / rushSeconds, unit: "1/s", goal: 500, floor: true),
            Measure(
                key: "api_rush_p95_ms", subject: "screening over the API, 64 lanes, p95", value: Timings(rush).milliseconds(0.95),
                unit: "ms"),
            Measure(
                key: "start_seconds", subject: "start of the process until it answers, median of 3", value: starts.sorted()[1], unit: "s",
                goal: 2),
            Measure(key: "idle_mib", subject: "resident memory, idle after start, highest of 3", value: resident, unit: "MiB", goal: 150),
        ]
    }

    private struct Child {
        var process: Process
        var port: Int
        var seconds: Double
    }

    private func start(_ arguments: [String]) async throws -> Child {
        let process = Process()
        process.executableURL = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let begin = ContinuousClock.now
        try process.run()
        while process.isRunning {
            if let port = await home.runningPort() {
                return Child(process: process, port: port, seconds: (ContinuousClock.now - begin) / .seconds(1))
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw NodeProblem(status: 0, code: "no-node", detail: "the bench's node ended with \(process.terminationStatus)")
    }

    private func stop(_ process: Process) {
        process.terminate()
        process.waitUntilExit()
    }

    private func signIn(_ port: Int) async throws -> String {
        let answer = try await NodeClient(port: port).send(
            "POST", "sessions",
            json(["name": "first", "password": "serai demonstration", "purpose": "border-check", "post": "north"]))
        return answer.object["token"] as? String ?? ""
    }

    private func questions(_ count: Int, from first: Int) throws -> [Data] {
        var people = InventedPeople(seed: UInt64(first) + 1)
        return try (0..<count).map { number in
            try json([
                "purpose": "border-check", "post": "north", "direction": "entry",
                "mrz": try people.passport(first + number, until: Self.expiry),
            ])
        }
    }

    /// Five years ahead.
    static var expiry: CalendarDay {
        let today = CalendarDay(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        return CalendarDay(ordinal: today.ordinal + 1_826)
    }

    private static func residentMiB(_ process: Int32) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1_024
    }
}
