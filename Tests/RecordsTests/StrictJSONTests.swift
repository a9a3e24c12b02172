import Foundation
import Records
import SeraiTesting
import Testing

private func refusal(_ text: String, limit: Int = 65_536) -> JSONRefusal? {
    do {
        try StrictJSON.check(Array(text.utf8), limit: limit)
        return nil
    } catch { return error }
}

@Suite struct `A JSON text from outside` {
    @Test(arguments: [
        "{}", "[]", "0", "-1.5e+10", "\"\\u00e9\\n\"", "{\"a\":[1,{\"b\":null}],\"c\":true}", " [ 1 , 2 ] ", "\"\\ud83d\\ude00\"",
    ])
    func `passes when it is JSON`(text: String) {
        #expect(refusal(text) == nil)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "nul", "\"\u{01}\"", "\"\\x\"", "\"\\u+123\"", "[1] x",
        "\"open", "--1", "{\"a\" 1}", "'a'", "NaN",
    ])
    func `is refused where it stops being JSON`(text: String) {
        guard case .malformed = refusal(text) else {
            Issue.record("\(text) passed or was refused otherwise")
            return
        }
    }

    @Test func `is refused with a key twice, however it is spelt`() {
        #expect(refusal(#"{"a":1,"a":2}"#) == .duplicateKey(offset: 7))
        #expect(refusal(#"{"a":1,"\u0061":2}"#) == .duplicateKey(offset: 7))
        #expect(refusal(#"{"a":{"a":1},"b":{"a":1}}"#) == nil)
    }

    @Test func `is refused when nested too deep, without using up the stack`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(refusal(deep, limit: 200_000) == .tooDeep(offset: 17, limit: 16))
    }

    @Test func `is refused by size before anything is read`() {
        #expect(refusal(String(repeating: " ", count: 11), limit: 10) == .tooLarge(bytes: 11, limit: 10))
    }

    @Test func `is refused when it is not UTF-8`() {
        #expect(throws: JSONRefusal.notUTF8) { try StrictJSON.check([0x22, 0xFF, 0x22]) }
        // An overlong slash and half a surrogate pair in UTF-8.
        #expect(throws: JSONRefusal.notUTF8) { try StrictJSON.check([0x22, 0xC0, 0xAF, 0x22]) }
        #expect(throws: JSONRefusal.notUTF8) { try StrictJSON.check([0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }

    @Test func `agrees with Foundation on random mutations, duplicates aside`() throws {
        var random = SplitMix(seed: 8_259)
        let seed = Array(#"{"name":"Anna","n":[1,-2.5e3,true,null],"o":{"x":"\u00e9\\"}}"#.utf8)
        var accepted = 0
        for _ in 0..<4_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: place)
                }
            }
            let mine = (try? StrictJSON.check(bytes)) != nil
            let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
            accepted += mine ? 1 : 0
            if mine { #expect(theirs, "\(String(decoding: bytes, as: UTF8.self))") }
        }
        #expect(accepted > 100)
    }
}
