import Matching
import Records
import SeraiTesting
import Testing

private func evidence(_ mine: String?, _ listedDates: [String]) -> Match? {
    let index = NameIndex()
    index.build([(1, listed("Thandiwe Wickramasinghe", births: listedDates))])
    return index.ask(person("Thandiwe Wickramasinghe", born: mine), threshold: 0).first
}

@Suite struct `A birth date` {
    @Test(arguments: [
        ("1980-03-04", "1980-03-04", BirthEvidence.Relation.same), ("1980-03-04", "1980-04-03", .slip),
        ("1980-03-04", "1980-03-05", .slip),
        ("1980-03-04", "1980-03-14", .slip), ("1980-03-04", "1981-03-04", .slip),
        ("1980-03-04", "1990-03-04", .slip),
        ("1980-03-04", "1980", .compatible), ("1980", "1980-03-04", .compatible),
        ("1980-03", "1980-03-04", .compatible),
        ("1980-03-04", "1980-01-01", .compatible), ("1980-03-04", "1978/1982", .compatible),
        ("1980-03-04", "1981~", .compatible),
        ("1980-03-04", "1984~", .near), ("1980-03-04", "1980-11-27", .near), ("1980-03-04", "1979", .near),
        ("1980-03-04", "1977-12-12", .contradicts), ("1980-03-04", "1991", .contradicts),
        ("1980-03-04", "1983/1990", .contradicts),
    ])
    func `is read with its precision`(mine: String, theirs: String, relation: BirthEvidence.Relation) {
        #expect(evidence(mine, [theirs])?.birth.relation == relation)
        // Two dates stand to each other as they do the other way round.
        #expect(evidence(theirs, [mine])?.birth.relation == relation)
    }

    @Test func `that contradicts clears a namesake, and the best of several listed dates counts`() {
        #expect((evidence("1980-03-04", ["1962-07-07"])?.score ?? 0) < NameIndex.defaultThreshold)
        #expect(
            (evidence("1980-03-04", ["1962-07-07", "1980-03-04"])?.score ?? 0) >= NameIndex.defaultThreshold)
        #expect(
            evidence("1980-03-04", ["1962-07-07", "1980-03-04"])?.birth.listed == PartialDate("1980-03-04"))
    }

    @Test func `raises the score the more it says`() throws {
        let dates = ["1980-03-04", "1980-03", "1980", "1978/1982"]
        let scores = try dates.map { try #require(evidence("1980-03-04", [$0])?.score) }
        #expect(scores == scores.sorted(by: >))
        #expect(try #require(evidence("1980-03-04", [])?.score) < scores[2])
    }

    @Test func `and the name must both be the same for a score of one`() {
        #expect(evidence("1980-03-04", ["1980-03-04"])?.score == 1)
        #expect((evidence("1980", ["1980"])?.score ?? 1) < 1)
        #expect((evidence(nil, ["1980-03-04"])?.score ?? 1) < 1)
        let index = NameIndex()
        index.build([(1, listed("Tandiwe Wickramasinghe", births: ["1980-03-04"], documents: ["AB1234567"]))])
        let near = index.ask(person("Thandiwe Wickramasinghe", born: "1980-03-04", document: "AB1234567"))
        #expect((near.first?.score ?? 1) < 1)
    }
}

@Suite struct `A document number` {
    private let index: NameIndex
    init() {
        index = NameIndex()
        index.build([
            (
                1,
                listed(
                    "Thandiwe Wickramasinghe", births: ["1980-03-04"], documents: ["E27979708", "515458008"])
            ),
            (2, listed("Pavel Zaitsev", documents: ["1234"])),
        ])
    }

    @Test(arguments: ["E27979708", "e279-797 08"])
    func `alarms under any name and birth date`(number: String) {
        let matches = index.ask(person("Bekzod Nazarov", born: "1999-01-02", document: number))
        #expect(matches.map(\.key) == [1])
        #expect(matches.first?.document.relation == .same)
        #expect(matches.first?.document.listed == DocumentNumber("E27979708"))
    }

    @Test(arguments: ["E279797O8", "E27979T08", "5I5458008", "SIS4S8008"])
    func `alarms when only confusable characters differ`(number: String) {
        let matches = index.ask(person("Bekzod Nazarov", born: "1999-01-02", document: number))
        #expect(matches.first?.document.relation == (number.contains("T") ? nil : .confusable))
    }

    @Test(arguments: ["E27979709", "515458308", "1234"])
    func `does not alarm when a true digit differs or it is too short to single anyone out`(number: String) {
        #expect(index.ask(person("Bekzod Nazarov", born: "1999-01-02", document: number)).isEmpty)
    }

    @Test func `that differs takes nothing away from a name`() {
        let without = index.ask(person("Thandiwe Wickramasinghe", born: "1980")).first?.score
        #expect(
            index.ask(person("Thandiwe Wickramasinghe", born: "1980", document: "ZZ999999")).first?.score
                == without)
    }
}
