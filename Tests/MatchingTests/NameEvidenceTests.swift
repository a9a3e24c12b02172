import Matching
import Records
import SeraiTesting
import Testing

private func score(_ traveller: Traveller, _ identity: Identity) -> Double {
    let index = NameIndex()
    index.build([(1, identity)])
    return index.ask(traveller, threshold: 0).first?.score ?? 0
}

private func alarms(_ traveller: Traveller, _ identity: Identity) -> Bool {
    score(traveller, identity) >= NameIndex.defaultThreshold
}

@Suite struct `A name` {
    @Test(arguments: [
        ("Александр Пушкин", "PUSHKIN, Aleksandr"), ("Тарас Шевченко", "Taras Chevtchenko"),
        ("Чыңгыз Айтматов", "Chinghiz Aitmatov"),
        ("Садриддин Айнӣ", "Sadriddin Ayni"), ("Ўткир Ҳошимов", "Utkir Hoshimov"),
        ("Иво Андрић", "Ivo Andric"),
        ("Христо Ботев", "Hristo Botev"), ("Мұхтар Әуезов", "Mukhtar Auezov"),
        ("نجيب محفوظ", "Naguib Mahfouz"),
        ("فروغ فرخزاد", "Forough Farrokhzad"), ("محمد اقبال", "Muhammad Iqbal"), ("غني خان", "Ghani Khan"),
        ("شێرکۆ بێکەس", "Sherko Bekas"),
        ("عبد الرحمن الكواكبي", "Abderrahmane Kawakibi"), ("شوقي ضيف", "Shawqi Dayf"),
        ("შოთა რუსთაველი", "Shota Rustaveli"),
        ("Արամ Խաչատրյան", "Aram Hachatrian"), ("Νίκος Καζαντζάκης", "Nikos Kazantzakis"),
        ("শামসুর রহমান", "Shamsur Rahman"),
        ("김대중", "Kim Dae-jung"), ("李小龙", "Li Xiaolong"), ("İsmet İnönü", "Ismet Inonu"),
        ("Fyodor Dostoyevsky", "Федор Достоевский"),
    ])
    func `is found across scripts`(native: String, latin: String) {
        #expect(alarms(person(native), listed(latin)), "\(score(person(native), listed(latin)))")
        #expect(alarms(person(latin), listed(native)), "\(score(person(latin), listed(native)))")
    }

    @Test(arguments: [
        ("Abdul Rahman Haddad", "Abderrahmane HADDAD"), ("Nur al-Din Zengi", "Noureddine Zenki"),
        ("Md Karim Haddad", "Mohammad Karim Haddad"),
        ("Youssef Chahine", "Yusuf Shahin"), ("Saifullah Durrani", "Saif Ullah Dorani"),
        ("Alhamdani Feras", "Firas al-Hamdani"),
        ("Ekaterina Smirnowa", "Yekaterina Smirnova"), ("Mykola Lysenko", "Nikolai Lysenko"),
        ("J. Haddad Nasser", "Jamal Nasir Haddad"),
        ("Maryjane Okonkwo", "Mary Jane Okonkwo"), ("Ahmet Çelik", "Ahmed Celik"),
        ("Kostyantyn Yushchenko", "Konstantin Juschtschenko"),
    ])
    func `is found in another spelling`(mine: String, listedName: String) {
        #expect(alarms(person(mine), listed(listedName)), "\(score(person(mine), listed(listedName)))")
    }

    @Test(arguments: [
        ("Karim Haddad", "Salim Haddad"), ("Elena Petrova", "Irina Petrova"),
        ("Juan Castillo", "Juan Vasquez"),
        ("Kim Min-jun", "Kim Dae-ho"), ("Abdul Rahman", "Abdul Karim"),
        ("Mohammad Ali Jafari", "Mohammad Reza Mousavi"),
    ])
    func `is not taken for a relative's or a namesake's`(mine: String, listedName: String) {
        #expect(!alarms(person(mine), listed(listedName)), "\(score(person(mine), listed(listedName)))")
    }

