// Recomputing everything a ledger says, from the entries' bytes up. Memory stays constant but for 8 bytes for each erased
// body; reads go in slices, so that a running node is not held up.
import Crypto
import Foundation
import GRDB
import Records

struct LedgerVerification {
    static let faultLimit = 100
    static let slice: UInt64 = 256

    let store: LedgerStore
    let first: UInt64
    var faults: [LedgerFault] = []
    var full: Bool { faults.count >= Self.faultLimit }

    /// The tree as the entries' bytes make it, and as the stored leaf hashes make it.
    var fromEntries = RightEdge()
    var fromHashes = RightEdge()
    /// Where the two differ; whose fault it is shows when the signed root is reached.
    var differing: [UInt64] = []
    /// Positions without a body, until an erasure entry accounts for them.
    var bodiless: Set<Int64> = []
    var claims: [Claim] = []
    /// The last checkpoint known of each log that this one succeeds, by the size it was ended at.
    var lastKnown: [UInt64: Checkpoint] = [:]

    /// Something that says what the root was at a size.
    struct Claim {
        var size: UInt64
        var root: MerkleHash
        var ifOtherwise: LedgerFault
    }

    init(_ store: LedgerStore) { (self.store, first) = (store, store.first) }

    static func run(_ store: LedgerStore, holding held: [String]) throws -> [LedgerFault] {
        var verification = LedgerVerification(store)
        do {
            try verification.run(holding: held)
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
        {
            verification.faults.append(.fileDamaged(reason: error.message ?? "\(error.resultCode)"))
        } catch is RowDecodingError {
            verification.faults.append(.fileDamaged(reason: "a column is of another type"))
        } catch LedgerError.damaged(_, let reason) {
            verification.faults.append(.fileDamaged(reason: reason))
        }
        return verification.full ? verification.faults.prefix(faultLimit) + [.andMore] : verification.faults
    }

    mutating func run(holding held: [String]) throws {
        let mark = LedgerGuard.read(store.guardFile)
        if mark == nil, store.pen != nil { faults.append(.guardMissing) }
        let (size, notes) = try store.pool.read { db in
            try examineFile(db)
            let notes = try Row.fetchAll(db, sql: "SELECT size, note FROM checkpoints ORDER BY size")
            return (
                try LoadedLedger.size(db, first: first),
                try notes.map { (size: try $0.place(0), note: try $0.text(1)) }
            )
        }
        let signed = gather(notes, size: size)
        if let mark {
            if mark.size > size {
                faults.append(.olderThanGuard(size: size, seen: mark.size))
            } else {
                claims.append(Claim(size: mark.size, root: mark.root, ifOtherwise: .differsFromGuard(size: mark.size)))
            }
        }
        try traceLineage()
        gather(held: held, size: size)
        claims.sort { $0.size < $1.size }
        try begin()
        var at = first
        while at < size, !full {
            let range = at..<min(at + Self.slice, size)
            let slice = try store.pool.read { try VerificationSlice($0, range) }
            for index in range { try take(index, slice) }
            for place in slice.strayBodies(first: first) { faults.append(.bodyUnexpected(at: LedgerPosition(packed: place))) }
            at = range.upperBound
        }
        blame(signed)
        try accountForBodiless(after: size)
    }

    mutating func examineFile(_ db: Database) throws {
        let check = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
        if check != "ok" { faults.append(.fileDamaged(reason: check)) }
        let size = try LoadedLedger.size(db, first: first)
        if let place = try Int64.fetchOne(db, sql: "SELECT min(place) FROM entries"), place < Int64(first) {
            faults.append(.entryUnexpected(at: UInt64(bitPattern: place)))
        }
        let outside = try Int64.fetchAll(
            db, sql: "SELECT place FROM bodies WHERE place < ? OR place >= ? LIMIT 10",
            arguments: [Int64(first) << 8, Int64(size) << 8])
        faults += outside.map { .bodyUnexpected(at: LedgerPosition(packed: $0)) }
    }

    /// Entry and stored hash differ: the signed root says which of them is right.
    mutating func blame(_ signed: Checkpoint?) {
        let hashesAtFault = signed.map { $0.size == fromEntries.size && $0.root == fromEntries.root } ?? false
        faults += differing.prefix(Self.faultLimit).map {
            hashesAtFault ? .hashAltered(level: 0, index: $0) : .entryAltered(at: $0)
        }
        if differing.isEmpty, let signed, signed.size == fromEntries.size, signed.root != fromEntries.root {
            faults.append(.historyRewritten(size: signed.size))
        }
    }
}
