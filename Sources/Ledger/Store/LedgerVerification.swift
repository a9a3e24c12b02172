// Recomputing everything a ledger says, from the entries' bytes up. Memory stays constant but for 8 bytes for each erased
// body; reads go in slices, so that a running node is not held up.
import Crypto
import Foundation
import GRDB
import Records

struct LedgerVerification {
    static let faultLimit = 100
    private static let slice: UInt64 = 256

    private let store: LedgerStore
    private let first: UInt64
    private var faults: [LedgerFault] = []
    private var full: Bool { faults.count >= Self.faultLimit }

    /// The tree as the entries' bytes make it, and as the stored leaf hashes make it.
    private var fromEntries = RightEdge()
    private var fromHashes = RightEdge()
    /// Where the two differ; whose fault it is shows when the signed root is reached.
    private var differing: [UInt64] = []
    /// Positions without a body, until an erasure entry accounts for them.
    private var bodiless: Set<Int64> = []
    private var claims: [Claim] = []

    /// Something that says what the root was at a size.
    private struct Claim {
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

    private mutating func run(holding held: [String]) throws {
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
        gather(held: held, size: size)
        if let mark {
            if mark.size > size {
                faults.append(.olderThanGuard(size: size, seen: mark.size))
            } else {
                claims.append(Claim(size: mark.size, root: mark.root, ifOtherwise: .differsFromGuard(size: mark.size)))
            }
        }
        claims.sort { $0.size < $1.size }
        try begin()
        var at = first
        while at < size, !full {
            let range = at..<min(at + Self.slice, size)
            let slice = try store.pool.read { try Slice($0, range) }
            for index in range { try take(index, slice) }
            for place in slice.strayBodies(first: first) { faults.append(.bodyUnexpected(at: LedgerPosition(packed: place))) }
            at = range.upperBound
        }
        blame(signed)
        try accountForBodiless(after: size)
    }

    // MARK: Before the entries

