import Foundation
import Ledger
import Records
import Safeguards
import SeraiTesting
import Testing
import Watchlists

private let day = CalendarDay("2026-11-20")!

func listed(_ name: String, _ reference: String, born: String? = nil, documents: [IdentityDocument] = [])
    -> ListItem
{
    .row(
        ImportedRow(
            line: 1,
            subject: .person(
                Identity(
                    names: [PersonName(name)], births: born.flatMap { PartialDate($0) }.map { [$0] } ?? [],
                    documents: documents)),
            reference: reference, action: .verifyIdentity, reason: .sanctions, category: .other))
}

private func list(_ items: [ListItem], _ name: ListID = "T") -> ListFile {
    ListFile(source: ListSource(list: name, publisher: "Test", date: day), items)
}

/// Names that share no part with each other.
private func people(_ range: Range<Int>) -> [ListItem] {
    range.map { listed("\(word($0)) \(word($0 + 10_000))", "T:\($0)", born: "1980") }
}

func word(_ number: Int) -> String {
    var random = SplitMix(seed: UInt64(number))
    let syllables = [
        "ba", "do", "fi", "gu", "ka", "le", "mo", "nu", "pi", "ra", "se", "to", "vu", "xa", "zo", "wy",
    ]
    return (0..<4).map { _ in syllables.randomElement(using: &random)! }.joined()
}

@Suite struct `Importing a list` {
    @Test func `counts what is new, changed, gone and the same`() async throws {
        let node = try await Node()
        let first = try await node.importing(list(people(0..<300)))
        #expect((first.counts.added, first.counts.changed, first.counts.withdrawn) == (300, 0, 0))
        let same = try await node.importing(list(people(0..<300)))
        #expect((same.counts.added, same.counts.changed, same.counts.unchanged) == (0, 0, 300))
        var next = people(10..<305)
        next[0] = listed("Changed Person", "T:10")
        let second = try await node.importing(list(next))
        #expect(second.counts.added == 5)
        #expect(second.counts.changed == 1)
        #expect(second.counts.withdrawn == 10)
        #expect(second.counts.unchanged == 289)
        #expect(try node.register.lists().first?.persons == 295)
        #expect(try node.register.lists().first?.sourceDate == day)
        #expect(try await node.screen(name: "Changed Person") == ["T:10"])
        #expect(try await node.screen(name: "\(word(3)) \(word(10_003))").isEmpty)
    }

    @Test func `reports bad rows by line and keeps the good ones`() async throws {
        let node = try await Node()
        let items =
            people(0..<3) + [.fault(RowFault(line: 9, reason: "no name")), listed("Twice Listed", "T:0")]
        let report = try await node.importing(list(items))
        #expect(report.counts.added == 3)
        #expect(report.counts.faults == 2)
        #expect(report.faults.map(\.line) == [9, 1])
        #expect(try await node.screen(name: "Twice Listed").isEmpty)
    }

