// Six characters of an MRZ as a date: two digits of a year say nothing about the century, and parts may be unknown.

package import Records

/// A date of birth as a document gives it: any of year, month and day may be unknown.
package struct MRZDate: Hashable, Sendable {
    package let year: Int?
    package let month: Int?
    package let day: Int?

    /// EDTF with `X` for what is unknown: `1974-08-XX`, `XXXX-08-12`, `XXXX-XX-XX`.
    ///
    /// Source: ISO 8601-2 (unspecified digits).
    package var edtf: String {
        func part(_ value: Int?, _ width: Int) -> String {
            guard let value else { return String(repeating: "X", count: width) }
            let text = String(value)
            return String(repeating: "0", count: width - text.utf8.count) + text
        }
        return part(year, 4) + "-" + part(month, 2) + "-" + part(day, 2)
    }

    /// As far as it can be compared with a listed date; `nil` when the year is unknown.
    package var partial: PartialDate? {
        guard let year else { return nil }
        guard let month else { return PartialDate(year: year) }
        guard let day else { return PartialDate(.month(year: year, month: month)) }
        return CalendarDay(year: year, month: month, day: day).map { PartialDate(.day($0)) }
    }

    /// Later than `reference`, compared only as far as this date is known.
    func isAfter(_ reference: MRZReference, addingYears years: Int = 0) -> Bool {
        guard let year else { return false }
        if year + years != reference.year { return year + years > reference.year }
        guard let month, month != reference.month else {
            return month != nil && day != nil && day! > reference.day
        }
        return month > reference.month
    }
}

/// The day of the check, taken apart once.
struct MRZReference {
    let year: Int
    let month: Int
    let day: Int
    let ordinal: Int

    init(_ day: CalendarDay) {
        let parts = day.parts
        (year, month, self.day, ordinal) = (parts.year, parts.month, parts.day, day.ordinal)
    }
}

extension MRZDate {
    /// Reads `YYMMDD` where each pair is two digits or two fillers.
    ///
    /// The century is the latest that does not put the birth after the day of the check.
    /// - Returns: `nil` when there is no such date.
    init?(birth bytes: UnsafeBufferPointer<UInt8>, at start: Int, reference: MRZReference) {
        guard let years = Self.pair(bytes, start), let months = Self.pair(bytes, start + 2),
            let days = Self.pair(bytes, start + 4)
        else { return nil }
        let month = months.number
        let day = days.number
        guard month.map({ (1...12).contains($0) }) ?? true, day.map({ (1...31).contains($0) }) ?? true else {
            return nil
        }
        var year = years.number.map { reference.year - reference.year % 100 + $0 }
        if let latest = year, MRZDate(year: latest, month: month, day: day).isAfter(reference) {
            year = latest - 100
        }
        // A leap year stands in for an unknown one, a long month for an unknown month.
        if let day, day > CalendarDay.days(inMonth: month ?? 1, of: year ?? 2000) { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Whether the reading a hundred years earlier would also be a living person's age (below 120).
    func isCenturyAmbiguous(on reference: MRZReference) -> Bool {
        year != nil && isAfter(reference, addingYears: 20)
    }

    /// Reads an expiry `YYMMDD`, all digits, within reference year −50 … +49.
    static func expiry(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, reference: MRZReference
    ) -> CalendarDay? {
        guard let year = pair(bytes, start)?.number, let month = pair(bytes, start + 2)?.number,
            let day = pair(bytes, start + 4)?.number
        else { return nil }
        var full = reference.year - reference.year % 100 + year
        if full > reference.year + 49 { full -= 100 }
        if full < reference.year - 50 { full += 100 }
        return CalendarDay(year: full, month: month, day: day)
    }

    /// Two digits, or two fillers (`number` is `nil`); `nil` for anything else.
    @inline(__always)
    private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (number: Int?, Void)? {
        let (tens, ones) = (bytes[at], bytes[at + 1])
        if tens == filler, ones == filler { return (nil, ()) }
        guard (0x30...0x39).contains(tens), (0x30...0x39).contains(ones) else { return nil }
        return (Int(tens - 0x30) * 10 + Int(ones - 0x30), ())
    }
}
