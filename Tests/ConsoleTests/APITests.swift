import Console
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Records
import SeraiTesting
import Testing

@Suite struct `The API` {
    @Test func `carries a traveller from sign-in to the decision, every answer as described`() async throws {
        let booth = try await Booth()
        _ = try await booth.list("ERIKSSON, Anna Maria", born: "1974-08-12")
        let book = try OpenAPIBook(booth.server.configuration.assets.appending(path: "openapi.json"))
        try await booth.open { client in
            func call(
                _ method: HTTPRequest.Method, _ path: String, _ pattern: String? = nil, token: String? = nil,
                _ body: String? = nil, expect status: Int
            ) async throws -> [String: Any] {
                var headers: HTTPFields = [:]
                if let token { headers[.authorization] = "Bearer \(token)" }
                if body != nil { headers[.contentType] = "application/json" }
                let response = try await client.executeRequest(
                    uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
                #expect(response.status.code == status, "\(method) \(path): \(response.text)")
                guard response.body.readableBytes > 0 else { return [:] }
                let value = try JSONSerialization.jsonObject(with: Data(response.text.utf8))
                let faults = book.faults(value, method: method.rawValue, path: pattern ?? String(path.prefix { $0 != "?" }), status: status)
                #expect(faults.isEmpty, "\(method) \(path): \(faults)")
                return value as? [String: Any] ?? [:]
            }
            func session(_ name: String, _ purpose: String, post: String?) async throws -> String {
                let code = booth.code(name).map { ",\"code\":\"\($0)\"" } ?? ""
                let place = post.map { ",\"post\":\"\($0)\"" } ?? ""
                let opened = try await call(
                    .post, "/api/v1/sessions", nil, token: nil,
                    "{\"name\":\"\(name)\",\"password\":\"\(Booth.password)\",\"purpose\":\"\(purpose)\"\(code)\(place)}", expect: 201)
                return try #require(opened["token"] as? String)
            }
            let first = try await session("first", "border-check", post: "north")
            let lines = Booth.clear.map { "\"\($0)\"" }.joined(separator: ",")
            let answer = try await call(
                .post, "/api/v1/screenings", token: first, "{\"purpose\":\"border-check\",\"mrz\":[\(lines)]}", expect: 200)
            #expect(answer["outcome"] as? String == "second-line")
            let id = try #require(answer["case"] as? String)
            for body in ["{\"mrz\":[\(lines)]}", "{\"purpose\":\"curiosity\",\"mrz\":[\(lines)]}", "{\"purpose\":null}", "{\"purpose\":7}"]
            {
                let problem = try await call(.post, "/api/v1/screenings", token: first, body, expect: 400)
                #expect(problem["code"] as? String == "purpose-missing", "\(body)")
            }
            let second = try await session("second", "border-check", post: "north")
            let queue = try await call(.get, "/api/v1/cases?purpose=border-check", token: second, expect: 200)
            #expect((queue["cases"] as? [Any])?.count == 1)
            _ = try await call(.get, "/api/v1/cases/\(id)?purpose=border-check", "/api/v1/cases/{case}", token: second, expect: 200)
            _ = try await call(.get, "/api/v1/cases/\(id)", "/api/v1/cases/{case}", token: second, expect: 400)
            let decided = try await call(
                .post, "/api/v1/cases/\(id)/decisions", "/api/v1/cases/{case}/decisions", token: second,
                "{\"purpose\":\"border-check\",\"verdict\":\"not-this-person\",\"reason\":\"birth-date-differs\"}", expect: 200)
            #expect(decided["state"] as? String == "rejected")
            _ = try await call(
                .post, "/api/v1/cases/\(id)/decisions", "/api/v1/cases/{case}/decisions", token: second,
                "{\"purpose\":\"border-check\",\"verdict\":\"not-this-person\",\"reason\":\"birth-date-differs\"}", expect: 409)
            let duty = try await session("duty", "investigation", post: nil)
            let added = try await call(
                .post, "/api/v1/alerts", token: duty,
                """
                {"purpose":"investigation","person":{"names":[{"value":"Ivan Petrov","kind":"primary"}],"births":["1980"],\
                "nationalities":[],"documents":[]},"action":"locate","reason":"judicial","category":"other","legalBasis":"law 1",\
                "reference":"N-2"}
                """, expect: 201)
            let alert = try #require(added["id"] as? String)
            let found = try await call(
                .post, "/api/v1/alerts/searches", token: duty, "{\"purpose\":\"investigation\",\"name\":\"Ivan Petrov\"}", expect: 200)
            #expect((found["alerts"] as? [Any])?.isEmpty == false)
            _ = try await call(
                .get, "/api/v1/alerts/\(alert)?purpose=investigation", "/api/v1/alerts/{alert}", token: duty, expect: 200)
            _ = try await call(
                .post, "/api/v1/alerts/\(alert)/withdrawal", "/api/v1/alerts/{alert}/withdrawal", token: duty,
                "{\"purpose\":\"investigation\",\"reason\":\"order lifted\"}", expect: 204)
            _ = try await call(
                .get, "/api/v1/alerts/\(alert)?purpose=investigation", "/api/v1/alerts/{alert}", token: duty, expect: 404)
            _ = try await call(.get, "/api/v1/lists", token: duty, expect: 200)
            let dpo = try await session("dpo", "oversight", post: nil)
            let audit = try await call(.get, "/api/v1/audit?purpose=oversight&limit=1000", token: dpo, expect: 200)
            #expect((audit["lines"] as? [Any])?.count ?? 0 > 5)
            _ = try await call(.get, "/api/v1/audit?purpose=border-check", token: dpo, expect: 403)
            _ = try await call(.delete, "/api/v1/sessions/current", token: first, expect: 204)
            _ = try await call(
                .post, "/api/v1/screenings", token: first, "{\"purpose\":\"border-check\",\"mrz\":[\(lines)]}", expect: 401)
        }
    }

    @Test func `describes every route, and has every route it describes`() async throws {
        let booth = try await Booth()
        let book = try OpenAPIBook(booth.server.configuration.assets.appending(path: "openapi.json"))
        let registered = Set(booth.server.routes.filter(\.isForPrograms).map { "\($0.method.rawValue.lowercased()) \($0.path)" })
        #expect(registered == book.operations)
    }

    @Test(arguments: [
        ("{\"purpose\":\"border-check\",\"purpose\":\"oversight\"}", "json-refused"),
        ("{\"purpose\":\"border-check\",\"p\\u0075rpose\":\"oversight\"}", "json-refused"),
        (String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000), "json-refused"),
        ("{\"purpose\":\"border-check\",\"mrz\":\"one\"}", "field-unreadable"),
        ("{\"purpose\":\"border-check\",\"birth\":\"31.12.1990\"}", "field-unreadable"),
        ("{\"purpose\":\"border-check\"", "json-refused"), ("", "json-refused"), ("\u{FEFF}{}", "json-refused"),
        ("{\"purpose\":\"border-check\",\"name\":\"\"}", "nothing-to-ask"),
        ("{\"purpose\":\"border-check\",\"mrz\":[\"P<UTO\",\"1\"]}", "mrz-length"),
    ])
    func `refuses unsound JSON without quoting it`(body: String, code: String) async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let opened = try await client.executeRequest(
                uri: "/api/v1/sessions", method: .post, headers: [.contentType: "application/json"],
                body: ByteBuffer(
                    string: "{\"name\":\"first\",\"password\":\"\(Booth.password)\",\"purpose\":\"border-check\",\"post\":\"north\"}"))
            let token = try #require(opened.text.captured(after: "\"token\":\""))
            let answer = try await client.executeRequest(
                uri: "/api/v1/screenings", method: .post,
                headers: [.contentType: "application/json", .authorization: "Bearer \(token)"], body: ByteBuffer(string: body))
            #expect((400...422).contains(answer.status.code))
            #expect(answer.text.contains("\"code\":\"\(code)\""), "\(answer.text)")
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(!answer.text.contains("31.12.1990") && !answer.text.contains("UTO"))
        }
    }

    @Test func `wants the form token from a program that comes with a page's cookie`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let browser = Browser(client)
            try await browser.begin("first")
            let body = ByteBuffer(string: "{\"purpose\":\"border-check\",\"name\":\"Anna\"}")
            let without = try await browser.send(
                .post, "/api/v1/screenings", headers: [.contentType: "application/json"], body: body)
            #expect(without.status == .forbidden)
            let with = try await browser.send(
                .post, "/api/v1/screenings",
                headers: [.contentType: "application/json", HTTPField.Name("X-Form-Token")!: browser.token], body: body)
            #expect(with.status == .ok)
        }
    }
}
