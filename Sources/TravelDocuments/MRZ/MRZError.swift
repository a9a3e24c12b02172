/// Why lines are no machine-readable zone. Positions count from 1; the text on the document is never quoted.
package enum MRZError: Error, Hashable, Sendable {
    case wrongLineCount(found: Int, expected: Int?)
    case wrongLineLength(line: Int, found: Int, expected: Int?)
    case foreignCharacter(line: Int, column: Int)
    case documentCodeNotAllowed(MRZFormat)

    /// The name of the fault in `serai mrz parse`.
    package var code: String {
        switch self {
        case .wrongLineCount, .wrongLineLength: "length"
        case .foreignCharacter: "illegal_character"
        case .documentCodeNotAllowed: "document_code"
        }
    }
}

extension MRZError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongLineCount(let found, let expected):
            "\(found) lines found, \(expected.map { "this format has \($0)" } ?? "a document has 2 or 3"): "
                + "scan again, or type every line"
        case .wrongLineLength(let line, let found, let expected):
            "line \(line) has \(found) characters, "
                + (expected.map { "this format has \($0)" } ?? "documents have 3 × 30, 2 × 36 or 2 × 44")
                + ": scan again or type it"
        case .foreignCharacter(let line, let column):
            "line \(line) has at place \(column) a character that is not A–Z, 0–9 or <: look at that place and type it"
        case .documentCodeNotAllowed(let format):
            "the first letter of line 1 is not one a \(format.rawValue) document has "
                + "(\(format.documentLetters.map(String.init).joined(separator: ", "))): look at that letter"
        }
    }
}
