// For the kill drill only, and hidden from help: writes to a ledger of its own until it is killed.

import ArgumentParser
import Foundation
import Ledger
import Records

struct DrillWrite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill-write",
        abstract: "Append invented records without end and say which ones are on disk.", shouldDisplay: false)

    /// Name of the drill's ledger in checkpoints.
    static let origin = "drill/serai/records/1"

    @Option(help: "Folder of the drill's ledger and its keys.")
    var folder: String

    @Option(help: "Writers at once.")
    var writers = 8

    @Flag(help: "Wait for room when the disk is full, instead of ending.")
    var patient = false

    func run() async throws {
        let folder = URL(filePath: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ledger = try LedgerStore(
            folder: folder, name: "records", origin: Self.origin,
            keys: .loadOrCreate(in: folder, name: "records"), now: { Date() })
        try await withThrowingTaskGroup { group in
            for writer in 0..<writers {
                group.addTask {
                    while true {
                        let id = Self.newID()
                        let index: UInt64
                        do {
                            index = try await ledger.append(
                                RecordDraft(header: Self.header(id), body: Array("writer \(writer) of \(id)".utf8)))
                        } catch LedgerError.storageFull(let file) where patient {
                            tell("\(LedgerError.storageFull(file: file))")
                            try await Task.sleep(for: .milliseconds(100))
                            continue
                        }
                        // Said only now, and in one call to the system: a line that is there was promised.
                        FileHandle.standardOutput.write(Data("\(index) \(id)\n".utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func newID() -> RecordID {
        RecordID(
            milliseconds: UInt64(Date().timeIntervalSince1970 * 1_000),
            chance: (UInt64.random(in: .min ... .max), UInt16.random(in: .min ... .max)))
    }

    private static func header(_ id: RecordID) -> RecordHeader {
        let day = CalendarDay(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        return RecordHeader(
            id: id, kind: "drill", node: "drill", author: "o-drill",
            issued: Int64(Date().timeIntervalSince1970 * 1_000), handling: Handling(.green), purposes: [.borderCheck],
            legalBasis: "drill", retention: Retention(review: day, delete: day))
    }
}
