import BorderControl
import Console
import Foundation
import HTTPTypes
import HummingbirdTesting
import Records
import SeraiTesting
import Testing

@Suite struct `The desks` {
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