    private mutating func examineFile(_ db: Database) throws {
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

    /// - Returns: the newest checkpoint, when its signature holds.
    private mutating func gather(_ notes: [(size: UInt64, note: String)], size: UInt64) -> Checkpoint? {
        var newest: Checkpoint?
        for (place, note) in notes {
            do {
                let checkpoint = try Checkpoint.verified(note, by: store.verifier)
                guard checkpoint.size == place else {
                    faults.append(.checkpointInvalid(size: place, reason: "it speaks of size \(checkpoint.size)"))
                    continue
                }
                newest = checkpoint
                if checkpoint.size <= size {
                    claims.append(Claim(size: place, root: checkpoint.root, ifOtherwise: .checkpointDiffers(size: place)))
                }
            } catch {
                faults.append(.checkpointInvalid(size: place, reason: error.description))
            }
        }
        if notes.isEmpty { faults.append(.checkpointInvalid(size: size, reason: "there is none")) }
        if let newest, newest.size > size { faults.append(.tailMissing(size: size, signed: newest.size)) }
        if let newest, newest.size < size {
            faults.append(.entriesUnsigned(from: newest.size, count: size - newest.size))
        }
        return newest
    }

    private mutating func gather(held notes: [String], size: UInt64) {
        for note in notes {
            do {
                let checkpoint = try Checkpoint.verified(note, by: store.verifier)
                if checkpoint.size > size {
                    faults.append(.heldAhead(size: size, held: checkpoint.size))
                } else {
                    let fault = LedgerFault.heldDiffers(size: checkpoint.size)
                    claims.append(Claim(size: checkpoint.size, root: checkpoint.root, ifOtherwise: fault))
                }
            } catch {
                faults.append(.heldInvalid(reason: error.description))
            }
        }
    }

    /// Takes over what earlier files left, and holds the claims about them to it.
    private mutating func begin() throws {
        try store.pool.read { db in
            let tree = StoredTree(db: db, first: first)
            fromEntries = try tree.edge(of: first)
            fromHashes = fromEntries
            for claim in claims.prefix(while: { $0.size < first }) {
                do {
                    if try tree.proofs.root(of: claim.size) != claim.root { faults.append(claim.ifOtherwise) }
                } catch LedgerError.pruned {
                    if case .heldDiffers = claim.ifOtherwise {
                        faults.append(.heldNotCovered(size: claim.size, first: first))
                    } else {
                        faults.append(claim.ifOtherwise)
                    }
                }
            }
        }
        claims.removeAll { $0.size < first }
        settleClaims()
    }

    /// Claims about the size reached.
    private mutating func settleClaims() {
        while let claim = claims.first, claim.size == fromEntries.size {
            // Where one byte differs, entries or hashes still give the signed root; `blame` names the other.
            if claim.root != fromEntries.root, claim.root != fromHashes.root { faults.append(claim.ifOtherwise) }
            claims.removeFirst()
        }
    }

    // MARK: Entry by entry

    private mutating func take(_ index: UInt64, _ slice: Slice) throws {
        let stored = slice.hashes[index]
        let bytes = slice.entries[index]
        let leaf = bytes.map { MerkleHash.leaf($0) }
        if stored == nil { faults.append(.hashMissing(level: 0, index: index)) }
        if bytes == nil { faults.append(.entryMissing(at: index)) }
        if let leaf, let stored, leaf != stored { differing.append(index) }
        var upper: [TreeNode: [MerkleHash]] = [:]
        func note(_ node: TreeNode, _ hash: MerkleHash) {
            if node.level > 0, node.level % 8 == 0 { upper[node, default: []].append(hash) }
        }
        fromEntries.append(leaf ?? stored ?? .empty, completed: note)
        fromHashes.append(stored ?? leaf ?? .empty, completed: note)
        for (node, hashes) in upper { try compare(node, hashes) }
        if let bytes, let leaf, leaf == stored || stored == nil { try examine(index, bytes, leaf, slice) }
        settleClaims()
    }

    private mutating func compare(_ node: TreeNode, _ computed: [MerkleHash]) throws {
        let stored = try store.pool.read {
            try StoredTree(db: $0, first: first).hashes(level: node.level, from: node.index, count: 1).first
        }
        if stored == nil { faults.append(.hashMissing(level: node.level, index: node.index)) }
        if let stored, !computed.contains(stored) { faults.append(.hashAltered(level: node.level, index: node.index)) }
    }

    private mutating func examine(_ index: UInt64, _ bytes: [UInt8], _ leaf: MerkleHash, _ slice: Slice) throws {
        guard let entry = LedgerEntry(bytes) else { return faults.append(.entryUnreadable(at: index)) }
        let rows = slice.bodies[index] ?? []
        let seal = store.seal?.entry(leaf)
        switch entry.content {
        case .none, .erasure:
            faults += rows.map { .bodyUnexpected(at: $0.position) }
            if case .erasure(let positions) = entry.content { try account(for: positions, before: index) }
        case .body(let commitment):
            let position = LedgerPosition(index: index)
            faults += rows.filter { $0.position != position }.map { .bodyUnexpected(at: $0.position) }
            examine(rows.first { $0.position == position }?.sealed, at: position, commitment, seal)
        case .batch(let root, let count):
            var edge = RightEdge()
            for row in rows {
                guard let id = row.id, let version = row.version, let commitment = row.commitment else { continue }
                edge.append(Commitment.slotLeaf(id: id, version: version, commitment: commitment))
                examine(row.sealed, at: row.position, commitment, seal)
            }
            let inOrder = rows.map(\.position.slot) == Array(0..<count)
            if !inOrder || edge.size != UInt64(count) || edge.root != root { faults.append(.slotsAltered(at: index)) }
        }
    }

    private mutating func examine(
        _ sealed: [UInt8]?, at position: LedgerPosition, _ commitment: MerkleHash, _ seal: BodySeal.Entry?
    ) {
        guard let sealed else {
            bodiless.insert(position.packed)
            return
        }
        guard let seal else { return }
        guard let opened = seal.open(sealed, slot: position.slot),
            Commitment.make(key: opened.key, body: opened.body) == commitment
        else { return faults.append(.bodyAltered(at: position)) }
    }

    /// An erasure entry names positions: their bodies must be gone.
    private mutating func account(for positions: [LedgerPosition], before index: UInt64) throws {
        for position in positions where bodiless.remove(position.packed) == nil && position.index < index {
            let present = try store.pool.read { db in
                try Bool.fetchOne(
                    db, sql: "SELECT sealed IS NOT NULL FROM bodies WHERE place = ?", arguments: [position.packed])
            }
            if present == true { faults.append(.bodyNotErased(at: position)) }
        }
    }

    // MARK: After the entries

    /// Entry and stored hash differ: the signed root says which of them is right.
    private mutating func blame(_ signed: Checkpoint?) {
        let hashesAtFault = signed.map { $0.size == fromEntries.size && $0.root == fromEntries.root } ?? false
        faults += differing.prefix(Self.faultLimit).map {
            hashesAtFault ? .hashAltered(level: 0, index: $0) : .entryAltered(at: $0)
        }
        if differing.isEmpty, let signed, signed.size == fromEntries.size, signed.root != fromEntries.root {
            faults.append(.historyRewritten(size: signed.size))
        }
    }

    /// Bodies erased while this ran, or before a backup was restored, are accounted for; others are missing.
    private mutating func accountForBodiless(after size: UInt64) throws {
        guard !bodiless.isEmpty, !full else { return }
        var at = size
        while true {
            let entries = try store.pool.read { try Slice($0, at..<at + Self.slice).entries }
            guard !entries.isEmpty else { break }
            for case .erasure(let positions)? in entries.values.map({ LedgerEntry($0)?.content }) {
                for position in positions { bodiless.remove(position.packed) }
            }
            at += Self.slice
        }
        for evidence in try store.pool.read({ try ErasureEvidence.all($0) }) {
            guard let positions = evidence.positions(verifier: store.verifier) else {
                faults.append(.evidenceInvalid(at: evidence.index))
                continue
            }
            for position in positions { bodiless.remove(position.packed) }
        }
        faults += bodiless.sorted().prefix(Self.faultLimit).map { .bodyMissing(at: LedgerPosition(packed: $0)) }
    }
}

/// The rows of 256 entries.
private struct Slice {
    struct Body {
        var position: LedgerPosition
        var sealed: [UInt8]?
        var id: RecordID?
        var version: Int?
        var commitment: MerkleHash?
    }

