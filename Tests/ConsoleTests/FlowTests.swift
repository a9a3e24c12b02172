import BorderControl
import Console
import Foundation
import HTTPTypes
import HummingbirdTesting
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `The desks` {
    @Test func `send a clear traveller on at an officer's wish, once, without a listed person and without a hit`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let first = Browser(client)
            try await first.begin("first")
            let zone = Booth.clear.joined(separator: "\n")
            let clear = try await first.post("/desk/first-line", ["scan": zone])
            #expect(clear.text.contains("data-outcome=\"clear\""))
            let none = try await first.post("/desk/first-line/send", ["scan": zone])
            #expect(none.status == .badRequest)
            let origin = try await first.post("/desk/first-line/send", ["scan": zone, "concern": "looks-foreign"])
            #expect(origin.status == .badRequest)
            try await first.get("/desk/first-line")
            var ids: Set<String> = []
            for concern in ["document-looks-altered", "document-looks-altered", "other"] {
                let sent = try await first.post("/desk/first-line/send", ["scan": zone, "concern": concern])
                #expect(sent.text.contains("data-code=\"officer-asks\""))
                ids.insert(try #require(sent.text.captured(after: "data-case=\"")))
            }
            let id = try #require(ids.first)
            #expect(ids.count == 1)
            let second = Browser(client)
            try await second.begin("second")
            try await second.get("/desk/second-line/\(id)")
            for verdict in ["this-is-the-person", "not-this-person"] {
                let refused = try await second.post(
                    "/desk/second-line/\(id)", ["verdict": verdict, "reason": "documents-compared"])
                #expect(refused.status == .badRequest)
                try await second.get("/desk/second-line/\(id)")
            }
            let examined = try await second.post(
                "/desk/second-line/\(id)", ["verdict": "examined", "reason": "document-in-order"])
            #expect(examined.status == .seeOther)
            #expect(try booth.rooms.cases.queue(at: nil).isEmpty)
            #expect(try booth.rooms.cases.recent().map(\.kind) == [.examined, .caseOpened, .caseOpened])
        }
    }

    @Test func `carry a traveller from the scan to the hit, and the trail to oversight`() async throws {
        let booth = try await Booth()
        _ = try await booth.list("ERIKSSON, Anna Maria", born: "1974-08-12")
        try await booth.open { client in
            let first = Browser(client)
            try await first.begin("first")
            let answer = try await first.post(
                "/desk/first-line", ["scan": Booth.clear.joined(separator: "\r\n")],
                headers: [HTTPField.Name("X-Serai-Part")!: "answer"])
            #expect(answer.status == .ok)
            #expect(answer.text.contains("data-outcome=\"second-line\""))
            #expect(!answer.text.contains("<html"))
            let second = Browser(client)
            try await second.begin("second")
            let queue = try await second.get("/desk/second-line")
            let id = try #require(queue.text.captured(after: "data-case=\""))
            let page = try await second.get("/desk/second-line/\(id)")
            #expect(page.status == .ok)
            #expect(page.text.contains("ERIKSSON"))
            let decided = try await second.post(
                "/desk/second-line/\(id)",
                ["verdict": "this-is-the-person", "reason": "documents-compared", "match": "0", "note": ""])
            #expect(decided.status == .seeOther)
            let duty = Browser(client)
            try await duty.begin("duty", purpose: "investigation", post: nil, code: booth.code("duty"))
            let live = try await duty.get("/desk/coordination")
            #expect(live.text.contains("mark urgent"))
            #expect(try await duty.get("/desk/coordination/case/\(id)").status == .ok)
            let dpo = Browser(client)
            try await dpo.begin("dpo", purpose: "oversight", post: nil)
            let looks = try await dpo.post(
                "/desk/data-protection/person", ["number": "L898902C3", "name": "", "birth": ""])
            #expect(looks.text.contains("screening entry"))
            let list = try await dpo.get("/desk/data-protection")
            #expect(list.text.contains("decide case"))
            let verified = try await dpo.post("/desk/data-protection/verify", [:])
            #expect(verified.text.contains("data-testid=\"sound\""))
        }
    }

    @Test func `let a locked out administrator in again with the printed code, once`() async throws {
        let booth = try await Booth()
        let root = try await booth.accounts.signIn("root", password: Booth.password, from: "here").account
        let code = try await booth.accounts.makeRecoveryCode(for: root.officer)
        try await booth.open { client in
            let browser = Browser(client)
            try await browser.get("/recover")
            let wrong = try await browser.post("/recover", ["name": "root", "code": "AAAAA-AAAAA", "new": "short"])
            #expect(wrong.status == .unauthorized && wrong.text.contains("recovery code is wrong"))
            let right = try await browser.post("/recover", ["name": "root", "code": code, "new": "violet harbour lamp"])
            #expect(right.status == .seeOther)
            try await browser.get("/recover")
            let again = try await browser.post("/recover", ["name": "root", "code": code, "new": "other violet lamp"])
            #expect(again.status == .unauthorized)
            try await browser.get("/sign-in")
            let signedIn = try await browser.post("/sign-in", ["name": "root", "password": "violet harbour lamp"])
            #expect(signedIn.status == .seeOther)
        }
    }

    @Test func `say clear for a traveller on no list, in one fragment`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let first = Browser(client)
            try await first.begin("first")
            let answer = try await first.post("/desk/first-line", ["scan": Booth.clear.joined(separator: "\n").lowercased()])
            #expect(answer.text.contains("data-outcome=\"clear\""))
            #expect(answer.text.contains("<html"))
        }
    }
}

extension String {
    func captured(after mark: String) -> String? {
        firstRange(of: mark).map { String(self[$0.upperBound...].prefix { $0 != "\"" }) }
    }
}
