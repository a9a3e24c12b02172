// Tables leave the house as CSV, and are opened in spreadsheets. A spreadsheet runs a cell that begins like a formula:
// a name on a list must not be able to start a program on an officer's machine.

/// Rows as comma-separated values.
///
/// Source of the form: RFC 4180. Cells that a spreadsheet would take for a formula (`= + - @`, tab, carriage return
/// at the start, also behind spaces) get an apostrophe in front, as OWASP advises against CSV injection.
package enum CSV {
    /// UTF-8 with a byte order mark, so that spreadsheets read Arabic as Arabic.
    package static func text(_ rows: [[String]]) -> String {
        "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    package static func cell(_ value: String) -> String {
        let plain = harmless(value)
        guard plain.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return plain }
        return "\"" + plain.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func harmless(_ value: String) -> String {
        let scalars = value.unicodeScalars
        let first = scalars.first { !$0.properties.isWhitespace || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        let starters: Set<Unicode.Scalar> = [
            "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
        ]
        guard let first, starters.contains(first) else { return value }
        return "'" + value
    }
}
