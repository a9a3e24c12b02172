// One request as a desk sees it: already measured, parsed once, and with whoever sent it known.
package import Foundation
import HTTPTypes
package import Hummingbird
package import Records

/// A request that passed the door.
package struct Visit: Sendable {
    package let head: HTTPRequest
    /// Path parameters, by the name in the route.
    package let places: [String: String]
    package let query: Form
    package let form: Form
    package let json: [UInt8]
    package let language: Language
    package let guest: Guest?
    /// Where the request comes from, for slowing down those who guess passwords.
    package let address: String
    package let now: Date

    /// Only a part of the page is wanted: the script puts it in place.
    package var wantsPart: Bool { head.headerFields[.part] != nil }

    /// The session behind this visit.
    ///
    /// - Throws: `Problem.notSignedIn`.
    package func signedIn() throws(Problem) -> Guest {
        guard let guest else { throw .notSignedIn }
        return guest
    }

    /// A record id from the path. Anything that is no id answers like an id of nothing.
    package func recordID(_ name: String) throws(Problem) -> RecordID {
        guard let text = places[name], text.utf8.count == 26, let id = RecordID(rawValue: text) else { throw .notFound }
        return id
    }

    /// A field that must be there.
    package func field(_ name: String) throws(Problem) -> String {
        guard let value = form[name] else { throw .missing(name) }
        return value
    }

    /// The body as `Value`, after the strict check.
    ///
    /// - Throws: `Problem` with `json-refused` (grammar, duplicate keys, depth), `purpose-missing` or
    ///   `field-unreadable` (which field, what was expected, no content).
    package func decoded<Value: Decodable>(_ type: Value.Type) throws(Problem) -> Value {
        do throws(JSONRefusal) { try StrictJSON.check(json) } catch {
            throw Problem(400, "json-refused", error.description)
        }
        do { return try JSONDecoder().decode(type, from: Data(json)) } catch let error as DecodingError {
            throw Self.problem(error)
        } catch {
            throw Problem(400, "json-refused", "the JSON text does not have the expected form")
        }
    }

    private static func problem(_ error: DecodingError) -> Problem {
        func name(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "the whole text" : path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            if key.stringValue == "purpose" { return .purposeMissing }
            return .missing(name(context.codingPath + [key]))
        case .typeMismatch(let type, let context):
            if context.codingPath.last?.stringValue == "purpose" { return .purposeMissing }
            return .unreadable(name(context.codingPath), expected: "a value that reads as \(type)")
        case .valueNotFound(_, let context):
            if context.codingPath.last?.stringValue == "purpose" { return .purposeMissing }
            return .missing(name(context.codingPath))
        case .dataCorrupted(let context):
            if context.codingPath.last?.stringValue == "purpose" { return .purposeMissing }
            return .unreadable(name(context.codingPath), expected: "one of the values in the API description")
        @unknown default:
            return Problem(400, "json-refused", "the JSON text does not have the expected form")
        }
    }
}
