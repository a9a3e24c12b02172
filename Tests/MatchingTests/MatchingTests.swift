import Matching
import Records
import SeraiTesting
import Testing

func listed(_ names: String..., births: [String] = [], documents: [String] = []) -> Identity {
    Identity(
        names: names.map { PersonName($0) }, births: births.compactMap { PartialDate($0) },
        documents: documents.compactMap { DocumentNumber($0) }.map { IdentityDocument(number: $0) })
}

func person(_ name: String, born: String? = nil, document: String? = nil) -> Traveller {
    Traveller(
        name: .written(name), birth: born.flatMap { PartialDate($0) },
        document: document.flatMap { DocumentNumber($0) }.map { IdentityDocument(number: $0) })
}

/// Names put together from parts at home in many places, the same on every run.
struct People {
    private static let given = [
        "Amina", "Bekzod", "Carlos", "Dilshod", "Elena", "Farhad", "Giorgi", "Hassan", "Irina", "Jamshid",
        "Karim", "Leyla",
        "Mahmoud", "Nadia", "Oksana", "Pavel", "Qasim", "Rustam", "Sergei", "Tariq", "Ulugbek", "Viktor",
        "Wanjiru",
        "Xiaoming", "Yusuf", "Zarina", "Abdulkarim", "Nuruddin", "Stanislaw", "Thandiwe",
    ]
    private static let family = [
        "Abdullayev", "Bondarenko", "Castillo", "Dzhumabekov", "Eskandari", "Farouk", "Gelashvili", "Haddad",
        "Ivanova",
        "Jafari", "Khachatryan", "Lomidze", "Mansour", "Nazarov", "Okafor", "Petrosyan", "Qureshi",
        "Rahmonov",
        "Shevchenko", "Tashkentov", "Usmanov", "Vasquez", "Wickramasinghe", "Xhaferi", "Yildiz", "Zaitsev",
        "Al-Masri",
        "Ben Salah", "Kowalczyk", "Tsereteli",
    ]

    var random: SplitMix
    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func name() -> String {
        var parts = [Self.given.randomElement(using: &random)!, Self.family.randomElement(using: &random)!]
        if Bool.random(using: &random) { parts.insert(Self.given.randomElement(using: &random)!, at: 1) }
        return parts.joined(separator: " ")
    }

    mutating func birth() -> String {
        let year = Int.random(in: 1940...2005, using: &random)
        return Bool.random(using: &random)
            ? "\(year)"
            : CalendarDay(year: year, month: 1, day: 1)!.adding(days: Int.random(in: 0..<365, using: &random))
                .description
    }

    /// One letter left out, doubled, changed or swapped with the next.
    mutating func slip(_ name: String) -> String {
        var letters = Array(name)
        let places = letters.indices.dropLast().filter { letters[$0].isLetter && letters[$0 + 1].isLetter }
        let place = places.randomElement(using: &random)!
        switch Int.random(in: 0..<4, using: &random) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        case 2: letters[place] = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random)!
        default: letters.swapAt(place, place + 1)
        }
        return String(letters)
    }
}

@Suite struct `A name index` {
    @Test func `sees an update at the next question and not what was removed`() {
        let index = NameIndex()
        let traveller = person("Karim Haddad")
        index.update(7, listed("HADDAD, Karim"))
        #expect(index.ask(traveller).map(\.key) == [7])
        index.update(7, listed("KOVAC, Zoran"))
        #expect(index.ask(traveller).isEmpty)
        #expect(index.ask(person("Zoran Kovac")).map(\.key) == [7])
        index.remove(7)
        index.remove(7)
        #expect(index.ask(person("Zoran Kovac")).isEmpty)
        #expect(index.count == 0)
    }

