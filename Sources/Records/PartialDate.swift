// A date as far as it is known. Documents and lists often know only a year, or "about", or "between":
// writing 1987-01-01 for "1987" invents a birthday and then clears the wrong traveller.

/// A date known to the day, the month or the year, or within years; perhaps only approximately.
package struct PartialDate: Hashable, Sendable {
    package enum Precision: Hashable, Sendable {
        case day(CalendarDay)
        case month(year: Int, month: Int)
        case year(Int)
        /// Both ends included.
        case years(ClosedRange<Int>)
    }

    package let precision: Precision
    /// The source says "about", "circa", "approximately".
    package let approximate: Bool

    package init(_ precision: Precision, approximate: Bool = false) {
        self.precision = precision
        self.approximate = approximate
    }

    package init(year: Int) { self.init(.year(year)) }

    /// The days this date may stand for, taken at its word (`approximate` widens nothing here).
    package var span: ClosedRange<CalendarDay> {
        switch precision {
        case .day(let day): day...day
        case .month(let year, let month): edge(year, month, 1)...edge(year, month, 31)
        case .year(let year): edge(year, 1, 1)...edge(year, 12, 31)
        case .years(let years): edge(years.lowerBound, 1, 1)...edge(years.upperBound, 12, 31)
        }
    }

    /// Years of `span`.
    package var years: ClosedRange<Int> { span.lowerBound.parts.year...span.upperBound.parts.year }
}

private func edge(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
    let year = min(max(year, 1), 9999)
    return CalendarDay(year: year, month: month, day: min(day, CalendarDay.days(inMonth: month, of: year)))!
}

extension PartialDate: CustomStringConvertible, Codable {
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `YYYY/YYYY`, each with `~` behind it when approximate.
    package var description: String {
        let text =
            switch precision {
            case .day(let day): day.description
            case .month(let year, let month): "\(padded(year, to: 4))-\(padded(month, to: 2))"
            case .year(let year): padded(year, to: 4)
            case .years(let years): "\(padded(years.lowerBound, to: 4))/\(padded(years.upperBound, to: 4))"
            }
        return approximate ? text + "~" : text
    }

    /// Reads what `description` writes, and the EDTF form of an unknown part (`1974-08-XX`, `1974-XX-XX`).
    ///
    /// Source of the EDTF form: ISO 8601-2 (unspecified digits).
    /// - Returns: `nil` for a text in none of these forms, an impossible date, or a date of which nothing is known.
    package init?(_ text: some StringProtocol) {
        let approximate = text.hasSuffix("~")
        let body = approximate ? String(text.dropLast()) : String(text)
        guard let precision = Self.precision(body) else { return nil }
        self.init(precision, approximate: approximate)
    }

    private static func precision(_ text: String) -> Precision? {
        if let day = CalendarDay(text) { return .day(day) }
        let range = text.split(separator: "/", omittingEmptySubsequences: false)
        if range.count == 2 {
            guard let from = year(range[0]), let to = year(range[1]), from <= to else { return nil }
            return .years(from...to)
        }
        var parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 3 else { return nil }
        while parts.count > 1, parts.last == "XX" { parts.removeLast() }
        guard let year = year(parts[0]) else { return nil }
        if parts.count == 1 { return .year(year) }
        guard parts.count == 2, parts[1].utf8.count == 2, let month = digits(parts[1]), (1...12).contains(month) else {
            return nil
        }
        return .month(year: year, month: month)
    }

    private static func year(_ text: Substring) -> Int? {
        guard text.utf8.count == 4, let year = digits(text), year >= 1 else { return nil }
        return year
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = PartialDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a date is written YYYY-MM-DD, YYYY-MM, YYYY or YYYY/YYYY, with ~ for about")
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
