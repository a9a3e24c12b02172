// What has been signed about a ledger, by itself and as others hold it, and whether the entries agree.
import GRDB

extension LedgerVerification {
    /// - Returns: the newest checkpoint, when its signature holds.
    mutating func gather(_ notes: [(size: UInt64, note: String)], size: UInt64) -> Checkpoint? {
        var newest: Checkpoint?
        for (place, note) in notes {
            do {
                let (checkpoint, ended) = try store.lineage.checkpoint(in: note)
                guard checkpoint.size == place, ended.map({ place <= $0.size }) ?? true else {
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

    mutating func gather(held notes: [String], size: UInt64) {
        for note in notes {
            do {
                let (checkpoint, ended) = try store.lineage.checkpoint(in: note)
                if let ended, checkpoint.size > ended.size {
                    compare(held: checkpoint, of: ended)
                } else if checkpoint.size > size {
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

    /// A checkpoint of a log that ended, beyond what its successor took over: what lies between is lost, and was said to be.
    private mutating func compare(held checkpoint: Checkpoint, of ended: Lineage.Ended) {
        guard let known = lastKnown[ended.size] else {
            // Its successor began in an earlier file, or does not prove itself, which `traceLineage` has reported.
            if ended.size < first { faults.append(.heldNotCovered(size: checkpoint.size, first: first)) }
            return
        }
        if checkpoint.size > known.size {
            faults.append(.heldBeyondSuccession(held: checkpoint.size, known: known.size))
        } else if checkpoint.size == known.size, checkpoint.root != known.root {
            faults.append(.heldDiffers(size: checkpoint.size))
        }
    }

    /// Every log that this one is said to succeed must be named by the entry at which it was ended.
    mutating func traceLineage() throws {
        for log in store.lineage.ended where log.size >= first {
            let succession = try store.pool.read { try LedgerStore.succession(at: log.size, $0) }
            if let last = succession?.last, last.origin == log.origin, last.size >= log.size {
                lastKnown[log.size] = last
                if last.size == log.size {
                    claims.append(Claim(size: log.size, root: last.root, ifOtherwise: .checkpointDiffers(size: log.size)))
                }
            } else {
                faults.append(.successionUnproven(origin: log.origin, at: log.size))
            }
        }
    }

    /// Takes over what earlier files left, and holds the claims about them to it.
    mutating func begin() throws {
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
    mutating func settleClaims() {
        while let claim = claims.first, claim.size == fromEntries.size {
            // Where one byte differs, entries or hashes still give the signed root; `blame` names the other.
            if claim.root != fromEntries.root, claim.root != fromHashes.root { faults.append(claim.ifOtherwise) }
            claims.removeFirst()
        }
    }
}
