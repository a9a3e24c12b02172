// Identities of a segment lie in order of their birth dates, so that a question reads only the stretches whose dates can
// be the traveller's.

import Records

/// What is known of someone's birth, in the order the stretches lie.
enum BirthStretch: UInt8, Sendable, CaseIterable {
    /// No date.
    case none
    /// One range of years or one approximate year.
    case loose
    /// Several dates, or an approximate day.
    case several
    /// One year or month, sorted by its first day.
    case partial
    /// One day, sorted.
    case day

    init(_ births: some Collection<PackedDate>) {
        guard let birth = births.first else {
            self = .none
            return
        }
        if births.count > 1 {
            self = .several
        } else if birth.approximate {
            self = birth.isDay ? .several : .loose
        } else {
            self = birth.isDay ? .day : birth.isMonth || birth.isYear ? .partial : .loose
        }
    }
}

extension Segment {
    /// Names of the identities in a stretch.
    func names(in stretch: BirthStretch) -> Range<UInt32> {
        let start = stretchStart[Int(stretch.rawValue)]
        let end = stretchStart[Int(stretch.rawValue) + 1]
        return nameStart[Int(start)]..<nameStart[Int(end)]
    }

    /// Names of the identities whose date begins in `first...last`; the stretch must be one of those sorted by date.
    func names(in stretch: BirthStretch, from first: Int32, to last: Int32) -> Range<UInt32> {
        let low = slot(in: stretch, notBefore: first)
        let high = last == .max ? Int(stretchStart[Int(stretch.rawValue) + 1]) : slot(in: stretch, notBefore: last + 1)
        return nameStart[low]..<nameStart[max(low, high)]
    }

    /// Binary search within a stretch, narrowed by the directory of years.
    private func slot(in stretch: BirthStretch, notBefore day: Int32) -> Int {
        var low = Int(stretchStart[Int(stretch.rawValue)])
        var high = Int(stretchStart[Int(stretch.rawValue) + 1])
        if stretch == .day, day > Self.firstMonth {
            let month = (Int(day) - Int(Self.firstMonth)) / 32
            if month + 1 < dayStart.count {
                low = Int(dayStart[month])
                high = Int(dayStart[month + 1])
            }
        }
        while low < high {
            let middle = (low + high) / 2
            if births[Int(birthStart[middle])].first < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// 1880-01-01, where the directory of 32-day steps begins.
    static let firstMonth: Int32 = -32_872

    /// Slots where each step of 32 days begins, for the stretch of single days.
    static func directory(_ days: [Int32], from start: UInt32) -> [UInt32] {
        guard days.count > 1_000 else { return [] }
        var directory: [UInt32] = []
        var at = 0
        for step in 0..<2_100 {
            let day = firstMonth + Int32(step * 32)
            while at < days.count, days[at] < day { at += 1 }
            directory.append(start + UInt32(at))
        }
        return directory
    }
}
