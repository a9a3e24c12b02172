import Foundation
import Records
import SeraiTesting
import Testing
import TravelDocuments

@Suite struct `A machine-readable zone` {
    @Test func `reads all cases of the development set as ICAO's rules say`() throws {
        let text = try String(contentsOf: fixture("documents/mrz-dev.jsonl"), encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 391)
        for line in lines { try check(String(line)) }
    }
}

private func check(_ line: String) throws {
    let known = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let expected = try #require(known["expect"] as? [String: Any])
    let id = try #require(known["id"] as? String)
    let answer = MRZ.answer(jsonLine: line, today: CalendarDay("2026-11-22")!)
    let got = try #require(try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
    #expect(got["id"] as? String == id)
    let verdict = try #require(expected["verdict"] as? String)
    #expect(got["verdict"] as? String == verdict, "\(id)")
    for key in ["issues", "checks", "fields", "expired", "specimen", "name_may_be_truncated", "birth_century_ambiguous"] {
        let compared = verdict != "check_failed" || key == "checks"
        guard let value = expected[key] as? NSObject, compared else { continue }
        #expect(got[key] as? NSObject == value, "\(id) \(key)")
    }
}
