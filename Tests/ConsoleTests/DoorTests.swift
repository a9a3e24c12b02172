import Console
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Records
import SeraiTesting
import Testing

@Suite struct `The door` {
    @Test func `refuses plain HTTP beyond this machine and allows it on loopback`() throws {
        for host in ["0.0.0.0", "192.0.2.7", "serai.example", "127.evil.example", "::", "128.0.0.1"] {
            let configuration = ConsoleConfiguration(host: host, now: { Date() })
            #expect(throws: ConsoleSetupError.plainHTTPBeyondLoopback(host: host)) { try configuration.checkAddress() }
        }
        for host in ["127.0.0.1", "127.8.9.10", "localhost", "::1"] {
            try ConsoleConfiguration(host: host, now: { Date() }).checkAddress()
        }
    }

    @Test func `sends protective headers with pages, problems and files`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let browser = Browser(client)
            for path in ["/sign-in", "/nothing-here", "/desk/first-line", "/api/v1/lists"] {
                let headers = try await browser.get(path).headers
                let policy = try #require(headers[.contentSecurityPolicy])
                #expect(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[HTTPField.Name("Referrer-Policy")!] == "same-origin")
                #expect(headers[.cacheControl] == "no-store")
                #expect(headers[.server] == nil)
            }
            let page = try await browser.get("/sign-in")
            #expect(!page.text.contains("<style") && !page.text.contains(" style=") && !page.text.contains("onclick"))
            #expect(!page.text.contains("http://") && !page.text.contains("https://"))
            let address = try #require(page.text.captured(after: "rel=\"stylesheet\" href=\""))
            let file = try await browser.get(address)
            #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let tag = try #require(file.headers[.eTag])
            #expect(try await browser.get(address, headers: [.ifNoneMatch: tag]).status == .notModified)
            let cookie = try #require(page.headers[values: .setCookie].first)
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"))
        }
    }

    @Test func `refuses a form without its token, with another's token, and from another site`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let browser = Browser(client)
            try await browser.begin("first")
            let good = browser.token
            let scan = ["scan": Booth.clear.joined(separator: "\n")]
            let size = booth.entries
            #expect(try await browser.post("/desk/first-line", scan, token: false).status == .forbidden)
            browser.token = String(good.reversed())
            #expect(try await browser.post("/desk/first-line", scan).status == .forbidden)
            browser.token = good
            for headers: HTTPFields in [
                [.origin: "https://elsewhere.example"], [.origin: "null"], [HTTPField.Name("Sec-Fetch-Site")!: "cross-site"],
            ] {
                #expect(try await browser.post("/desk/first-line", scan, headers: headers).status == .forbidden)
            }
            #expect(booth.entries == size)
            browser.token = good
            #expect(try await browser.post("/desk/first-line", scan).status == .ok)
        }
    }

    @Test func `does not open for a session that was signed out, idle, or begun before the shift`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let browser = Browser(client)
            try await browser.get("/sign-in")
            try await browser.post("/sign-in", ["name": "first", "password": Booth.password])
            let before = browser.cookies["serai"]
            try await browser.get("/shift")
            try await browser.post("/shift", ["purpose": "border-check", "post": "north", "direction": "entry"])
            let during = browser.cookies["serai"]
            #expect(before != during)
            try await browser.get("/account")
            try await browser.post("/sign-out", [:])
            for token in [before, during] {
                let thief = Browser(client)
                thief.cookies["serai"] = token
                #expect(try await thief.get("/desk/first-line").status == .unauthorized)
            }
            try await browser.begin("first")
            booth.clock.advance(seconds: 15 * 60 + 1)
            #expect(try await browser.get("/desk/first-line").status == .unauthorized)
        }
    }

    @Test func `slows down a guesser and says how long`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let browser = Browser(client)
            try await browser.get("/sign-in")
            var last: TestResponse?
            for _ in 0..<20 { last = try await browser.post("/sign-in", ["name": "first", "password": "wrong guess here"]) }
            let response = try #require(last)
            #expect(response.status == .tooManyRequests)
            #expect(Int(response.headers[.retryAfter] ?? "") ?? 0 > 0)
            #expect(response.text.contains("Too many wrong attempts"))
        }
    }

    @Test func `answers the same for a record that is not there and one of another post`() async throws {
        let booth = try await Booth()
        _ = try await booth.list("ERIKSSON, Anna Maria", born: "1974-08-12")
        try await booth.open { client in
            let first = Browser(client)
            try await first.begin("first", post: "harbour")
            try await first.post("/desk/first-line", ["scan": Booth.clear.joined(separator: "\n")])
            let there = Browser(client)
            try await there.begin("second", post: "harbour")
            let id = try #require(try await there.get("/desk/second-line").text.captured(after: "data-case=\""))
            let second = Browser(client)
            try await second.begin("second", post: "north")
            let foreign = try await second.get("/desk/second-line/\(id)")
            let absent = try await second.get("/desk/second-line/01ARZ3NDEKTSV4RRFFQ69G5FAV")
            let nonsense = try await second.get("/desk/second-line/nonsense")
            #expect(foreign.status == .notFound && absent.status == .notFound && nonsense.status == .notFound)
            #expect(foreign.text == absent.text && absent.text == nonsense.text)
            #expect(!foreign.text.contains("ERIKSSON"))
        }
    }

    @Test func `shows a lone officer's refusal at a post that does not allow it, and marks it where it does`() async throws {
        let booth = try await Booth()
        _ = try await booth.list("ERIKSSON, Anna Maria", born: "1974-08-12")
        for (post, status) in [("north", HTTPResponse.Status.conflict), ("harbour", .seeOther)] {
            try await booth.open { client in
                let browser = Browser(client)
                try await browser.begin("both", post: post)
                try await browser.post("/desk/first-line", ["scan": Booth.clear.joined(separator: "\n")])
                let id = try #require(try await browser.get("/desk/second-line").text.captured(after: "data-case=\""))
                try await browser.get("/desk/second-line/\(id)")
                let answer = try await browser.post(
                    "/desk/second-line/\(id)", ["verdict": "not-this-person", "reason": "birth-date-differs"])
                #expect(answer.status == status)
                let page = try await browser.get("/desk/second-line/\(id)")
                #expect(page.text.contains("decided alone") == (status == .seeOther))
            }
        }
    }

    @Test(arguments: ["2\r\na", "zz\r\n", ""])
    func `does not wait for a body that never ends`(sent: String) async throws {
        let booth = try await Booth()
        try await booth.listen { client in
            let port = try #require(client.port)
            let request =
                "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + sent
            let clock = ContinuousClock.now
            let answer = try await Task.detached { try Wire.exchange(port: port, request, seconds: 12) }.value
            #expect(ContinuousClock.now - clock < .seconds(11))
            #expect(answer.hasPrefix("HTTP/1.1 4") || answer.isEmpty)
        }
    }

    @Test func `refuses a 10 MB body before reading it`() async throws {
        let booth = try await Booth()
        try await booth.listen { client in
            let browser = Browser(client)
            let big = ByteBuffer(repeating: UInt8(ascii: "a"), count: 10_000_000)
            let form = try await browser.send(
                .post, "/sign-in", headers: [.contentType: "application/x-www-form-urlencoded"], body: big)
            #expect(form.status == .contentTooLarge)
            let json = try await Browser(client).send(
                .post, "/api/v1/sessions", headers: [.contentType: "application/json"], body: big)
            #expect(json.status == .contentTooLarge)
            #expect(json.text.contains("\"too-large\""))
        }
    }
}
