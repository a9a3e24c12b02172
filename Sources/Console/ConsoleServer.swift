// The officers' door, assembled: routes of every desk, the door before them, headers behind them.
import Foundation
import HTTPTypes
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
import Safeguards
import ServiceLifecycle
import Synchronization

/// The console of one node.
package struct ConsoleServer: Service {
    package let configuration: ConsoleConfiguration
    package let metrics: Metrics
    /// Every address, for the test that holds the OpenAPI document to them.
    package let routes: [Route]
    let pages: Pages
    let door: Door
    let logger: Logger
    private let started: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - rooms: what the desks work with.
    ///   - started: called with the port once the console listens.
    /// - Throws: `ConsoleSetupError`.
    package init(
        configuration: ConsoleConfiguration, rooms: ConsoleRooms, metrics: Metrics = Metrics(), logger: Logger,
        started: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        try configuration.checkAddress()
        let assets = try StaticAssets(folder: configuration.assets.appending(path: "Static"))
        let languages = try Languages(folder: configuration.assets.appending(path: "Languages"))
        let templates = try Templates(
            folder: configuration.assets.appending(path: "Templates"), languages: languages, assets: assets)
        guard let description = try? Data(contentsOf: configuration.assets.appending(path: "openapi.json")) else {
            throw ConsoleSetupError.assetMissing("openapi.json")
        }
        let shifts = Shifts()
        let door = Door(configuration: configuration, languages: languages, sessions: rooms.sessions, shifts: shifts)
        let pages = Pages(configuration: configuration, languages: languages, templates: templates, rooms: rooms)
        let desks = Desks(
            configuration: configuration, rooms: rooms, pages: pages, door: door, metrics: metrics, assets: assets,
            approvals: Approvals(gate: rooms.gate, now: configuration.now), apiDescription: Array(description))
        routes = try Self.table(desks)
        desks.gauges()
        self.configuration = configuration
        self.metrics = metrics
        self.pages = pages
        self.door = door
        self.logger = logger
        self.started = started
    }

    /// Listens until the service group shuts down; open event streams end at once then.
    package func run() async throws { try await application().run() }

    /// The application, for tests that send requests without a socket.
    package func application() throws -> some ApplicationProtocol {
        let router = Router(context: ConsoleContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: Reception(server: self))
        for route in routes {
            router.on(RouterPath(route.pattern), method: route.method) { request, context in
                try await self.answer(request, context: context, route: route)
            }
        }
        let started = started
        return Application(
            router: router, server: try server(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) }, logger: logger)
    }

    private func answer(_ request: Request, context: ConsoleContext, route: Route) async throws -> Response {
        var places: [String: String] = [:]
        for (name, value) in context.parameters { places[String(name)] = String(value) }
        let visit = try await door.visit(request, places: places, from: context.address, route: route)
        return try await route.answer(visit).response(secure: door.isSecure)
    }

    private func server() throws -> HTTPServerBuilder {
        let channel = HTTP1Channel.Configuration(
            idleTimeout: .seconds(75),
            httpDecoderConfiguration: .init(maxHeaderFieldSize: 8_192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64))
        guard let certificate = configuration.certificate else { return .http1(configuration: channel) }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(certificate.chain.path), !chain.isEmpty else {
            throw ConsoleSetupError.certificateUnreadable(path: certificate.chain.path)
        }
        guard let key = try? NIOSSLPrivateKey(file: certificate.key.path, format: .pem) else {
            throw ConsoleSetupError.certificateUnreadable(path: certificate.key.path)
        }
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv13
        return try .tls(.http1(configuration: channel), tlsConfiguration: tls)
    }

    /// - Throws: `ConsoleSetupError.routeTwice`.
    private static func table(_ desks: Desks) throws -> [Route] {
        let routes = desks.routes
        var seen: Set<String> = []
        for route in routes where !seen.insert("\(route.method) \(route.pattern)").inserted {
            throw ConsoleSetupError.routeTwice("\(route.method) \(route.path)")
        }
        return routes
    }
}

/// The outermost frame: whatever goes wrong inside becomes a problem in the form the asker reads.
private struct Reception: RouterMiddleware {
    let server: ConsoleServer

    func handle(
        _ request: Request, context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let problem = Problem(of: error, path: request.uri.path)
            if problem.status >= 500 {
                // The type of the error only: its text may quote what it found.
                server.logger.error("request failed", metadata: ["error": "\(type(of: error))", "code": "\(problem.code)"])
            }
            server.metrics.count("serai_problems_total{code=\"\(problem.code)\"}")
            return try server.pages.problem(
                problem, for: request.head, language: server.door.language(of: request.head),
                guest: try? server.door.guest(request.head)
            ).response(secure: server.door.isSecure)
        }
    }
}