    @Test func `agrees with a dictionary after any run of updates and removals`() {
        var people = People(seed: 3)
        let index = NameIndex()
        var model: [UInt64: String] = [:]
        for step in 0..<1_200 {
            let key = UInt64.random(in: 0..<90, using: &people.random)
            if Int.random(in: 0..<4, using: &people.random) == 0 {
                index.remove(key)
                model[key] = nil
            } else {
                let name = people.name()
                index.update(key, listed(name))
                model[key] = name
            }
            guard step % 40 == 0 else { continue }
            #expect(index.count == model.count)
            for (key, name) in model {
                #expect(
                    index.ask(person(name), limit: 200).contains {
                        $0.key == key && $0.name.listed?.value == name
                    })
            }
        }
        for match in index.ask(person("Karim Haddad"), limit: 500, threshold: 0) {
            #expect(model[match.key] != nil, "a removed or replaced identity came back")
        }
    }

    @Test func `keeps the last of two identities with one key when built`() {
        let index = NameIndex()
        index.build([(1, listed("Ana Castillo")), (2, listed("Pavel Zaitsev")), (1, listed("Tariq Mansour"))])
        #expect(index.count == 2)
        #expect(index.ask(person("Ana Castillo")).isEmpty)
        #expect(index.ask(person("Mansour Tariq")).map(\.key) == [1])
    }

    @Test func `finds by its keys whatever a scan of every listed word finds`() {
        var people = People(seed: 11)
        let index = NameIndex()
        let entries = (0..<400).map { _ in (name: people.name(), birth: people.birth()) }
        index.build(
            entries.enumerated().map {
                (UInt64($0.offset), listed($0.element.name, births: [$0.element.birth]))
            })
        var expected = 0
        var found = 0
        for _ in 0..<300 {
            let entry = entries.randomElement(using: &people.random)!
            let traveller = person(people.slip(entry.name), born: entry.birth)
            let slow = Set(index.askEveryWord(traveller, limit: 400).map(\.key))
            let fast = Set(index.ask(traveller, limit: 400).map(\.key))
            #expect(fast.isSubset(of: slow))
            expected += slow.count
            found += fast.intersection(slow).count
        }
        #expect(expected > 250)
        #expect(Double(found) >= 0.99 * Double(expected), "\(found) of \(expected)")
    }

    @Test func `never returns a withdrawn identity while others are being added`() async {
        let index = NameIndex()
        let sought = person("Wanjiru Okafor", born: "1980-05-05")
        index.update(1, listed("OKAFOR, Wanjiru", births: ["1980-05-05"]))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                var people = People(seed: 5)
                for key in 100..<400 as Range<UInt64> {
                    index.update(key, listed(people.name(), births: ["1901"]))
                }
            }
            group.addTask {
                for _ in 0..<100 {
                    index.remove(1)
                    #expect(!index.ask(sought).contains { $0.key == 1 })
                    index.update(1, listed("OKAFOR, Wanjiru", births: ["1980-05-05"]))
                    #expect(index.ask(sought).first?.key == 1)
                }
            }
        }
        #expect(index.count == 301)
    }

    @Test(arguments: [
        "", " ", ",,,", "al bin de", "A", "😀🤖", "\u{202E}\u{200D}\u{FEFF}", "123 456", "ขวัญฤดี", "x",
        "\u{FFFD}", "ʿ", "ـــ",
    ])
    func `answers a name that is hardly one`(name: String) {
        let index = NameIndex()
        index.build([(1, listed(name)), (2, listed("Karim Haddad")), (3, listed("Le Van Da"))])
        #expect(index.ask(person(name), threshold: 0).allSatisfy { (0...1).contains($0.score) })
    }

    @Test func `answers a huge name in bounded time`() {
        let index = NameIndex()
        var people = People(seed: 8)
        index.build((0..<500).map { (UInt64($0), listed(people.name())) })
        let names = [
            String(repeating: "Karim Haddad ", count: 2_000), String(repeating: "a", count: 20_000),
            "a" + String(repeating: "\u{301}", count: 20_000),
            (0..<3_000).map { "x\($0)y" }.joined(separator: " "),
            String(repeating: "ا", count: 10_000), String(repeating: "张", count: 10_000),
        ]
        let clock = ContinuousClock()
        for name in names {
            let spent = clock.measure { _ = index.ask(person(name), threshold: 0) }
            #expect(spent < .milliseconds(400), "\(name.prefix(12))… took \(spent)")
            index.update(9_999, listed(name))
        }
    }
}
