// One file a day, all of them one log: where the files are, which keys open them, how a day hands over to the next.

import Crypto
import Foundation
import Ledger
import Records

/// The folder of day files and their keys.
struct AuditDays: Sendable {
    let folder: URL
    let secrets: NodeSecrets
    let origin: String
    private let signing: Curve25519.Signing.PrivateKey

    init(folder: URL, secrets: NodeSecrets, node: NodeID) throws {
        self.folder = folder
        self.secrets = secrets
        origin = "\(node.rawValue)/audit"
        signing = try Curve25519.Signing.PrivateKey(rawRepresentation: secrets.key("audit").withUnsafeBytes { Data($0) })
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Days that have a file, oldest first.
    func all() throws -> [CalendarDay] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap { name in
            name.hasSuffix(".sqlite") ? CalendarDay(name.dropLast(7)) : nil
        }.sorted()
    }

    /// Opens a day for writing, making its file and its key when there are none.
    ///
    /// - Parameter before: the day that ends here; its log goes on in the new file.
    func open(_ day: CalendarDay, after before: LedgerStore?, now: @escaping @Sendable () -> Date) throws -> LedgerStore {
        // A copy that may not sign must not be gone on from either: that would be a second history.
        if let refusal = before?.refusal { throw refusal }
        return try LedgerStore(
            folder: folder, name: day.description, origin: origin, keys: LedgerKeys(signing: signing, sealing: key(of: day)),
            now: now, continuing: before.map(frontier(after:)))
    }

    /// Ends the log whose newest day was put back as an old copy, and begins the next number over it.
    ///
    /// - Returns: `nil` when the log can be written as it is.
    func reopen(
        holding held: [String], header: RecordHeader, second: OfficerID, now: @escaping @Sendable () -> Date
    ) throws -> Succession? {
        guard let day = try all().last else { return nil }
        let store = try open(day, after: nil, now: now)
        let refusal = store.refusal
        try store.close()
        guard refusal != nil else { return nil }
        return try LedgerStore.reopenAsNext(
            folder: folder, name: day.description, origin: origin,
            keys: LedgerKeys(signing: signing, sealing: key(of: day)), holding: held, header: header, second: second, now: now)
    }

    /// Opens a day for reading, beside a running writer or alone.
    func read(_ day: CalendarDay) throws -> LedgerStore {
        try LedgerStore.open(
            readOnly: folder, name: day.description, origin: origin,
            keys: LedgerKeys(signing: signing, sealing: secrets.existing(Self.keyName(day))))
    }

    func key(of day: CalendarDay) throws -> SymmetricKey { try secrets.key(Self.keyName(day)) }

    /// Key first, file second: whatever interrupts this, nothing stays readable.
    func destroy(_ day: CalendarDay) throws {
        try secrets.destroy(Self.keyName(day))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasPrefix("\(day).") {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }

    private static func keyName(_ day: CalendarDay) -> String { "audit/\(day)" }

    /// What the next day carries on: of the day that ends one checkpoint an hour, of every earlier day the last.
    private func frontier(after store: LedgerStore) throws -> Frontier {
        let days = try all().map(\.description)
        let dayBefore = days.firstIndex(of: store.name).flatMap { $0 > 0 ? CalendarDay(days[$0 - 1]) : nil }
        let startBefore = try dayBefore.map { try read($0).first } ?? 0
        let sizes = try store.checkpoints().compactMap(Checkpoint.size(of:))
        return try store.frontier(keeping: sizes.filter { $0 >= store.first || $0 <= startBefore })
    }
}

extension Checkpoint {
    /// The second line of a note.
    static func size(of note: String) -> UInt64? {
        let lines = note.split(separator: "\n", maxSplits: 2)
        return lines.count > 1 ? UInt64(lines[1]) : nil
    }
}