    @Test func `brings in nothing of a file that is cut`() async throws {
        let node = try await Node()
        let broken = ListItem.broken(.cutInHalf(line: 4, missing: "the rest"))
        await #expect(throws: ListImportError.file(.cutInHalf(line: 4, missing: "the rest"))) {
            try await node.importing(list(people(0..<3) + [broken]))
        }
        #expect(node.ledger.size == 0)
        await #expect(throws: ListImportError.nothingReadable(faults: 1)) {
            try await node.importing(list([.fault(RowFault(line: 1, reason: "bad"))]))
        }
    }

    @Test func `asks before more than a fifth of a list goes`() async throws {
        let node = try await Node()
        _ = try await node.importing(list(people(0..<100)))
        await #expect(throws: ListImportError.suspiciousShrink(withdrawn: 21, of: 100)) {
            try await node.importing(list(people(0..<79)))
        }
        #expect(try node.register.lists().first?.persons == 100)
        _ = try await node.importing(list(people(0..<79)), confirmed: true)
        #expect(try node.register.lists().first?.persons == 79)
    }

    @Test func `broken off before its closing entry leaves the old list in force, also after a restart`()
        async throws
    {
        let node = try await Node()
        _ = try await node.importing(list(people(0..<300)))
        // What a crash leaves: slices without a closing entry.
        let cut = Guarded(0)
        let changing = (0..<600).map { listed("\(word($0 + 50_000)) New", "T:\($0)") }
        let dying = ListFile(source: ListSource(list: "T", publisher: "Test", date: day)) {
            let walk = cut.with {
                $0 += 1
                return $0
            }
            var items = changing.makeIterator()
            return AnyIterator {
                guard let item = items.next() else {
                    if walk == 2 { withUnsafeCurrentTask { $0?.cancel() } }
                    return nil
                }
                return item
            }
        }
        let task = Task { try await node.importing(dying) }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(node.ledger.size > 3)
        let old = "\(word(7)) \(word(10_007))"
        let new = "\(word(50_007)) New"
        #expect(try await node.screen(name: old) == ["T:7"])
        #expect(try await node.screen(name: new).isEmpty)
        #expect(try node.register.lists().first?.persons == 300)

        let again = try await node.restarted()
        #expect(try await again.screen(name: old) == ["T:7"])
        #expect(try await again.screen(name: new).isEmpty)
        // Sweeping up what the crash left does not touch what is in force.
        await #expect(throws: ListImportError.suspiciousShrink(withdrawn: 300, of: 300)) {
            try await again.importing(list(people(1_000..<1_001)))
        }
        let report = try await again.importing(list(changing))
        #expect(report.counts.changed == 300)
        #expect(try await again.screen(name: old).isEmpty)
        #expect(try await again.screen(name: new).first == "T:7")
        let records = try again.ledger.records(from: 0, limit: 100)
        #expect(records.contains { $0.erased })
        let versions = records.filter { $0.header.kind == .alert }.map { "\($0.id) \($0.version)" }
        #expect(Set(versions).count == versions.count)
        let dumps = try await again.views.rebuild()
        #expect(dumps.live == dumps.rebuilt)
        #expect(dumps.live.count == 4)
    }

    @Test func `of another list at the same time is no matter, of the same one is refused`() async throws {
        let node = try await Node()
        async let first = node.importing(list(people(0..<600)))
        async let second = node.importing(list(people(0..<10), "U"))
        _ = try await (first, second)
        #expect(try node.register.lists().map(\.persons) == [600, 10])
    }

    @Test func `needs leave for that very task`() async throws {
        let node = try await Node()
        await #expect(throws: ListImportError.wrongTask(found: .purge)) {
            try await node.importer.run(
                list(people(0..<1)), terms: ImportTerms(legalBasis: "test"),
                under: try await node.gate.maintenance(.purge, detail: "T"))
        }
    }

    @Test func `gives the same in any order of its rows`() async throws {
        let node = try await Node()
        _ = try await node.importing(list(people(0..<50)))
        let report = try await node.importing(list(people(0..<50).reversed()))
        #expect(report.counts.unchanged == 50)
    }
}

@Suite struct `Destroying what waits` {
    @Test func `of an import leaves what is in force alone`() async throws {
        let node = try await Node()
        _ = try await node.importing(list(people(0..<3)))
        let held = try #require(
            try node.register.search(AlertSearch(), under: try await node.warrant()).first {
                $0.alert.reference == "T:1"
            })
        // A slice without its closing entry, then its erasure.
        var header = try node.author.add(
            AlertDraft(
                .person(Identity(names: [PersonName("A")])), action: .arrest, reason: .wanted,
                category: .suspect,
                legalBasis: "Act", reference: "r"), by: "import:T"
        ).header
        let changed = Alert(
            .person(Identity(names: [PersonName("Other Name")])), list: "T", reference: "T:1",
            action: .verifyIdentity,
            reason: .sanctions, category: .other, owner: "AA")
        let index = try await node.ledger.append(
            batch: header, of: [BatchItem(id: held.id, version: 2, body: changed.encoded)])
        try await node.views.catchUp()
        header.kind = .erasure
        try await node.ledger.erase([LedgerPosition(index: index)], header: header)
        try await node.views.catchUp()
        #expect(try await node.screen(name: "\(word(1)) \(word(10_001))") == ["T:1"])
        let dumps = try await node.views.rebuild()
        #expect(dumps.live == dumps.rebuilt)
    }

    @Test func `a file cannot replace the officers' own list`() async throws {
        let node = try await Node()
        await #expect(throws: ListImportError.ownList("NAT")) {
            try await node.importing(list(people(0..<1), "NAT"))
        }
    }
}
