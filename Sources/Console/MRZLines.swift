// What a wedge scanner or a hurried hand puts into the scan field, as lines. Only case and line ends are set right:
// a character is never repaired here.

/// The lines of a machine-readable zone as typed or scanned.
package enum MRZLines {
    /// Line ends may be CR, LF, both, or Tab, as scanners are set; lower case becomes upper case; a zone sent without
    /// line ends is cut where its length says so (88 = 2×44, 72 = 2×36, 90 = 3×30).
    package static func split(_ text: String) -> [String] {
        let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" || $0 == "\t" }
            .map { String(String.UnicodeScalarView($0)).trimmedSpaces.uppercased() }.filter { !$0.isEmpty }
        guard lines.count == 1, let length = [88: 44, 72: 36, 90: 30][lines[0].unicodeScalars.count] else { return lines }
        let scalars = Array(lines[0].unicodeScalars)
        return stride(from: 0, to: scalars.count, by: length).map { start in
            String(String.UnicodeScalarView(scalars[start..<start + length]))
        }
    }
}
