// Where the console listens and what it may assume.
package import Foundation

/// Why the console does not start. Each says what to change.
package enum ConsoleSetupError: Error, Equatable, CustomStringConvertible {
    case plainHTTPBeyondLoopback(host: String)
    case certificateUnreadable(path: String)
    case assetMissing(String)
    case textMissing(String, template: String)
    case templateBroken(String, reason: String)
    case routeTwice(String)

    package var description: String {
        switch self {
        case .plainHTTPBeyondLoopback(let host):
            "plain HTTP is served on this machine only (127.0.0.1, ::1 or localhost), not on \(host): "
                + "give a certificate and its key, or listen on 127.0.0.1"
        case .certificateUnreadable(let path):
            "the certificate or key at \(path) cannot be read as PEM: check the path, the rights and the file"
        case .assetMissing(let name): "the console's file \(name) is missing: install the Assets folder with the program"
        case .textMissing(let key, let template): "the page \(template) asks for the text \(key), which en.json does not have"
        case .templateBroken(let name, let reason): "the page \(name) is not a Mustache template: \(reason)"
        case .routeTwice(let route): "two answers are registered for \(route)"
        }
    }
}

/// What the assembly decides about the console.
package struct ConsoleConfiguration: Sendable {
    /// PEM files, for TLS 1.3.
    package struct Certificate: Sendable {
        package var chain: URL
        package var key: URL

        package init(chain: URL, key: URL) {
            self.chain = chain
            self.key = key
        }
    }

    package var host: String
    /// 0 lets the system choose.
    package var port: Int
    package var certificate: Certificate?
    /// Where people reach it, such as `https://serai.example`: forms from elsewhere are refused. `nil`: what the
    /// request's Host header says.
    package var publicOrigin: String?
    /// Demo data is loaded: every page says so.
    package var training: Bool
    package var nodeName: String
    /// The Assets folder; the one built into the program unless told otherwise.
    package var assets: URL
    package var now: @Sendable () -> Date
    /// Minutes east of UTC, for the clocks people read.
    package var zoneMinutes: Int

    package init(
        host: String = "127.0.0.1", port: Int = 8080, certificate: Certificate? = nil, publicOrigin: String? = nil,
        training: Bool = false, nodeName: String = "Serai", assets: URL? = nil, zoneMinutes: Int = 0,
        now: @escaping @Sendable () -> Date
    ) {
        self.host = host
        self.port = port
        self.certificate = certificate
        self.publicOrigin = publicOrigin
        self.training = training
        self.nodeName = nodeName
        self.assets = assets ?? Bundle.module.bundleURL.appending(path: "Assets")
        self.zoneMinutes = zoneMinutes
        self.now = now
    }

    /// Plain HTTP stays on the machine.
    ///
    /// - Throws: `.plainHTTPBeyondLoopback` for any other host without a certificate.
    package func checkAddress() throws(ConsoleSetupError) {
        guard certificate == nil, !Self.isLoopback(host) else { return }
        throw .plainHTTPBeyondLoopback(host: host)
    }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
