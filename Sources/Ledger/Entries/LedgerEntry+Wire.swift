// The bytes of an entry: JSON, keys sorted, no white space, made once and hashed as they are. Written by hand since an
// audit log makes hundreds a second; docs/protocol/ledger.md is the specification.
import Records

extension LedgerEntry {
    static let format = 1

    /// Absent values and empty lists are left out, `basis` excepted.
    package var bytes: [UInt8] {
        JSONWriter.object { out in
            out.text("agreement", header.agreement)
            out.listIfAny("audience", header.handling.audience.map(\.rawValue).sorted())
            out.text("author", header.author.rawValue)
            out.text("basis", header.legalBasis)
            if case .body(let commitment) = content { out.text("commitment", commitment.base64) }
            if case .batch(_, let count) = content { out.number("count", Int64(count)) }
            out.text("delete", header.retention.delete.description)
            if case .succession(let succession) = content { out.list("ended", succession.ended) }
            if case .erasure(let positions) = content { out.listIfAny("erased", positions.map(\.description)) }
            out.number("format", Int64(Self.format))
            out.text("handling", header.handling.light.rawValue)
            out.text("id", header.id.rawValue)
            out.number("issued", header.issued)
            out.text("kind", wireKind.rawValue)
            out.text("node", header.node.rawValue)
            if isBatch, header.kind != .batch { out.text("of", header.kind.rawValue) }
            out.listIfAny("purposes", header.purposes.map(\.rawValue))
            out.text("review", header.retention.review.description)
            if case .batch(let root, _) = content { out.text("root", root.base64) }
            if case .succession(let succession) = content { out.text("second", succession.second.rawValue) }
            out.listIfAny("use", header.handling.use.map(\.rawValue).sorted())
            out.number("version", Int64(header.version))
        }
    }

    private var isBatch: Bool { if case .batch = content { true } else { false } }
    private var wireKind: RecordKind { isBatch ? .batch : header.kind }

    /// - Returns: `nil` for every text that `bytes` would not write: one entry, one spelling.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= EntryBundle.entryLimit else { return nil }
        guard let fields = JSONFields(bytes), let entry = LedgerEntry(fields), entry.bytes == bytes else { return nil }
        self = entry
    }

    private init?(_ fields: JSONFields) {
        guard fields.number("format") == Int64(Self.format),
            let author = fields.text("author").flatMap({ OfficerID(rawValue: $0) }),
            let id = fields.text("id").flatMap({ RecordID(rawValue: $0) }),
            let kind = (fields.text("of") ?? fields.text("kind")).flatMap({ RecordKind(rawValue: $0) }),
            let node = fields.text("node").flatMap({ NodeID(rawValue: $0) }),
            let version = fields.number("version").flatMap({ Int(exactly: $0) }), let issued = fields.number("issued"),
            let light = fields.text("handling").flatMap({ TrafficLight(rawValue: $0) }),
            let delete = fields.text("delete").flatMap({ CalendarDay($0) }),
            let review = fields.text("review").flatMap({ CalendarDay($0) }), review <= delete,
            let audience = fields.all("audience", { NodeID(rawValue: $0) }),
            let purposes = fields.all("purposes", { Purpose(rawValue: $0) }),
            let use = fields.all("use", { UseCode(rawValue: $0) }), let content = Content(fields)
        else { return nil }
        header = RecordHeader(
            id: id, kind: kind, version: version, node: node, author: author, issued: issued,
            handling: Handling(light, use: Set(use), audience: Set(audience)), purposes: purposes,
            legalBasis: fields.text("basis") ?? "", agreement: fields.text("agreement"),
            retention: Retention(review: review, delete: delete))
        self.content = content
    }
}

extension LedgerEntry.Content {
    fileprivate init?(_ fields: JSONFields) {
        let kind = fields.text("kind")
        if kind == RecordKind.succession.rawValue {
            guard let succession = Succession(fields) else { return nil }
            self = .succession(succession)
            return
        }
        let erasing = kind == RecordKind.erasure.rawValue
        switch (fields.text("commitment"), fields.text("root"), fields.list("erased")) {
        case (nil, nil, nil) where !erasing: self = .none
        case (let commitment?, nil, nil) where !erasing:
            guard let hash = MerkleHash(base64: commitment) else { return nil }
            self = .body(commitment: hash)
        case (nil, let root?, nil):
            guard let hash = MerkleHash(base64: root), let count = fields.number("count"),
                (1...Int64(LedgerEntry.slotLimit)).contains(count)
            else { return nil }
            self = .batch(root: hash, count: Int(count))
        case (nil, nil, let list?) where erasing:
            let positions = list.compactMap { LedgerPosition($0) }
            guard positions.count == list.count else { return nil }
            self = .erasure(positions)
        default: return nil
        }
    }
}

extension Succession {
    fileprivate var ended: [String] { [last.origin, String(last.size), last.root.base64] }

    fileprivate init?(_ fields: JSONFields) {
        guard let ended = fields.list("ended"), ended.count == 3,
            let last = Checkpoint(ended.joined(separator: "\n") + "\n"), last.text == ended.joined(separator: "\n") + "\n",
            let second = fields.text("second").flatMap({ OfficerID(rawValue: $0) })
        else { return nil }
        self.init(last: last, second: second)
    }
}

extension LedgerPosition {
    /// `12` or `12/3`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let index = UInt64(parts[0]), index < 1 << 55 else { return nil }
        let slot = parts.count == 2 ? Int(parts[1]) : 0
        guard let slot, (0..<256).contains(slot) else { return nil }
        self.init(index: index, slot: slot)
    }
}
