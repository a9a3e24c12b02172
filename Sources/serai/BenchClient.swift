// Clients of the bench: each lane is one keep-alive connection that asks, waits for the whole answer, and asks again.

import Glibc
import Foundation

struct BenchLanes: Sendable {
    let port: Int
    let token: String

    enum Problem: Error { case noConnection, noAnswer, status(String) }

    /// - Returns: seconds of each request, all lanes together. Blocks a thread a lane.
    func post(_ bodies: [Data], to path: String, lanes: Int) async throws -> [Double] {
        try await withThrowingTaskGroup { group in
            for lane in 0..<lanes {
                let share = stride(from: lane, to: bodies.count, by: lanes).map { bodies[$0] }
                group.addTask { try await onThread { try run(share, path) } }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func onThread(_ work: @escaping @Sendable () throws -> [Double]) async throws -> [Double] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    private func run(_ bodies: [Data], _ path: String) throws -> [Double] {
        let socket = try connect()
        defer { close(socket) }
        var times: [Double] = []
        for body in bodies {
            let head =
                "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
            let bytes = Array(head.utf8) + body
            let start = ContinuousClock.now
            guard write(socket, bytes, bytes.count) == bytes.count else { throw Problem.noAnswer }
            try answer(socket)
            times.append((ContinuousClock.now - start) / .seconds(1))
        }
        return times
    }

    private func connect() throws -> Int32 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard socket >= 0, status == 0 else { throw Problem.noConnection }
        return socket
    }

    /// Reads one whole answer and expects a status of 200.
    private func answer(_ socket: Int32) throws {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { throw Problem.noAnswer }
            received += buffer[0..<count]
            let text = String(decoding: received, as: UTF8.self)
            guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
            let head = text[..<end.lowerBound].lowercased()
            guard head.hasPrefix("http/1.1 200") else { throw Problem.status(String(head.prefix(12))) }
            let length = head.firstRange(of: "content-length: ").flatMap { Int(head[$0.upperBound...].prefix { $0.isNumber }) }
            if let length, text[end.upperBound...].utf8.count >= length { return }
            if length == nil, text.hasSuffix("0\r\n\r\n") { return }
        }
    }
}
