// Which files make up a node, for copying and putting back.

package import Foundation
package import Ledger

extension Home {
    /// Databases below the home, views last: a view may be behind its ledger, never ahead.
    private func databases() throws -> [String] {
        let days = try FileManager.default.contentsOfDirectory(atPath: audit.path).filter { $0.hasSuffix(".sqlite") }
        return days.sorted().map { "audit/\($0)" } + ["records/records.sqlite", "accounts.sqlite", "views/views.sqlite"]
    }

    /// - Parameters:
    ///   - folder: new or empty.
    ///   - keys: where key files go, apart from the data; `nil` leaves them out.
    package func backUp(to folder: URL, keys destination: URL?, at time: Date) throws -> LedgerBackup.Manifest {
        _ = try configuration()
        let manifest = try LedgerBackup.make(of: databases(), in: self.folder, to: folder, at: time)
        if let destination {
            try LedgerBackup.copyKeys(from: keys, to: destination)
            try FileManager.default.copyItem(
                at: configurationFile, to: destination.appending(path: configurationFile.lastPathComponent))
        }
        return manifest
    }

    /// - Parameter erasures: a home that knows what was erased after the backup was made.
    /// - Throws: `NodeError.homeExists`, `LedgerError.backup` naming the first damaged file.
    package func restore(from backup: URL, keys source: URL, erasures newer: Home?) throws {
        guard !FileManager.default.fileExists(atPath: configurationFile.path) else {
            throw NodeError.homeExists(folder.path)
        }
        var erased: [String: [ErasureEvidence]] = [:]
        if let newer { erased["records/records.sqlite"] = try newer.recordsReadOnly().erasureList() }
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try LedgerBackup.restore(from: backup, to: folder, erasures: erased)
        try LedgerBackup.copyKeys(from: source, to: keys)
        try FileManager.default.copyItem(
            at: source.appending(path: configurationFile.lastPathComponent), to: configurationFile)
    }
}
