import Foundation

/// A plain socket, so that a stream can be read while it is open.
enum Wire {
    /// Sends a text and returns what came back within a time or until the other end closed.
    static func exchange(port: Int, _ request: String, seconds: Double) throws -> String {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw POSIXError(.ENOTCONN) }
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
        _ = request.withCString { send(handle, $0, request.utf8.count, 0) }
        var patience = timeval(tv_sec: 0, tv_usec: 100_000)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let end = Date().addingTimeInterval(seconds)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while Date() < end {
            let count = recv(handle, &buffer, buffer.count, 0)
            if count > 0 { bytes += buffer[..<count] }
            if count == 0 { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
