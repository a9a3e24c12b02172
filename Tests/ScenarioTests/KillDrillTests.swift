import Foundation
import Ledger
import Records
import SeraiTesting
import Testing

@Suite struct `A writing node that is killed` {
    /// Fifty times, at instants drawn from a seed, on one ledger with eight writers.
    @Test(.timeLimit(.minutes(20))) func `loses nothing that it has acknowledged`() async throws {
        let folder = try TemporaryFolder()
        var random = SplitMix(seed: 4_711)
        var promised: [UInt64: String] = [:]
        var size: UInt64 = 0
        var held: [String] = []
        for kill in 1...50 {
            let program = try Program(["drill-write", "--folder", folder.url.path])
            #expect(try await program.says("\n", within: 30), "run \(kill) wrote nothing: \(program.errors)")
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...80, using: &random)))
            program.kill()

            // The last line may be cut: it was not promised yet.
            for line in program.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                let words = line.split(separator: " ")
                try #require(words.count == 2, "the drill said \(line)")
                let index = try #require(UInt64(words[0]))
                #expect(promised[index] == nil, "index \(index) was promised twice")
                promised[index] = String(words[1])
            }
            let ledger = try LedgerStore.open(
                readOnly: folder.url, name: "records", origin: "drill/serai/records/1",
                keys: .load(from: folder.url, name: "records"))
            #expect(ledger.size >= size, "after kill \(kill) the ledger is shorter than before")
            let faults = try ledger.verify(holding: held.suffix(3))
            #expect(faults.isEmpty, "after kill \(kill): \(faults)")
            try check(promised.filter { $0.key >= size }, in: ledger, from: size)
            size = ledger.size
            held.append(try ledger.checkpoint())
            try ledger.close()
        }
        let ledger = try LedgerStore.open(
            readOnly: folder.url, name: "records", origin: "drill/serai/records/1",
            keys: .load(from: folder.url, name: "records"))
        try check(promised, in: ledger, from: 0)
        #expect(try ledger.verify(holding: held).isEmpty)
        #expect(promised.count >= 50 && UInt64(promised.count) <= ledger.size)
    }

    private func check(_ promised: [UInt64: String], in ledger: LedgerStore, from first: UInt64) throws {
        let limit = Int(ledger.size - first)
        guard limit > 0 else { return }
        let found = Dictionary(
            try ledger.records(from: first, limit: limit).map { ($0.position.index, $0) }, uniquingKeysWith: { $1 })
        let lost = promised.filter { index, id in
            guard let record = found[index], let body = record.body else { return true }
            return "\(record.id)" != id || !String(decoding: body, as: UTF8.self).hasSuffix(id)
        }
        #expect(lost.isEmpty, "\(lost.count) acknowledged entries are lost, the first is \(lost.keys.min() ?? 0)")
    }
}
