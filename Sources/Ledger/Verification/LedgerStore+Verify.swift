// The question an oversight body asks: is this the ledger that was signed, whole and unaltered?
import Foundation

extension LedgerStore {
    /// Recomputes entries, tree, checkpoints and commitments, and compares with the guard file.
    ///
    /// Without the sealing key bodies are not opened. O(entries + bodies).
    ///
    /// - Parameter held: checkpoints received earlier, as signed notes; each must be the beginning of this ledger.
    /// - Returns: at most a hundred faults and `.andMore`; empty when the ledger is sound.
    package func verify(holding held: [String] = []) throws -> [LedgerFault] {
        try LedgerVerification.run(self, holding: held)
    }

    var guardFile: URL { folder.appending(path: name + ".guard") }

    /// Lays a new guard beside a ledger whose guard is lost, after it was compared with a checkpoint held elsewhere.
    /// Two people decide that; the caller sees to it. Open the ledger again afterwards.
    ///
    /// - Parameter held: checkpoints of partners or witnesses, at least one; the ledger must contain all of them.
    package func layGuard(holding held: [String]) throws {
        guard let newest = try? newestOnDisk(), let checkpoint = try? lineage.checkpoint(in: newest.note).checkpoint,
            !held.isEmpty, !FileManager.default.fileExists(atPath: guardFile.path)
        else { throw LedgerError.guardMissing(file: guardFile.lastPathComponent) }
        let faults = try verify(holding: held).filter { $0 != .guardMissing }
        if let fault = faults.first { throw LedgerError.damaged(file: file, reason: fault.description) }
        try LedgerGuard(guardFile, create: true).begin(LedgerGuard.Mark(size: checkpoint.size, root: checkpoint.root))
    }
}
