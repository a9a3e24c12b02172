import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

/// Mutations of valid texts, the same on every run.
private func mutations(of seed: [UInt8], count: Int, _ random: inout SplitMix, _ body: ([UInt8]) -> Void) {
    for _ in 0..<count {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 3: bytes.removeLast(min(bytes.count, Int.random(in: 0...40, using: &random)))
            default: bytes += bytes.suffix(Int.random(in: 0...40, using: &random))
            }
        }
        body(bytes)
    }
}

@Suite struct `Hostile input` {
    @Test func `never becomes a note its key did not sign`() throws {
        var random = SplitMix(seed: 1)
        let keys = LedgerKeys.generate()
        let key = try keys.verifier(origin: "a.example/serai/1")
        let checkpoint = Checkpoint(origin: key.name, size: 5, root: .leaf([1]))
        let note = try #require(NoteSigner(name: key.name, secret: keys.signing)).sign(checkpoint.text)
        #expect(try Checkpoint.verified(note, by: key) == checkpoint)
        mutations(of: Array(note.utf8), count: 20_000, &random) { bytes in
            if let read = try? SignedNote(bytes, keys: [key]) { #expect(read.text == checkpoint.text) }
        }
    }

    @Test func `never becomes a checkpoint or a path that is written otherwise`() {
        var random = SplitMix(seed: 2)
        let text = Checkpoint(origin: "a.example", size: 1_234, root: .leaf([1])).text
        mutations(of: Array(text.utf8), count: 20_000, &random) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let read = Checkpoint(text) { #expect(read.text == text) }
        }
        mutations(of: Array("tile/3/x001/x234/067.p/12".utf8), count: 50_000, &random) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let path = TilePath(text) { #expect(path.description == text) }
        }
    }

    @Test func `never becomes a bundle, a hash, a key or an entry that is written otherwise`() {
        var random = SplitMix(seed: 3)
        let bundle = EntryBundle.encode([[1, 2, 3], [], Array(repeating: 9, count: 300)])
        mutations(of: bundle, count: 20_000, &random) { bytes in
            if let entries = EntryBundle.decode(bytes, count: 3) { #expect(EntryBundle.encode(entries) == bytes) }
        }
        mutations(of: Array(MerkleHash.empty.base64.utf8), count: 20_000, &random) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let hash = MerkleHash(base64: text) { #expect(hash.base64 == text) }
        }
        let entry = LedgerEntry(header: header(1), content: .body(commitment: .empty))
        mutations(of: entry.bytes, count: 50_000, &random) { bytes in
            if let read = LedgerEntry(bytes) { #expect(read.bytes == bytes) }
        }
    }

    @Test func `is refused for its size before it is read`() {
        #expect(throws: NoteRefusal.tooLarge(bytes: 70_000, limit: 65_536)) {
            try SignedNote([UInt8](repeating: 10, count: 70_000), keys: [])
        }
        #expect(LedgerEntry([UInt8](repeating: 0x7B, count: 70_000)) == nil)
    }
}

@Suite struct `An entry` {
    @Test func `is written as the protocol page shows it`() {
        var header = header(1)
        header.handling = Handling(.red, use: [.notOnward, .notInCourt], audience: ["bb", "aa"])
        header.agreement = "A-1"
        header.legalBasis = "s. 12 \"b\"\n"
        let entry = LedgerEntry(header: header, content: .body(commitment: .empty))
        #expect(
            String(decoding: entry.bytes, as: UTF8.self)
                == """
                {"agreement":"A-1","audience":["aa","bb"],"author":"o-17","basis":"s. 12 \\"b\\"\\n",\
                "commitment":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","delete":"2029-11-22","format":1,\
                "handling":"TLP:RED","id":"01M8YRVW01000000000004000W","issued":1795348800001,"kind":"alert","node":"aa",\
                "purposes":["border-check"],"review":"2027-11-22","use":["H1","H2"],"version":1}
                """.replacing("01M8YRVW01000000000004000W", with: header.id.rawValue))
    }

    @Test func `comes back as it was written, whatever it says`() {
        var random = SplitMix(seed: 4)
        let odd = ["", "\u{0}\u{1F}\u{7F}", "\"\\/\n\r\t\u{8}\u{C}", "Закон § 12", "قانون", "\u{1F600}", "{\"kind\":\"erasure\"}"]
        for number in 0..<2_000 {
            var header = header(number, kind: number % 3 == 2 ? .erasure : "alert", version: number)
            header.legalBasis = odd.randomElement(using: &random)! + odd.randomElement(using: &random)!
            header.issued = Int64.random(in: .min ... .max, using: &random)
            header.purposes = Array(Purpose.allCases.shuffled(using: &random).prefix(number % 4))
            header.agreement = number % 5 == 0 ? odd.randomElement(using: &random)! : nil
            header.handling = Handling(.amberStrict, use: number % 2 == 0 ? [.notInCourt] : [], audience: number % 7 == 0 ? ["x"] : [])
            let content: LedgerEntry.Content =
                switch number % 3 {
                case 0: .body(commitment: .leaf([UInt8(number & 255)]))
                case 1: .batch(root: .leaf([1]), count: 1 + number % 256)
                default: .erasure([LedgerPosition(index: UInt64(number)), LedgerPosition(index: 7, slot: number % 256)])
                }
            let entry = LedgerEntry(header: header, content: content)
            #expect(LedgerEntry(entry.bytes) == entry)
            #expect(throws: Never.self) { try StrictJSON.check(entry.bytes) }
        }
    }
}