    var entries: [UInt64: [UInt8]] = [:]
    var hashes: [UInt64: MerkleHash] = [:]
    var bodies: [UInt64: [Body]] = [:]

    init(_ db: Database, _ range: Range<UInt64>) throws {
        let (start, end) = (Int64(range.lowerBound), Int64(range.upperBound))
        let entryRows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT place, bytes FROM entries WHERE place >= ? AND place < ?"), arguments: [start, end])
        while let row = try entryRows.next() { entries[try row.place(0)] = try row.blob(1) }
        let hashRows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT place, hash FROM hashes WHERE place >= ? AND place < ?"), arguments: [start, end])
        while let row = try hashRows.next() { hashes[try row.place(0)] = MerkleHash(try row.blob(1)) }
        let bodyRows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT place, sealed, id, version, commitment FROM bodies WHERE place >= ? AND place < ? ORDER BY place
                    """), arguments: [start << 8, end << 8])
        while let row = try bodyRows.next() {
            let body = Body(
                position: LedgerPosition(packed: try row.integer(0)), sealed: try row.blobIfAny(1),
                id: try row.textIfAny(2).flatMap { RecordID(rawValue: $0) },
                version: (row[3] as DatabaseValue).isNull ? nil : Int(try row.integer(3)),
                commitment: try row.blobIfAny(4).flatMap { MerkleHash($0) })
            bodies[body.position.index, default: []].append(body)
        }
    }

    /// Bodies whose entry is not there.
    func strayBodies(first: UInt64) -> [Int64] {
        bodies.filter { entries[$0.key] == nil }.values.joined().map(\.position.packed).sorted()
    }
}
