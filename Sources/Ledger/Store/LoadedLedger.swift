// What a ledger file says about itself when it is opened, and whether this machine's guard agrees.
import Foundation
import GRDB

struct StoredCheckpoint: Equatable, Sendable {
    var size: UInt64
    /// Milliseconds since 1970.
    var time: Int64
    var note: String
}

/// Writes the first rows of a new file: its name, its key, what earlier files left, a signed checkpoint.
struct BeginLedger {
    var signer: NoteSigner
    var continuing: Frontier?
    var time: Date

    func ifNew(_ db: Database) throws {
        guard try !db.tableExists("meta") else { return }
        try db.inTransaction(.immediate) {
            try db.execute(sql: LedgerFile.schema)
            let size = continuing?.size ?? 0
            let facts = [
                "format": LedgerFile.format, "origin": signer.key.name, "first": String(size),
                "verifier": signer.key.description, "ended": continuing?.lineage.text ?? "",
            ]
            for (key, value) in facts {
                try db.execute(sql: "INSERT INTO meta VALUES (?, ?)", arguments: [key, value])
            }
            for (node, hash) in continuing?.hashes ?? [:] {
                try db.execute(
                    sql: "INSERT INTO seeds VALUES (?, ?)",
                    arguments: [LedgerFile.place(level: node.level, index: node.index), Data(hash.bytes)])
            }
            for note in continuing?.checkpoints ?? [] {
                let checkpoint = try continuing?.lineage.checkpoint(in: note).checkpoint ?? Checkpoint.verified(note, by: signer.key)
                try db.execute(
                    sql: "INSERT OR REPLACE INTO checkpoints VALUES (?, 0, ?)", arguments: [Int64(checkpoint.size), note])
            }
            let root = try StoredTree(db: db, first: size).proofs.root(of: size)
            try db.execute(
                sql: "INSERT OR IGNORE INTO checkpoints VALUES (?, ?, ?)",
                arguments: [
                    Int64(size), Int64(time.timeIntervalSince1970 * 1_000),
                    try signer.sign(Checkpoint(origin: signer.key.name, size: size, root: root).text),
                ])
            return .commit
        }
    }
}

struct LoadedLedger {
    var file: String
    var first: UInt64
    var edge: RightEdge
    var newest: StoredCheckpoint
    var lineage: Lineage
    /// The newest checkpoint does not belong to these entries.
    var damage: LedgerError?

    /// - Parameter verifier: of the log, or of one that it succeeds.
    init(_ db: Database, file: String, verifier: NoteKey, continuing: Frontier?) throws {
        self.file = file
        guard try db.tableExists("meta") else {
            throw LedgerError.wrongFormat(file: file, found: "another file", expected: LedgerFile.format)
        }
        func fact(_ key: String) throws -> String {
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]) ?? "nothing"
        }
        guard try fact("format") == LedgerFile.format else {
            throw LedgerError.wrongFormat(file: file, found: try fact("format"), expected: LedgerFile.format)
        }
        // Files from before logs could be succeeded do not have this fact.
        let ended = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'ended'") ?? ""
        guard let lineage = Lineage(current: try fact("origin"), ended: ended, key: verifier),
            try fact("verifier") == lineage.current.description
        else {
            throw LedgerError.wrongKey(
                origin: try fact("origin"), found: verifier.description, expected: try fact("verifier"))
        }
        self.lineage = lineage
        guard let first = UInt64(try fact("first")), first < 1 << 54 else {
            throw LedgerError.damaged(file: file, reason: "no first index")
        }
        if let continuing, continuing.size != first {
            throw LedgerError.outside(size: continuing.size, of: first)
        }
        self.first = first
        guard let row = try Row.fetchOne(db, sql: "SELECT size, time, note FROM checkpoints ORDER BY size DESC LIMIT 1")
        else { throw LedgerError.damaged(file: file, reason: "no checkpoint") }
        newest = StoredCheckpoint(size: try row.place(0), time: try row.integer(1), note: try row.text(2))
        let size = try Self.size(db, first: first)
        let tree = StoredTree(db: db, first: first)
        do {
            edge = try tree.edge(of: size)
        } catch let error as LedgerError {
            (edge, damage) = (RightEdge(), error)
            return
        }
        let signed = try? Checkpoint.verified(newest.note, by: lineage.current)
        if signed?.size != size || signed?.root != edge.root {
            damage = .damaged(file: file, reason: "the newest checkpoint does not fit the entries")
        }
    }

    static func size(_ db: Database, first: UInt64) throws -> UInt64 {
        guard let last = try Int64.fetchOne(db, sql: "SELECT max(place) FROM entries") else { return first }
        guard last >= first, last < 1 << 54 else {
            throw LedgerError.damaged(file: "entries", reason: "an entry stands at \(last)")
        }
        return UInt64(last) + 1
    }

    /// - Returns: the guard to write to, and why nothing may be signed.
    func guarded(_ guardFile: URL, pool: DatabasePool) throws -> (LedgerGuard?, LedgerError?) {
        if let damage { return (nil, damage) }
        guard let mark = LedgerGuard.read(guardFile) else {
            // Only beside a ledger without entries: there is no history yet that a second one could contradict.
            guard edge.size == first else { return (nil, .guardMissing(file: guardFile.lastPathComponent)) }
            let guardian = try LedgerGuard(guardFile, create: true)
            try guardian.begin(LedgerGuard.Mark(size: edge.size, root: edge.root))
            return (guardian, nil)
        }
        guard mark.size <= edge.size else {
            return (nil, .olderThanGuard(file: file, size: edge.size, seen: mark.size))
        }
        let root = try pool.read { try StoredTree(db: $0, first: first).proofs.root(of: mark.size) }
        guard root == mark.root else { return (nil, .differsFromGuard(file: file, size: mark.size)) }
        return (try LedgerGuard(guardFile, create: false), nil)
    }
}
