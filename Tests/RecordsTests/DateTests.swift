import Foundation
import Records
import SeraiTesting
import Testing

@Suite struct `A day of the calendar` {
    @Test func `agrees with Foundation's Gregorian calendar over four centuries`() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "UTC")!
        for ordinal in stride(from: -40_000, through: 90_000, by: 37) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(ordinal) * 86_400))
            let day = CalendarDay(ordinal: ordinal)
            #expect(day.parts == (parts.year!, parts.month!, parts.day!))
            #expect(CalendarDay(year: parts.year!, month: parts.month!, day: parts.day!) == day)
            #expect(CalendarDay(day.description) == day)
        }
    }

    @Test(arguments: ["2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "+024-01-01", "٢٠٢٤-01-01", "2024-01-01x", ""])
    func `does not exist when the text is no day`(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test func `of 29 February becomes the 28th in a common year`() {
        #expect(CalendarDay("2024-02-29")!.adding(years: 1).description == "2025-02-28")
        #expect(CalendarDay("2024-02-29")!.adding(years: 4).description == "2028-02-29")
    }

    @Test func `holds the instants before 1970 too`() {
        #expect(CalendarDay(millisecondsSince1970: -1).description == "1969-12-31")
        #expect(CalendarDay(millisecondsSince1970: 0).description == "1970-01-01")
    }
}

@Suite struct `A partial date` {
    @Test(arguments: [
        ("1974-08-12", "1974-08-12", "1974-08-12"), ("1974-02", "1974-02-01", "1974-02-28"),
        ("1974", "1974-01-01", "1974-12-31"), ("1974/1976", "1974-01-01", "1976-12-31"),
        ("1974~", "1974-01-01", "1974-12-31"), ("1974-08-XX", "1974-08-01", "1974-08-31"),
        ("1974-XX-XX", "1974-01-01", "1974-12-31"),
    ])
    func `stands for the days it may be`(text: String, first: String, last: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.span == CalendarDay(first)!...CalendarDay(last)!)
    }

    @Test(arguments: ["XXXX-XX-XX", "1974-XX-12", "74", "1976/1974", "1974-00", "1974-08-12-01", "", "~", "1974--"])
    func `is refused when nothing is known or nothing is meant`(text: String) {
        #expect(PartialDate(text) == nil)
    }

    @Test func `reads what it writes`() {
        var random = SplitMix(seed: 8_601)
        for _ in 0..<2_000 {
            let year = Int.random(in: 1...9_999, using: &random)
            let month = Int.random(in: 1...12, using: &random)
            let forms: [PartialDate.Precision] = [
                .year(year), .month(year: year, month: month), .years(year...min(9_999, year + 3)),
                .day(CalendarDay(year: year, month: month, day: Int.random(in: 1...28, using: &random))!),
            ]
            let date = PartialDate(forms.randomElement(using: &random)!, approximate: Bool.random(using: &random))
            #expect(PartialDate(date.description) == date)
        }
    }
}
