import Foundation
import GRDB
import Ledger
import Records
import SeraiTesting
import Testing

@Suite struct `The next log after an old copy was put back` {
    private let bench: Bench
    private let held: String

    /// Ten entries are left of fifteen; the guard knows of fifteen.
    init() async throws {
        bench = try Bench()
        var store = try bench.open()
        _ = try await store.append((0..<10).map { draft($0) })
        try store.close()
        let old = try Data(contentsOf: bench.path("records.sqlite"))
        store = try bench.open()
        _ = try await store.append((10..<15).map { draft($0) })
        held = try store.checkpoint()
        try store.close()
        try old.write(to: bench.path("records.sqlite"))
    }

    private func reopen(_ notes: [String] = []) throws -> Succession {
        try LedgerStore.reopenAsNext(
            folder: bench.folder.url, name: "records", origin: bench.origin, keys: bench.keys, holding: notes,
            header: header(99, kind: .succession), second: "o-18", now: bench.clock.now)
    }

    @Test func `begins with what is left and says what is lost`() async throws {
        #expect(try bench.open().refusal != nil)
        let succession = try reopen()
        #expect(succession.last.size == 15 && succession.last.origin == bench.origin)
        let store = try bench.open()
        #expect(store.refusal == nil && store.origin == "a.example/serai/2")
        #expect(try await store.append(draft(20)) == 11)
        #expect(try store.verify(holding: [held]).isEmpty)
        #expect(try store.successions().map(\.index) == [10])
        #expect(try store.successions().first?.succession == succession)
        // A stranger with the key of the first log follows to the second.
        let stranger = try LedgerStore.open(
            readOnly: bench.folder.url, name: "records", verifier: bench.keys.verifier(origin: bench.origin))
        #expect(try stranger.verify(holding: [held, store.checkpoint()]).isEmpty)
        try store.close()
    }

    @Test func `is opened once, and never where the log can go on`() async throws {
        _ = try reopen()
        #expect(throws: LedgerError.self) { try reopen() }
    }

    @Test func `takes the newest checkpoint anyone holds, and finds one that goes beyond what it was told`() async throws {
        try FileManager.default.removeItem(at: bench.path("records.guard"))
        let succession = try reopen()
        #expect(succession.last.size == 10, "without guard and partners only this copy is known")
        let store = try bench.open()
        #expect(try store.verify(holding: [held]) == [.heldBeyondSuccession(held: 15, known: 10)])
        try store.close()
    }

    @Test func `with a partner's checkpoint knows more than its own files`() async throws {
        try FileManager.default.removeItem(at: bench.path("records.guard"))
        #expect(try reopen([held]).last.size == 15)
        #expect(try bench.open().verify(holding: [held]).isEmpty)
    }

    @Test func `is found out when it only says that it succeeds`() async throws {
        _ = try reopen()
        try bench.tamper { try $0.execute(sql: "UPDATE meta SET value = '9 a.example/serai/1' WHERE key = 'ended'") }
        let store = try LedgerStore.open(
            readOnly: bench.folder.url, name: "records", origin: bench.origin, keys: bench.keys)
        #expect(try store.verify().contains(.successionUnproven(origin: "a.example/serai/1", at: 9)))
        try bench.tamper { try $0.execute(sql: "UPDATE meta SET value = '' WHERE key = 'ended'") }
        #expect(throws: LedgerError.self) {
            try LedgerStore.open(readOnly: bench.folder.url, name: "records", origin: bench.origin, keys: bench.keys)
        }
    }

    @Test func `goes on in the next day's file under its own name`() async throws {
        _ = try reopen()
        let store = try bench.open()
        let next = try bench.open("next", continuing: store.frontier())
        #expect(next.origin == "a.example/serai/2" && next.first == 11)
        #expect(try await next.append(draft(30)) == 11)
        #expect(try next.verify().isEmpty)
        try store.close()
        try next.close()
        #expect(try bench.open("next").origin == "a.example/serai/2")
    }
}

@Suite struct `JSON written by hand` {
    private struct Oracle: Encodable {
        struct Part: Encodable { var kind, value: String }
        var a: String
        var b: [String]
        var c: Int64
        var d: [Part]
        var e: Part
    }

    /// The other implementation is Foundation's.
    @Test func `is what JSONEncoder writes with sorted keys, and is read back`() throws {
        var random = SplitMix(seed: 8_785)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for _ in 0..<500 {
            func text() -> String {
                String(
                    String.UnicodeScalarView(
                        (0..<Int.random(in: 0...6, using: &random)).map { _ in
                            [0...0x22, 0x5C...0x5C, 0x2F...0x7F, 0x600...0x6FF, 0x1F600...0x1F64F].randomElement(using: &random)!
                                .randomElement(using: &random).flatMap { Unicode.Scalar($0) }!
                        }))
            }
            let parts = (0..<Int.random(in: 0...2, using: &random)).map { _ in Oracle.Part(kind: text(), value: text()) }
            let value = Oracle(
                a: text(), b: (0..<Int.random(in: 0...2, using: &random)).map { _ in text() },
                c: Int64.random(in: -9...9_999_999, using: &random), d: parts, e: Oracle.Part(kind: text(), value: text()))
            func write(_ part: Oracle.Part, _ out: inout JSONWriter) {
                out.text("kind", part.kind)
                out.text("value", part.value)
            }
            let bytes = JSONWriter.object { out in
                out.text("a", value.a)
                out.list("b", value.b)
                out.number("c", value.c)
                out.objects("d", value.d) { write($1, &$0) }
                out.object("e") { write(value.e, &$0) }
            }
            #expect(bytes == Array(try encoder.encode(value)))
            let fields = try #require(JSONFields(bytes))
            #expect(fields.text("a") == value.a && fields.list("b") == value.b && fields.number("c") == value.c)
            #expect(fields.objects("d")?.map { $0.text("value") } == value.d.map(\.value))
            #expect(fields.object("e")?.text("kind") == value.e.kind)
        }
    }

    @Test func `stops at a deep nest, a cut and what stands behind`() {
        for text in ["", "{", "{}", #"{"a":{"a":{"a":{"a":{"a":1}}}}}"#, #"{"a":1} "#, #"{"a":[1]}"#, #"{"a":[{},"b"]}"#, #"{"a":"\"#] {
            #expect(JSONFields(Array(text.utf8)) == nil, "\(text)")
        }
    }
}