    @Test(arguments: [
        ("MXHFWXZZ", "NJYB", "Naguib Mahfouz"), ("ALXHSYNXY", "FAXTTMXTA", "Fatima al-Husayni"),
        ("ALXHSYNXY", "FAXTTMXAH", "Fatima al-Husayni"),
        ("XAL XKHLYFXAH", "EBDALRXHMN", "Abdulrahman Al Khalifa"), ("FRXKHZAD", "FRWG", "Forough Farrokhzad"),
        ("XKHAN", "GNXY", "Ghani Khan"),
        ("XAEXHMD", "XSHWQY", "Shawqi Ahmad"),
    ])
    func `in a machine-readable zone is read as the Arabic letters ICAO spells`(
        surname: String, given: String, latin: String
    ) {
        let traveller = Traveller(name: .machineReadable(surname: surname, given: given, truncated: false))
        #expect(alarms(traveller, listed(latin)), "\(score(traveller, listed(latin)))")
    }

    @Test func `cut off at the end of the zone still fits, and only when it is marked as cut`() {
        let identity = listed("WICKRAMASINGHE, Thandiwe Maheswaran")
        let cut = Traveller(
            name: .machineReadable(surname: "WICKRAMASINGHE", given: "THANDIWE MAHES", truncated: true))
        let whole = Traveller(
            name: .machineReadable(surname: "WICKRAMASINGHE", given: "THANDIWE MAHES", truncated: false))
        #expect(score(cut, identity) > score(whole, identity))
        #expect(alarms(cut, identity))
    }

    @Test func `does not depend on the order of its parts`() {
        var people = People(seed: 21)
        for _ in 0..<60 {
            let (mine, theirs) = (people.slip(people.name()), people.name())
            let turned = mine.split(separator: " ").reversed().joined(separator: " ")
            guard !mine.contains("-"), !mine.contains("Ben"), !mine.contains("Al") else { continue }
            #expect(
                abs(score(person(mine), listed(theirs)) - score(person(turned), listed(theirs))) < 0.0001,
                "\(mine) / \(theirs)")
        }
    }

    @Test func `never scores higher with a letter spoiled than it does letter for letter`() {
        var people = People(seed: 34)
        for _ in 0..<200 {
            let name = people.name()
            let born = people.birth()
            let identity = listed(name, births: [born])
            let intact = score(person(name, born: born), identity)
            let spoiled = people.slip(name)
            #expect(score(person(spoiled, born: born), identity) <= intact, "\(spoiled) / \(name)")
        }
    }

    @Test func `is explained part by part`() throws {
        let index = NameIndex()
        index.build([(1, listed("AL-HAMDANI, Firas Salim", births: ["1980"]))])
        let match = try #require(
            index.ask(person("Feras Hamdani Qutb", born: "1980-03-04"), threshold: 0).first)
        let parts = match.name.parts
        #expect(parts.first { $0.traveller == "Feras" }?.listed == "Firas")
        #expect(parts.first { $0.traveller == "Feras" }?.relation == .variant)
        #expect(parts.first { $0.traveller == "Hamdani" }?.relation == .same)
        #expect(parts.first { $0.traveller == "Qutb" }?.relation == .extra)
        #expect(parts.first { $0.listed == "Salim" }?.relation == .missing)
        #expect(match.birth.relation == .compatible)
        #expect(match.reasons.count == parts.count + 1)
    }

    @Test func `of one nationality or sex scores as of any other`() {
        var people = People(seed: 55)
        let states = ["FRA", "IRQ", "KGZ", "COL", "GEO"].compactMap { CountryCode($0) }
        for _ in 0..<60 {
            var traveller = person(people.slip(people.name()), born: people.birth())
            var identity = listed(people.name(), births: [people.birth()])
            var scores: Set<Double> = []
            for (shift, state) in states.enumerated() {
                for (mine, theirs) in [
                    (Sex.male, Sex.female), (.female, .male), (.male, .male), (.unspecified, .male),
                ] {
                    traveller.nationality = state
                    traveller.sex = mine
                    identity.nationalities = [states[(shift + 1) % states.count], state]
                    identity.sex = theirs
                    scores.insert(score(traveller, identity))
                }
            }
            #expect(scores.count == 1)
        }
    }
}

@Suite struct `Tables of name variants` {
    @Test func `hold no row twice and no word twice in a row`() {
        var rows: Set<Substring> = []
        for table in NameTables.all {
            for row in table.split(separator: "\n") {
                #expect(rows.insert(row).inserted, "\(row)")
                let words = row.split(separator: " ")
                #expect(Set(words).count == words.count, "\(row)")
                #expect(words.count >= 2, "\(row)")
                for word in words {
                    let latin = word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
                    #expect(
                        latin || word.unicodeScalars.allSatisfy { (0x600...0x6FF).contains($0.value) },
                        "\(word)")
                }
            }
        }
    }
}
