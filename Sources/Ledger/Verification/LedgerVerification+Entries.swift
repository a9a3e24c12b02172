// One entry after the other: leaf, tree, content.
import GRDB

extension LedgerVerification {
    mutating func take(_ index: UInt64, _ slice: VerificationSlice) throws {
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

    mutating func compare(_ node: TreeNode, _ computed: [MerkleHash]) throws {
        let stored = try store.pool.read {
            try StoredTree(db: $0, first: first).hashes(level: node.level, from: node.index, count: 1).first
        }
        if stored == nil { faults.append(.hashMissing(level: node.level, index: node.index)) }
        if let stored, !computed.contains(stored) { faults.append(.hashAltered(level: node.level, index: node.index)) }
    }

    mutating func examine(_ index: UInt64, _ bytes: [UInt8], _ leaf: MerkleHash, _ slice: VerificationSlice) throws {
        guard let entry = LedgerEntry(bytes) else { return faults.append(.entryUnreadable(at: index)) }
        let rows = slice.bodies[index] ?? []
        let seal = store.seal?.entry(leaf)
        switch entry.content {
        case .none, .erasure, .succession:
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

    mutating func examine(
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
}
