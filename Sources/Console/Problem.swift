// What went wrong, said to a person or to a program. Never with personal data: a problem may be logged, photographed,
// or read over a shoulder.
import Hummingbird

/// An answer that is not what was asked for.
///
/// Source of the form for programs: RFC 9457, with a stable `code` of our own. People get a page with three lines from
/// the language file: `problem.<code>.what`, `.safe`, `.do`.
package struct Problem: Error, Equatable, Sendable {
    package var status: Int
    /// Stable: programs switch over it.
    package var code: String
    /// Found, expected, what to do; English, for programs and for those who help.
    package var detail: String
    /// Seconds after which trying again makes sense.
    package var retryAfter: Int?

    package init(_ status: Int, _ code: String, _ detail: String, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        self.retryAfter = retryAfter
    }

    package static let notSignedIn = Problem(
        401, "not-signed-in", "there is no valid session with this request: sign in again")
    package static let shiftMissing = Problem(
        409, "shift-missing", "no post and purpose are chosen for this session: choose them first")
    package static let purposeMissing = Problem(
        400, "purpose-missing",
        "the request names no purpose of the access policy: say why you look, for example \"border-check\"")
    /// The same words for what does not exist and for what the asker may not see.
    package static let notFound = Problem(
        404, "not-found", "there is nothing here for you: check the address, or ask whoever gave it to you")
    package static let forged = Problem(
        403, "form-not-ours", "the form did not come from a page of this session: reload the page and send it again")
    package static let unreadableForm = Problem(
        400, "form-unreadable", "the form is not URL-encoded UTF-8: send application/x-www-form-urlencoded")

    package static func tooLarge(limit: Int) -> Problem {
        Problem(413, "too-large", "the request is larger than \(limit) bytes, which is all this address takes: send less")
    }

    package static func missing(_ field: String) -> Problem {
        Problem(400, "field-missing", "the field \(field) is missing or empty: fill it in")
    }

    package static func unreadable(_ field: String, expected: String) -> Problem {
        Problem(400, "field-unreadable", "the field \(field) cannot be read: expected \(expected)")
    }
}

/// The JSON form of a problem.
struct ProblemDocument: Encodable {
    var type: String
    var title: String
    var status: Int
    var code: String
    var detail: String

    init(_ problem: Problem, title: String) {
        type = "urn:serai:problem:\(problem.code)"
        self.title = title
        status = problem.status
        code = problem.code
        detail = problem.detail
    }
}
