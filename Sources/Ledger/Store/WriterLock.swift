// One process writes a ledger. The operating system keeps the promise: a lock dies with its holder.
package import Foundation
import Glibc
import Synchronization

/// An advisory lock on a file, such as `<name>.lock`, held until released or until the process ends.
package final class WriterLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// - Throws: `LedgerError.alreadyOpen` when another holder is still alive after a quarter of a second, which is
    ///   what a holder that is just closing may need.
    package init(_ file: URL) throws {
        let opened = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw LedgerError.unreadable(file: file.lastPathComponent, reason: String(cString: strerror(errno)))
        }
        var patience = 25
        while flock(opened, LOCK_EX | LOCK_NB) != 0 {
            guard patience > 0 else {
                close(opened)
                throw LedgerError.alreadyOpen(file: file.deletingPathExtension().lastPathComponent + ".sqlite")
            }
            patience -= 1
            usleep(10_000)
        }
        descriptor = Mutex(opened)
    }

    package func release() {
        descriptor.withLock { held in
            if let held { close(held) }
            held = nil
        }
    }

    deinit { release() }
}
