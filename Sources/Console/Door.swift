// The door: every request is measured, its origin and its session are checked, and only then does a desk see it.
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import Safeguards

/// Turns a request into a visit, or refuses it.
struct Door: Sendable {
    let configuration: ConsoleConfiguration
    let languages: Languages
    let sessions: Sessions
    let shifts: Shifts

    /// `__Host-` binds the cookie to this host and to TLS; browsers refuse the prefix on plain HTTP.
    var cookieName: String { configuration.certificate == nil ? "serai" : "__Host-serai" }
    var isSecure: Bool { configuration.certificate != nil }

    /// - Parameter token: `nil` takes the cookie back.
    func sessionCookie(_ token: String?) -> String {
        "\(cookieName)=\(token ?? ""); Path=/; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"
            + (token == nil ? "; Max-Age=0" : "")
    }

    /// Proves that a sign-in form was opened in the browser that sends it.
    var formCookie: String { isSecure ? "__Host-serai-form" : "serai-form" }

    func cookieLine(_ name: String, _ value: String) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"
    }

    /// 128 bits, hexadecimal.
    static func chance() -> String {
        (0..<2).map { _ in
            let text = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }

    func language(of head: HTTPRequest) -> Language {
        languages.best(
            chosen: cookie("serai-language", in: head), accepted: head.headerFields[.acceptLanguage])
    }

    /// Reads and checks a request for one route.
    ///
    /// - Throws: `Problem`.
    func visit(
        _ request: Request, places: [String: String], from address: String, route: Route
    ) async throws -> Visit {
        try checkOrigin(request.head)
        let body = try await body(of: request, for: route)
        let guest = try guest(request.head)
        if route.entry != .anyone, guest == nil { throw Problem.notSignedIn }
        var form = Form()
        if route.body == .form {
            guard let fields = Form(urlEncoded: body) else { throw Problem.unreadableForm }
            form = fields
        }
        if let guest, !guest.byBearer, request.head.method != .get, request.head.method != .head {
            try checkToken(guest, form: form, head: request.head)
        }
        if route.entry == .onShift, guest?.shift == nil, !route.isForPrograms { throw Problem.shiftMissing }
        return Visit(
            head: request.head, places: places, query: Form(urlEncoded: (request.uri.query ?? "").utf8) ?? Form(), form: form,
            json: route.body == .form ? [] : body, language: language(of: request.head), guest: guest,
            address: address, now: configuration.now())
    }

    /// The session of a cookie or a bearer token; `nil` when there is none or it has ended.
    func guest(_ head: HTTPRequest) throws -> Guest? {
        let bearer = head.headerFields[.authorization].flatMap { value in
            value.hasPrefix("Bearer ") ? String(value.dropFirst(7)) : nil
        }
        guard let token = bearer ?? cookie(cookieName, in: head), !token.isEmpty, token.utf8.count <= 128 else { return nil }
        do throws(SessionError) {
            let session = try sessions.session(token)
            return Guest(
                token: token, session: session, officer: sessions.officer(of: session), shift: shifts.shift(of: session),
                byBearer: bearer != nil)
        } catch {
            return nil
        }
    }

    /// Refuses by the announced length before a byte is read, and by the real length while reading.
    private func body(of request: Request, for route: Route) async throws -> [UInt8] {
        let limit = route.body.limit
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            guard limit > 0 || length > 16_384 else { return [] }
            throw Problem.tooLarge(limit: max(limit, 16_384))
        }
        guard limit > 0 else { return [] }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        let expected = route.body == .form ? "application/x-www-form-urlencoded" : "application/json"
        let bytes = try await Self.collected(request.body, limit: limit)
        guard bytes.isEmpty || type == expected else {
            throw Problem(415, "media-type", "the body is not \(expected): send it as that")
        }
        return bytes
    }

    /// How long a body may take. The server itself only watches for silence, which a broken frame or a trickle avoids.
    private static let patience = Duration.seconds(5)

    private static func collected(_ body: RequestBody, limit: Int) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            defer { group.cancelAll() }
            group.addTask {
                var bytes: [UInt8] = []
                do {
                    for try await part in body {
                        guard bytes.count + part.readableBytes <= limit else { throw Problem.tooLarge(limit: limit) }
                        bytes += part.readableBytesView
                    }
                } catch let problem as Problem { throw problem } catch {
                    throw Problem(400, "body-broken", "the body broke off or is not framed as HTTP asks: send it again")
                }
                return bytes
            }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Problem(408, "too-slow", "the body did not arrive within \(patience): send it again in one piece")
            }
            return try await group.next() ?? []
        }
    }

    /// A page from elsewhere may not act here, even when the browser sends our cookie along.
    private func checkOrigin(_ head: HTTPRequest) throws(Problem) {
        guard head.method != .get, head.method != .head else { return }
        if let site = head.headerFields[.secFetchSite], site != "same-origin", site != "none" { throw .forged }
        guard let origin = head.headerFields[.origin] else { return }
        let ours = configuration.publicOrigin ?? "\(isSecure ? "https" : "http")://\(head.authority ?? "")"
        guard origin == ours else { throw .forged }
    }

    private func checkToken(_ guest: Guest, form: Form, head: HTTPRequest) throws(Problem) {
        let token = form["form-token"] ?? head.headerFields[.formToken] ?? ""
        do throws(SessionError) { _ = try sessions.session(guest.token, form: token) } catch {
            throw error == .forgedForm ? .forged : .notSignedIn
        }
    }

    func cookie(_ name: String, in head: HTTPRequest) -> String? {
        for header in head.headerFields[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2, String(parts[0]).trimmedSpaces == name { return String(parts[1]).trimmedSpaces }
            }
        }
        return nil
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
    static let formToken = Self("X-Form-Token")!
}
