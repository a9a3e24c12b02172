// Dates as lists write them in English prose.

import Records

enum ListDate {
    /// `15 Sep 1973`, `Sep 1973`, `1973`, `circa 1973`, `1951 to 1953`, `01 Jan 1961 to 31 Dec 1962`, `1958-02-22`.
    static func parse(_ text: some StringProtocol) -> PartialDate? {
        var words = String(text).split { $0 == " " || $0 == "," }.map { String($0) }
        let approximate = ["circa", "approximately", "c", "about"].contains(words.first?.lowercased() ?? "")
        if approximate { words.removeFirst() }
        // `circa 1979-1982`
        if words.count == 1, words[0].utf8.count == 9, words[0].dropFirst(4).first == "-" {
            words = [String(words[0].prefix(4)), "to", String(words[0].suffix(4))]
        }
        if let split = words.firstIndex(of: "to") {
            guard let from = precision(words[..<split]), let to = precision(words[(split + 1)...]) else {
                return nil
            }
            return range(from, to, approximate)
        }
        return precision(words[...]).map { PartialDate($0, approximate: approximate) }
    }

    private static func range(
        _ from: PartialDate.Precision, _ to: PartialDate.Precision, _ approximate: Bool
    ) -> PartialDate? {
        let first = PartialDate(from).years.lowerBound
        let last = PartialDate(to).years.upperBound
        guard first <= last else { return nil }
        return PartialDate(first == last ? .year(first) : .years(first...last), approximate: approximate)
    }

    private static func precision(_ words: ArraySlice<String>) -> PartialDate.Precision? {
        guard let last = words.last else { return nil }
        if words.count == 1, let date = PartialDate(last.prefix(10)), !last.hasSuffix("~") {
            return date.precision
        }
        guard last.utf8.count == 4, let year = Int(last), (1800...2100).contains(year) else { return nil }
        let before = words.dropLast()
        guard let monthName = before.last else { return .year(year) }
        guard let month = months[monthName.prefix(3).lowercased()] else { return nil }
        guard let dayText = before.dropLast().last else { return .month(year: year, month: month) }
        guard before.count == 2, let day = Int(dayText),
            let date = CalendarDay(year: year, month: month, day: day)
        else {
            return nil
        }
        return .day(date)
    }

    private static let months = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
        "nov": 11,
        "dec": 12,
    ]
}
