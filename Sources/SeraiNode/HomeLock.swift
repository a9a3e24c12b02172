// One process runs a node. The lock is on the home, so it holds whatever day's files are open.

import Foundation
import Ledger

extension Home {
    /// - Throws: `NodeError.homeInUse` when another process has it.
    func lock() throws -> WriterLock {
        do { return try WriterLock(folder.appending(path: "node.lock")) } catch LedgerError.alreadyOpen {
            throw NodeError.homeInUse(folder.path)
        }
    }
}
