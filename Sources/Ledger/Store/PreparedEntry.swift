// Everything about an entry that can be made before its place is known: done by the caller, in parallel, so that the one
// writer only writes.
import Crypto
import Records

struct PreparedBody: Sendable {
    var slot: Int
    var sealed: [UInt8]
    /// Of a batch only.
    var item: (id: RecordID, version: Int, commitment: MerkleHash)?
}

struct PreparedEntry: Sendable {
    static let bodyLimit = 16 << 20

    var bytes: [UInt8]
    var leaf: MerkleHash
    var bodies: [PreparedBody] = []

    private init(_ entry: LedgerEntry) throws {
        bytes = entry.bytes
        guard bytes.count <= EntryBundle.entryLimit else {
            throw LedgerError.entryTooLarge(bytes: bytes.count, limit: EntryBundle.entryLimit)
        }
        leaf = .leaf(bytes)
    }

    init(_ draft: RecordDraft, seal: BodySeal) throws {
        guard ![.batch, .erasure, .succession].contains(draft.header.kind) else {
            throw LedgerError.reservedKind(draft.header.kind.rawValue)
        }
        guard let body = draft.body else {
            try self.init(LedgerEntry(header: draft.header, content: .none))
            return
        }
        try Self.check(body)
        let key = SymmetricKey(size: .bits256)
        let commitment = Commitment.make(key: key, body: body)
        try self.init(LedgerEntry(header: draft.header, content: .body(commitment: commitment)))
        bodies = [PreparedBody(slot: 0, sealed: try seal.entry(leaf).seal(body, key: key, slot: 0))]
    }

    init(batch header: RecordHeader, of items: [BatchItem], seal: BodySeal) throws {
        guard header.kind != .erasure, header.kind != .succession else { throw LedgerError.reservedKind(header.kind.rawValue) }
        guard (1...LedgerEntry.slotLimit).contains(items.count) else {
            throw LedgerError.tooMany(found: items.count, limit: LedgerEntry.slotLimit)
        }
        var edge = RightEdge()
        let keyed = try items.map { item in
            try Self.check(item.body)
            let key = SymmetricKey(size: .bits256)
            let commitment = Commitment.make(key: key, body: item.body)
            edge.append(Commitment.slotLeaf(id: item.id, version: item.version, commitment: commitment))
            return (item: item, key: key, commitment: commitment)
        }
        try self.init(LedgerEntry(header: header, content: .batch(root: edge.root, count: items.count)))
        let entrySeal = seal.entry(leaf)
        bodies = try keyed.enumerated().map { slot, keyed in
            PreparedBody(
                slot: slot, sealed: try entrySeal.seal(keyed.item.body, key: keyed.key, slot: slot),
                item: (keyed.item.id, keyed.item.version, keyed.commitment))
        }
    }

    init(erasing positions: [LedgerPosition], header: RecordHeader) throws {
        guard header.kind == .erasure else {
            throw LedgerError.wrongKind(found: header.kind.rawValue, expected: RecordKind.erasure.rawValue)
        }
        try self.init(LedgerEntry(header: header, content: .erasure(positions)))
    }

    init(_ succession: Succession, header: RecordHeader) throws {
        guard header.kind == .succession else {
            throw LedgerError.wrongKind(found: header.kind.rawValue, expected: RecordKind.succession.rawValue)
        }
        try self.init(LedgerEntry(header: header, content: .succession(succession)))
    }

    private static func check(_ body: [UInt8]) throws {
        guard body.count <= bodyLimit else { throw LedgerError.bodyTooLarge(bytes: body.count, limit: bodyLimit) }
    }
}
