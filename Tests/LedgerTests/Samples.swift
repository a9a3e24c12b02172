import Foundation
import GRDB
import Ledger
import Records
import SeraiTesting

/// A ledger on a temporary folder, and drafts to put into it.
struct Bench {
    let folder: TemporaryFolder
    let clock = FixedClock()
    let keys = LedgerKeys.generate()
    let origin = "a.example/serai/1"

    init() throws { folder = try TemporaryFolder() }

    func open(_ name: String = "records", continuing: Frontier? = nil) throws -> LedgerStore {
        try LedgerStore(
            folder: folder.url, name: name, origin: origin, keys: keys, now: clock.now, continuing: continuing)
    }

    func path(_ name: String) -> URL { folder.url.appending(path: name) }
}

func header(_ number: Int, kind: RecordKind = "alert", version: Int = 1) -> RecordHeader {
    RecordHeader(
        id: RecordID(milliseconds: 1_795_348_800_000 + UInt64(number), chance: (UInt64(number), 7)), kind: kind,
        version: version, node: "aa", author: "o-17", issued: 1_795_348_800_000 + Int64(number),
        handling: Handling(.amber), purposes: [.borderCheck], legalBasis: "Border Act s. 12",
        retention: Retention(
            review: CalendarDay(year: 2027, month: 11, day: 22)!, delete: CalendarDay(year: 2029, month: 11, day: 22)!))
}

func draft(_ number: Int, body: String? = nil) -> RecordDraft {
    RecordDraft(header: header(number), body: Array((body ?? "body \(number)").utf8))
}

func items(_ numbers: Range<Int>) -> [BatchItem] {
    numbers.map { BatchItem(id: header($0).id, body: Array("item \($0)".utf8)) }
}

extension Bench {
    /// Alters the file behind the ledger's back, as someone with the disk in hand would.
    func tamper(_ name: String = "records", _ change: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: path("\(name).sqlite").path)
        try queue.writeWithoutTransaction { try change($0) }
        try queue.close()
    }

    func sealedBodies(_ name: String) throws -> [Int64: [UInt8]] {
        let queue = try DatabaseQueue(path: path("\(name).sqlite").path)
        let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT place, sealed FROM bodies WHERE sealed IS NOT NULL") }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Array($0[1] as Data)) })
    }
}
