// Where in an index sorted by birth date the people lie whose date could still be the traveller's, and how much each
// stretch could be worth at most. A search skips what no name could lift over the threshold.

import Records

/// Upper bounds of `BirthCase.points` between one traveller and whole stretches of listed dates.
struct BirthReach: Sendable {
    /// Listed dates whose first day lies in `first...last` are worth `points` at most.
    struct Piece: Sendable {
        var first: Int32
        var last: Int32
        var points: Float
    }

    /// No listed date.
    var none: Float = 0
    /// A single range or approximate year.
    var loose: Float = 0
    /// Several dates, or an approximate day.
    var several: Float = 0
    /// A single year or month, by its first day.
    var partial: [Piece] = []
    /// A single day, year by year around the traveller's.
    var days: [Piece] = []
    /// Single days that a slip would explain: a few dozen, worth more than the year they lie in.
    var slips: [Piece] = []

    init(_ birth: PackedDate?) {
        guard let birth else {
            partial = [Self.everything(0)]
            days = partial
            return
        }
        several = BirthCase.sameDay.points
        loose = BirthCase.aboutFits.points
        let low = CalendarDay(ordinal: Int(birth.first)).parts
        let high = birth.isDay ? low.year : CalendarDay(ordinal: Int(birth.last)).parts.year
        if birth.approximate {
            if birth.isDay {
                loose = several
                partial = [Self.everything(several)]
                days = partial
                return
            }
            let steps: [(Int, BirthCase)] = [(2, .aboutFits), (5, .aboutNear), (8, .fewYears)]
            partial = Self.rings(low.year, high, steps)
            days = partial
            return
        }
        let around: [(Int, BirthCase)] = [(1, .neighbourYear), (3, .fewYears)]
        partial = Self.rings(low.year, high, [(0, .monthFits)] + around)
        guard birth.isDay else {
            days = partial
            return
        }
        let newYear = low.month == 1 && low.day == 1
        days = Self.rings(low.year, high, [(0, newYear ? .yearOnlyDefault : .sameYearOtherDay)] + around)
        slips = Self.slips(low, Int(birth.first), newYear: newYear)
    }

    private static func everything(_ points: Float) -> Piece { Piece(first: .min, last: .max, points: points) }

    /// Stretches of whole years around `low...high`, each with the case of the smallest ring that holds it.
    private static func rings(_ low: Int, _ high: Int, _ steps: [(years: Int, case: BirthCase)]) -> [Piece] {
        func start(_ year: Int) -> Int32 {
            Int32(CalendarDay(year: min(max(year, 1), 9999), month: 1, day: 1)?.ordinal ?? 0)
        }
        var pieces = [
            Piece(
                first: start(low - steps[0].years), last: start(high + steps[0].years + 1) - 1,
                points: steps[0].case.points)
        ]
        for step in steps.dropFirst() {
            pieces.insert(
                Piece(first: start(low - step.years), last: pieces[0].first - 1, points: step.case.points), at: 0)
            pieces.append(
                Piece(
                    first: pieces[pieces.count - 1].last + 1, last: start(high + step.years + 1) - 1,
                    points: step.case.points))
        }
        let apart = BirthCase.yearsApart.points
        pieces.insert(Piece(first: .min, last: pieces[0].first - 1, points: apart), at: 0)
        pieces.append(Piece(first: pieces[pieces.count - 1].last + 1, last: .max, points: apart))
        return pieces
    }

    private static func slips(_ date: (year: Int, month: Int, day: Int), _ ordinal: Int, newYear: Bool) -> [Piece] {
        var pieces: [Piece] = []
        func add(_ year: Int, _ month: Int, _ day: Int, _ slip: BirthCase) {
            guard let found = CalendarDay(year: year, month: month, day: day) else { return }
            let at = Int32(found.ordinal)
            guard !pieces.contains(where: { $0.first <= at && at <= $0.last }) else { return }
            pieces.append(Piece(first: at, last: at, points: slip.points))
        }
        add(date.year, date.month, date.day, .sameDay)
        add(date.year, date.day, date.month, .dayMonthSwapped)
        for distance in [-2, -1, 1, 2] {
            let near = CalendarDay(ordinal: ordinal + distance).parts
            add(near.year, near.month, near.day, .fewDays)
        }
        if newYear { return pieces }
        for gap in [-1, 1] { add(date.year + gap, date.month, date.day, .oneYear) }
        for day in 1...31 where BirthComparison.oneDigit(day, date.day) { add(date.year, date.month, day, .oneDigit) }
        for month in 1...12 where BirthComparison.oneDigit(month, date.month) {
            add(date.year, month, date.day, .oneDigit)
        }
        add(date.year, 1, 1, .yearOnlyDefault)
        for year in 1900...2059 where BirthComparison.oneDigit(year, date.year) {
            add(year, date.month, date.day, .decade)
        }
        return pieces
    }
}
