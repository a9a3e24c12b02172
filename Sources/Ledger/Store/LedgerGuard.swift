// What this machine last signed, kept apart from the ledger and from every backup. A restored old copy of the ledger is
// then older than the guard, and the store refuses to sign a second history.
import Foundation
import Glibc

/// `<name>.guard`: two slots written in turn, so that a torn write never loses both.
final class LedgerGuard: Sendable {
    struct Mark: Equatable {
        var size: UInt64
        var root: MerkleHash

        /// `serai-guard 1 <size> <root> <check>`, one line of at most 160 bytes. The check finds torn writes.
        var line: [UInt8] {
            let text = "serai-guard 1 \(size) \(root.base64)"
            return Array("\(text) \(MerkleHash.leaf(Array(text.utf8)).base64)\n".utf8)
        }

        init(size: UInt64, root: MerkleHash) { (self.size, self.root) = (size, root) }

        init?(_ bytes: some Collection<UInt8>) {
            let line = bytes.prefix { $0 != 0x0A }
            let fields = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 5, let size = UInt64(fields[2]), let root = MerkleHash(base64: fields[3]) else { return nil }
            self.init(size: size, root: root)
            guard self.line.dropLast().elementsEqual(line) else { return nil }
        }
    }

    private static let slot = 512
    private let file: URL
    private let descriptor: Int32

    /// - Parameter create: lay a new guard; only beside a ledger that holds nothing yet, or when two people say so.
    init(_ file: URL, create: Bool) throws {
        self.file = file
        descriptor = open(file.path, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0o600)
        guard descriptor >= 0 else { throw LedgerError.guardMissing(file: file.lastPathComponent) }
    }

    deinit { close(descriptor) }

    static func read(_ file: URL) -> Mark? {
        guard let bytes = try? Data(contentsOf: file) else { return nil }
        return [0, slot].compactMap { Mark(bytes.dropFirst($0).prefix(slot)) }.max { $0.size < $1.size }
    }

    /// Both slots, on disk: later marks are written in place and need no room.
    func begin(_ mark: Mark) throws {
        try write(mark, turn: 0)
        try write(mark, turn: 1)
        try flush()
    }

    /// Not yet safe against loss of power; `flush` makes it so.
    func write(_ mark: Mark, turn: UInt64) throws {
        var line = mark.line
        line += [UInt8](repeating: 0x20, count: Self.slot - line.count)
        guard pwrite(descriptor, line, line.count, Int(turn & 1) * Self.slot) == line.count else { throw failure() }
    }

    func flush() throws {
        guard fdatasync(descriptor) == 0 else { throw failure() }
    }

    private func failure() -> LedgerError {
        errno == ENOSPC
            ? .storageFull(file: file.lastPathComponent)
            : .storage(file: file.lastPathComponent, reason: String(cString: strerror(errno)))
    }
}
