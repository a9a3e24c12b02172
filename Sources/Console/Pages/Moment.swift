// Times as officers read them: ISO, with the weekday in words and the zone beside it.
import Foundation
import Records

/// An instant on the node's clock.
struct Moment {
    let milliseconds: Int64
    let zoneMinutes: Int

    init(_ date: Date, zoneMinutes: Int) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded(.down)), zoneMinutes: zoneMinutes)
    }

    init(milliseconds: Int64, zoneMinutes: Int) {
        self.milliseconds = milliseconds
        self.zoneMinutes = zoneMinutes
    }

    private var local: Int64 { milliseconds + Int64(zoneMinutes) * 60_000 }
    var day: CalendarDay { CalendarDay(millisecondsSince1970: local) }

    /// `14:05:09`
    var time: String {
        let seconds = Int(((local / 1_000) % 86_400 + 86_400) % 86_400)
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60].map(Self.two).joined(separator: ":")
    }

    /// `+03:00`, `Z`
    var zone: String {
        guard zoneMinutes != 0 else { return "Z" }
        let minutes = abs(zoneMinutes)
        return "\(zoneMinutes < 0 ? "-" : "+")\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    }

    /// `2026-11-24 14:05:09Z`
    var text: String { "\(day) \(time)\(zone)" }
    /// For `datetime` attributes and APIs.
    var iso: String { "\(day)T\(time)\(zone)" }

    /// The key of the weekday's word. 1970-01-01 was a Thursday.
    var weekdayKey: String {
        let names = ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"]
        return "weekday." + names[((day.ordinal % 7) + 7) % 7]
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Language {
    /// "3 min": always beside the time itself, never instead of it.
    func age(milliseconds: Int64) -> String {
        let minutes = max(0, milliseconds / 60_000)
        if minutes < 60 { return text("age.minutes", ["n": "\(minutes)"]) }
        if minutes < 60 * 48 { return text("age.hours", ["n": "\(minutes / 60)"]) }
        return text("age.days", ["n": "\(minutes / 60 / 24)"])
    }
}
