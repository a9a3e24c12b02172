import Matching
import Records
import SeraiTesting
import Testing

@Suite struct `A saved index` {
    private func saved() throws -> (index: NameIndex, bytes: [UInt8]) {
        var people = People(seed: 44)
        let index = NameIndex()
        index.build((0..<200).map { (UInt64($0), listed(people.name(), births: [people.birth()], documents: ["AB\(1_000_000 + $0)"])) })
        index.update(7, listed("OKAFOR, Wanjiru", births: ["1980-05-05", "1981"]))
        index.remove(9)
        var bytes: [UInt8] = []
        try withUnsafeMutablePointer(to: &bytes) { pointer in
            nonisolated(unsafe) let kept = pointer
            try index.save { kept.pointee.append(contentsOf: $0) }
        }
        return (index, bytes)
    }

    @Test func `answers as the one it was saved from, and goes on being updated`() throws {
        let (index, bytes) = try saved()
        let again = try bytes.withUnsafeBytes { try NameIndex(loading: $0) }
        #expect(again.count == index.count)
        var people = People(seed: 44)
        for _ in 0..<120 {
            let traveller = person(people.name(), born: people.birth(), document: "AB1000017")
            #expect(again.ask(traveller, threshold: 0.2) == index.ask(traveller, threshold: 0.2))
        }
        again.remove(7)
        #expect(!again.ask(person("Wanjiru Okafor", born: "1980-05-05")).contains { $0.key == 7 })
        again.update(7, listed("CASTILLO, Thandiwe"))
        #expect(again.ask(person("Thandiwe Castillo")).contains { $0.key == 7 })
    }

    @Test func `is refused with a reason when a byte is changed, cut off, or of another program`() throws {
        let (_, bytes) = try saved()
        func load(_ bytes: [UInt8]) -> SnapshotError? {
            do {
                _ = try bytes.withUnsafeBytes { try NameIndex(loading: $0) }
                return nil
            } catch { return error as? SnapshotError }
        }
        #expect(load(bytes) == nil)
        var random = SplitMix(seed: 5)
        for _ in 0..<300 {
            var altered = bytes
            let place = Int.random(in: 24..<bytes.count, using: &random)
            altered[place] ^= UInt8.random(in: 1...255, using: &random)
            #expect(load(altered) == .damaged, "\(place)")
        }
        for length in [0, 7, 8, 16, 24, bytes.count / 2 & ~7, bytes.count - 8, bytes.count - 1] {
            #expect(load(Array(bytes[..<length])) != nil)
        }
        var other = bytes
        other[8] ^= 1
        guard case .otherNormaliser = load(other) else {
            Issue.record("another normaliser was accepted")
            return
        }
        other = bytes
        other[12] ^= 1
        #expect(load(other) == .otherFormat(found: 0, expected: 1))
        #expect(load([UInt8](repeating: 0, count: 64)) == .notASnapshot)
    }
}
