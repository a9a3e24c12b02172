// One MRZ as a line of JSON in, one as a line of JSON out: what `serai mrz parse --jsonl` reads and writes.

import Foundation
package import Records

extension MRZ {
    /// A case: `{"id":…,"lines":[…]}` with, optionally, `format` and `reference_date`.
    struct Question: Decodable {
        var id: String
        var format: String?
        var referenceDate: CalendarDay?
        var lines: [String]

        enum CodingKeys: String, CodingKey {
            case id, format, lines
            case referenceDate = "reference_date"
        }
    }

    /// Answers one line. Never fails: a line that is no question is answered with `error` in place of a verdict.
    ///
    /// - Parameter today: used where the question names no `reference_date`.
    package static func answer(jsonLine: String, today: CalendarDay) -> String {
        answer(jsonLine) { parse($0.lines, as: $1, on: $0.referenceDate ?? today).json(id: $0.id) }
    }

    /// Answers one line with what the check digits and the grammar of documents say about misread characters.
    package static func repairAnswer(jsonLine: String, today: CalendarDay) -> String {
        answer(jsonLine) { repair($0.lines, as: $1, on: $0.referenceDate ?? today).json(id: $0.id) }
    }

    private static func answer(_ jsonLine: String, with reply: (Question, MRZFormat?) -> String) -> String {
        do {
            try StrictJSON.check(Array(jsonLine.utf8), limit: 16_384)
        } catch {
            return "{\"error\":\(quoted(error.description))}"
        }
        guard let question = try? JSONDecoder().decode(Question.self, from: Data(jsonLine.utf8)) else {
            return
                "{\"error\":\"expected id, lines and perhaps format and reference_date (YYYY-MM-DD): correct the line\"}"
        }
        var format: MRZFormat?
        if let name = question.format {
            format = MRZFormat(rawValue: name)
            guard format != nil else {
                return
                    "{\"error\":\"expected format TD1, TD2, TD3, MRV-A or MRV-B: correct it or leave it out\","
                    + "\"id\":\(quoted(question.id))}"
            }
        }
        return reply(question, format)
    }
}

extension MRZReading {
    /// Keys in order of the alphabet; the form is described in Fixtures/documents/SOURCE.md.
    package func json(id: String? = nil) -> String {
        var parts: [String] = []
        func add(_ key: String, _ value: String) { parts.append("\"\(key)\":\(value)") }
        if let fields {
            add("birth_century_ambiguous", "\(birthCenturyAmbiguous)")
            add("checks", checks.json)
            add("expired", expired.map { "\($0)" } ?? "null")
            add("fields", fields.json)
        }
        if let format { add("format", quoted(format.rawValue)) }
        if let id { add("id", quoted(id)) }
        add(
            "issues",
            "[" + (fault.map { [$0.code] } ?? issues.map(\.rawValue)).map(quoted).joined(separator: ",") + "]"
        )
        if fields != nil { add("name_may_be_truncated", "\(nameMayBeTruncated)") }
        if let fault { add("reason", quoted(fault.description)) }
        if fields != nil { add("specimen", "\(specimen)") }
        add("verdict", quoted(verdict.rawValue))
        return "{" + parts.joined(separator: ",") + "}"
    }
}

extension MRZChecks {
    fileprivate var json: String {
        "{\"birth_date\":\"\(birthDate.rawValue)\",\"composite\":\"\(composite.rawValue)\","
            + "\"document_number\":\"\(documentNumber.rawValue)\",\"expiry_date\":\"\(expiryDate.rawValue)\","
            + "\"optional_data\":\"\(optionalData.rawValue)\"}"
    }
}

extension MRZFields {
    fileprivate var json: String {
        let pairs: [(String, String?)] = [
            ("birth_date", birthDate?.edtf), ("document_code", documentCode),
            ("document_number", documentNumber),
            ("expiry_date", expiryDate?.description), ("given_names", givenNames),
            ("issuing_state", issuingState),
            ("nationality", nationality), ("optional_1", optional1), ("optional_2", optional2),
            ("sex", sex?.rawValue), ("surname", surname),
        ]
        return "{" + pairs.map { "\"\($0)\":\($1.map(quoted) ?? "null")" }.joined(separator: ",") + "}"
    }
}

/// A JSON string.
func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case _ where scalar.value < 0x20:
            let hex = String(scalar.value, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}
