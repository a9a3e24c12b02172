// Copies that can be trusted: consistent while the node runs, checked by a manifest, and never a way to bring an erased body
// back. Keys are not in them, guard files neither.
import Crypto
package import Foundation
import GRDB

/// A folder of database copies and `manifest.json`.
package enum LedgerBackup {
    package struct Manifest: Codable, Hashable, Sendable {
        package struct File: Codable, Hashable, Sendable {
            /// Below the backup folder and below the home it came from.
            package var path: String
            package var bytes: Int
            /// Hexadecimal.
            package var sha256: String
        }
        package var format = "serai-backup-1"
        /// Milliseconds since 1970.
        package var made: Int64
        package var files: [File]
    }

    /// Copies SQLite files consistently, each as of one moment, beside a running writer.
    ///
    /// Back up what is filled from others last: a view may be behind its ledger, never ahead.
    ///
    /// - Parameters:
    ///   - paths: below `home`, such as `records.sqlite`, `audit/2026-11-22.sqlite`.
    ///   - folder: new or empty; on another disk, best on another machine.
    package static func make(of paths: [String], in home: URL, to folder: URL, at time: Date) throws -> Manifest {
        let manager = FileManager.default
        try manager.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard try manager.contentsOfDirectory(atPath: folder.path).isEmpty else {
            throw LedgerError.backup("\(folder.lastPathComponent) is not empty: give each backup a folder of its own")
        }
        let files = try paths.map { path in
            let target = folder.appending(path: path)
            try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try copy(home.appending(path: path), to: target, path: path)
            return try described(target, path: path)
        }
        let manifest = Manifest(made: Int64(time.timeIntervalSince1970 * 1_000), files: files)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(manifest).write(to: folder.appending(path: "manifest.json"), options: .atomic)
        return manifest
    }

    /// - Throws: `LedgerError.backup` naming the first file that is not as the manifest says.
    package static func check(_ folder: URL) throws -> Manifest {
        guard let data = try? Data(contentsOf: folder.appending(path: "manifest.json")),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data), manifest.format == Manifest(made: 0, files: []).format
        else { throw LedgerError.backup("there is no readable manifest.json: this is not a backup, or its making did not end") }
        for file in manifest.files {
            guard !file.path.split(separator: "/").contains(".."), !file.path.hasPrefix("/") else {
                throw LedgerError.backup("the manifest names a file outside the backup: do not use it")
            }
            let found = try? described(folder.appending(path: file.path), path: file.path)
            guard found == file else {
                throw LedgerError.backup("\(file.path) is missing or not as it was when the backup was made: use another backup")
            }
        }
        return manifest
    }

    /// Puts the files of a backup into a home that does not have them, erasing again what was erased since.
    ///
    /// Where the guard file of a ledger has seen more than the backup holds, that ledger will open but not sign.
    ///
    /// - Parameter erasures: for each path, the newest erasure list (`LedgerStore.erasureList()`).
    package static func restore(from folder: URL, to home: URL, erasures: [String: [ErasureEvidence]] = [:]) throws {
        let manifest = try check(folder)
        let manager = FileManager.default
        for file in manifest.files where manager.fileExists(atPath: home.appending(path: file.path).path) {
            throw LedgerError.backup("\(file.path) is there already: move the old files away before restoring")
        }
        for file in manifest.files {
            let target = home.appending(path: file.path)
            let unfinished = target.appendingPathExtension("restoring")
            try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? manager.removeItem(at: unfinished)
            try manager.copyItem(at: folder.appending(path: file.path), to: unfinished)
            try erase(erasures[file.path] ?? [], in: unfinished)
            try manager.moveItem(at: unfinished, to: target)
        }
    }

    private static func copy(_ source: URL, to target: URL, path: String) throws {
        guard FileManager.default.fileExists(atPath: source.path) else { throw LedgerError.missing(file: path) }
        do {
            let from = try LedgerFile.open(source, readOnly: true)
            let to = try DatabaseQueue(path: target.path)
            try from.backup(to: to)
            let check = try to.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                return try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            }
            guard check == "ok" else { throw LedgerError.damaged(file: path, reason: check ?? "no answer") }
            try to.close()
            try from.close()
        } catch {
            throw LedgerError(error, file: path)
        }
    }

    private static func described(_ file: URL, path: String) throws -> Manifest.File {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var (sha, bytes) = (SHA256(), 0)
        while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
            sha.update(data: part)
            bytes += part.count
        }
        let digest = sha.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return Manifest.File(path: path, bytes: bytes, sha256: digest)
    }

    private static func erase(_ list: [ErasureEvidence], in file: URL) throws {
        guard !list.isEmpty else { return }
        let database = try DatabaseQueue(path: file.path)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            let facts = try Row.fetchAll(db, sql: "SELECT key, value FROM meta").reduce(into: [String: String]()) {
                $0[try $1.text(0)] = try $1.text(1)
            }
            guard let key = facts["verifier"].flatMap({ NoteKey($0) }),
                let lineage = Lineage(current: key.name, ended: facts["ended"] ?? "", key: key)
            else { throw LedgerError.damaged(file: file.lastPathComponent, reason: "no verifier key") }
            try db.inTransaction {
                for evidence in list {
                    guard let positions = evidence.positions(lineage: lineage) else {
                        throw LedgerError.backup("erasure \(evidence.index) in the list does not prove itself: fetch the list again")
                    }
                    for position in positions {
                        try db.execute(sql: "UPDATE bodies SET sealed = NULL WHERE place = ?", arguments: [position.packed])
                    }
                    try db.execute(
                        sql: """
                            INSERT OR REPLACE INTO evidence SELECT ?1, ?2, ?3, ?4
                            WHERE NOT EXISTS (SELECT 1 FROM entries WHERE place = ?1)
                            """, arguments: [Int64(evidence.index), evidence.entry, evidence.proof, evidence.note])
                }
                return .commit
            }
        }
        try database.close()
    }
}

extension LedgerBackup {
    /// Copies key files into a folder of their own, 0600, never replacing any: keep them apart from the backups, since
    /// both together open every body.
    package static func copyKeys(from keys: URL, to folder: URL) throws {
        // Folders below too: the audit keeps a key for each day there.
        for name in try FileManager.default.subpathsOfDirectory(atPath: keys.path).sorted() where name.hasSuffix(".key") {
            try KeyFile.write(try KeyFile.read(keys.appending(path: name)), to: folder.appending(path: name))
        }
    }
}
