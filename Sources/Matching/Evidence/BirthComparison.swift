// Birth dates set against each other. Documents and lists give years, months, ranges and guesses; clerks swap day and
// month and slip a digit. Each case has its own name and its own weight.

import Records

/// One row of the table below.
enum BirthCase: UInt8, Sendable, CaseIterable {
    case unknown
    case sameDay, sameDayNewYear, dayMonthSwapped, yearOnlyDefault, oneDigit, oneYear, decade, fewDays
    case monthFits, yearFits, rangeFits, aboutFits, aboutNear
    case sameYearOtherDay, neighbourYear, fewYears, yearsApart

    var relation: BirthEvidence.Relation {
        switch self {
        case .unknown: .unknown
        case .sameDay, .sameDayNewYear: .same
        case .monthFits, .yearFits, .rangeFits, .aboutFits, .yearOnlyDefault: .compatible
        case .dayMonthSwapped, .oneDigit, .oneYear, .decade, .fewDays: .slip
        case .sameYearOtherDay, .neighbourYear, .aboutNear: .near
        case .fewYears, .yearsApart: .contradicts
        }
    }

    /// Evidence in natural log-odds: how many times likelier such a pair of dates is for one person than for two.
    /// Judgement, rounded, after the spread of birth dates in a working-age population and the habits of lists.
    var points: Float {
        switch self {
        case .unknown: 0
        case .sameDay: 5
        case .sameDayNewYear: 3
        case .dayMonthSwapped: 4
        case .fewDays: 3.5
        case .oneDigit: 3
        case .oneYear: 3.5
        case .decade: -0.5
        case .monthFits: 3
        case .yearOnlyDefault: 1.8
        case .yearFits: 2
        case .rangeFits: 1.2
        case .aboutFits: 1.2
        case .aboutNear: -1.5
        case .sameYearOtherDay: -1
        case .neighbourYear: -2
        case .fewYears: -3.5
        case .yearsApart: -7
        }
    }

    var reason: String {
        switch self {
        case .unknown: "no birth date on one side"
        case .sameDay: "the same birth date"
        case .sameDayNewYear: "the same birth date, but 1 January often stands for a year alone"
        case .dayMonthSwapped: "the same birth date with day and month swapped"
        case .yearOnlyDefault: "the same birth year; 1 January may stand for an unknown day"
        case .oneDigit: "birth dates differ in one digit"
        case .oneYear: "the same day and month, one year apart"
        case .decade: "the same day and month, one digit of the year differs"
        case .fewDays: "birth dates a few days apart"
        case .monthFits: "the same birth month, day unknown on one side"
        case .yearFits: "the same birth year, the rest unknown on one side"
        case .rangeFits: "the birth date lies within the listed years"
        case .aboutFits: "the birth year fits the approximate one"
        case .aboutNear: "the birth year is near the approximate one"
        case .sameYearOtherDay: "the same birth year, another day"
        case .neighbourYear: "birth years next to each other"
        case .fewYears: "birth years two or three apart"
        case .yearsApart: "birth years too far apart"
        }
    }
}

/// A birth date in twelve bytes: days since 1970 of its span, and what kind it is.
struct PackedDate: Sendable, Equatable {
    var first: Int32
    var last: Int32
    var approximate: Bool

    init(_ date: PartialDate) {
        first = Int32(date.span.lowerBound.ordinal)
        last = Int32(date.span.upperBound.ordinal)
        approximate = date.approximate
    }

    var isDay: Bool { first == last }
    var isMonth: Bool { (27...30).contains(last - first) }
    var isYear: Bool { (364...365).contains(last - first) }

    var partialDate: PartialDate {
        let low = CalendarDay(ordinal: Int(first))
        let high = CalendarDay(ordinal: Int(last))
        let precision: PartialDate.Precision =
            isDay
            ? .day(low)
            : isMonth
                ? .month(year: low.parts.year, month: low.parts.month)
                : isYear ? .year(low.parts.year) : .years(low.parts.year...high.parts.year)
        return PartialDate(precision, approximate: approximate)
    }
}

enum BirthComparison {
    /// The case two dates make. Symmetric.
    static func compare(_ a: PackedDate, _ b: PackedDate) -> BirthCase {
        let aFirst = CalendarDay(ordinal: Int(a.first)).parts
        let bFirst = CalendarDay(ordinal: Int(b.first)).parts
        let aLast = a.isDay ? aFirst.year : CalendarDay(ordinal: Int(a.last)).parts.year
        let bLast = b.isDay ? bFirst.year : CalendarDay(ordinal: Int(b.last)).parts.year
        let gap = aFirst.year > bLast ? aFirst.year - bLast : bFirst.year > aLast ? bFirst.year - aLast : 0
        if a.isDay, b.isDay {
            let exact = days(aFirst, bFirst, distance: abs(Int(a.first) - Int(b.first)))
            if exact != .yearsApart || !(a.approximate || b.approximate) { return exact }
        }
        if a.approximate || b.approximate {
            return gap <= 2 ? .aboutFits : gap <= 5 ? .aboutNear : gap <= 8 ? .fewYears : .yearsApart
        }
        if a.first <= b.last, b.first <= a.last {
            if a.isDay || a.isMonth, b.isDay || b.isMonth { return .monthFits }
            if a.isDay || a.isMonth || a.isYear, b.isDay || b.isMonth || b.isYear { return .yearFits }
            return .rangeFits
        }
        return gap == 0
            ? (isNewYear(a, aFirst) || isNewYear(b, bFirst) ? .yearFits : .sameYearOtherDay) : years(gap)
    }

    private typealias Parts = (year: Int, month: Int, day: Int)

    private static func isNewYear(_ date: PackedDate, _ parts: Parts) -> Bool {
        date.isDay && parts.month == 1 && parts.day == 1
    }

    private static func years(_ gap: Int) -> BirthCase {
        gap <= 1 ? .neighbourYear : gap <= 3 ? .fewYears : .yearsApart
    }

    private static func days(_ a: Parts, _ b: Parts, distance: Int) -> BirthCase {
        let newYear = (a.month == 1 && a.day == 1) || (b.month == 1 && b.day == 1)
        if a == b { return newYear ? .sameDayNewYear : .sameDay }
        if a.year == b.year {
            if a.month == b.day, a.day == b.month { return .dayMonthSwapped }
            if newYear { return .yearOnlyDefault }
            if distance <= 2 { return .fewDays }
            let slipped =
                (a.month == b.month && oneDigit(a.day, b.day))
                || (a.day == b.day && oneDigit(a.month, b.month))
            return slipped ? .oneDigit : .sameYearOtherDay
        }
        if distance <= 2 { return .fewDays }
        let gap = abs(a.year - b.year)
        if a.month == b.month, a.day == b.day, !newYear {
            if gap == 1 { return .oneYear }
            if oneDigit(a.year, b.year) { return .decade }
        }
        return years(gap)
    }

    /// Two numbers that differ in exactly one decimal digit.
    static func oneDigit(_ a: Int, _ b: Int) -> Bool {
        var (a, b, differing) = (a, b, 0)
        while a > 0 || b > 0 {
            if a % 10 != b % 10 { differing += 1 }
            a /= 10
            b /= 10
        }
        return differing == 1
    }
}
