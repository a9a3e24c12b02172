// The addresses of the console as a table: what a desk answers, who may come, and how much they may bring. The router,
// the rail on the left, the limits and the test of the OpenAPI document all read the same rows.
package import HTTPTypes

/// One address and what answers there.
package struct Route: Sendable {
    /// Who may come.
    package enum Entry: Sendable {
        case anyone
        /// A session by cookie or bearer token.
        case signedIn
        /// A session with post and purpose chosen; for programs the purpose travels in the request instead.
        case onShift
    }

    /// What is read of the request's body, and at most how many bytes.
    package enum Body: Sendable {
        case none, form, json
        /// JSON with as many travellers as a passenger list has.
        case list

        var limit: Int {
            switch self {
            case .none: 0
            case .form: 16_384
            case .json: 65_536
            case .list: 524_288
            }
        }
    }

    package var method: HTTPRequest.Method
    /// With parameters in braces, as OpenAPI writes them: `/api/v1/cases/{case}`.
    package var path: String
    package var entry: Entry
    package var body: Body
    package var answer: @Sendable (Visit) async throws -> Reply

    package init(
        _ method: HTTPRequest.Method, _ path: String, for entry: Entry = .signedIn, body: Body = .none,
        answer: @escaping @Sendable (Visit) async throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.entry = entry
        self.body = body
        self.answer = answer
    }

    /// Answered with JSON problems rather than pages.
    package var isForPrograms: Bool { path.hasPrefix("/api/") }

    /// In the router's own notation.
    var pattern: String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("{") && part.hasSuffix("}") ? ":" + part.dropFirst().dropLast() : part
        }.joined(separator: "/")
    }
}
