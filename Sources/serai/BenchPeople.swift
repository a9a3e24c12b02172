// Invented travellers and alerts for the bench: the same in every run.

import Foundation
import Records
import TravelDocuments
import Watchlists

/// People who do not exist, drawn from a seed.
struct InventedPeople {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Knuth's 64-bit congruential generator; its upper bits are good enough for names.
    private mutating func draw(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    private static let syllables = [
        "wu", "vel", "qui", "mar", "tho", "zan", "ber", "lio", "kes", "fro", "dum", "nai", "pol", "gri", "she", "yor", "hal",
        "ces", "tri", "bax", "jun", "ome", "lyr", "dak", "rov", "ilm", "san", "kot", "fey", "urg",
    ]

    private mutating func name(_ count: Int) -> String {
        (0..<count).map { _ in Self.syllables[draw(Self.syllables.count)] }.joined().capitalized
    }

    private mutating func birth() -> CalendarDay? {
        CalendarDay(year: 1950 + draw(55), month: 1 + draw(12), day: 1 + draw(28))
    }

    /// The two lines of a passport of the specimen state.
    mutating func passport(_ number: Int, until expiry: CalendarDay) throws -> [String] {
        try MRZ.make(
            MRZDraft(
                .td3, code: "P", issuer: "UTO", number: "B\(10_000_000 + number)", surname: name(4), given: name(3),
                birth: birth().map { PartialDate(.day($0)) }, sex: .unspecified,
                expiry: expiry))
    }

    mutating func alert(_ number: Int) -> ListItem {
        let names = [PersonName(name(4) + ", " + name(3)), PersonName(name(3) + " " + name(4), .alias)]
        return .row(
            ImportedRow(
                line: number + 1,
                subject: .person(
                    Identity(
                        names: names, births: birth().map { [PartialDate(.day($0))] } ?? [],
                        nationalities: CountryCode("UTO").map { [$0] } ?? [])),
                reference: "BENCH:\(number)", action: .verifyIdentity, reason: .sanctions, category: .other))
    }

    /// A list of that many invented alerts. Each walk over it gives the same.
    static func list(_ count: Int, on day: CalendarDay) -> ListFile {
        ListFile(source: ListSource(list: "BENCH", publisher: "Invented for the bench", date: day)) {
            var people = InventedPeople(seed: 2)
            var number = 0
            return AnyIterator {
                guard number < count else { return nil }
                defer { number += 1 }
                return people.alert(number)
            }
        }
    }
}
