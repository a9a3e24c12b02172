// What a verification can find: what, where, what to do.

package enum LedgerFault: Hashable, Sendable {
    case fileDamaged(reason: String)
    case entryMissing(at: UInt64)
    case entryAltered(at: UInt64)
    /// Hashed and signed as it stands, but not an entry this program knows.
    case entryUnreadable(at: UInt64)
    case entryUnexpected(at: UInt64)
    case hashMissing(level: Int, index: UInt64)
    case hashAltered(level: Int, index: UInt64)
    /// Entries and stored hashes agree, but with another root than the one signed at this size.
    case historyRewritten(size: UInt64)
    case checkpointInvalid(size: UInt64, reason: String)
    case checkpointDiffers(size: UInt64)
    case tailMissing(size: UInt64, signed: UInt64)
    case entriesUnsigned(from: UInt64, count: UInt64)
    case bodyMissing(at: LedgerPosition)
    case bodyAltered(at: LedgerPosition)
    case bodyUnexpected(at: LedgerPosition)
    case bodyNotErased(at: LedgerPosition)
    case slotsAltered(at: UInt64)
    case evidenceInvalid(at: UInt64)
    case olderThanGuard(size: UInt64, seen: UInt64)
    case differsFromGuard(size: UInt64)
    case guardMissing
    case heldInvalid(reason: String)
    case heldAhead(size: UInt64, held: UInt64)
    case heldDiffers(size: UInt64)
    case heldNotCovered(size: UInt64, first: UInt64)
    /// The file says that it goes on from an earlier log; the entry that must say so is not there.
    case successionUnproven(origin: String, at: UInt64)
    /// A checkpoint of a log that ended goes beyond the last that its successor names.
    case heldBeyondSuccession(held: UInt64, known: UInt64)
    case andMore
}

extension LedgerFault: CustomStringConvertible {
    private static let restore = "restore this ledger from a backup and fetch what came after it"

    package var description: String {
        switch self {
        case .fileDamaged(let reason): "the file itself is damaged (\(reason)): \(Self.restore)"
        case .entryMissing(let index): "entry \(index) is missing: \(Self.restore)"
        case .entryAltered(let index): "entry \(index) is not what was signed: keep the file as evidence, \(Self.restore)"
        case .entryUnreadable(let index): "entry \(index) is signed but not in a known form: read it with the program that wrote it"
        case .entryUnexpected(let index): "entry \(index) stands outside this ledger's range: keep the file as evidence, \(Self.restore)"
        case .hashMissing(let level, let index): "the hash \(level)/\(index) is missing: \(Self.restore)"
        case .hashAltered(let level, let index):
            "the stored hash \(level)/\(index) does not belong to the entries below it: \(Self.restore)"
        case .historyRewritten(let size):
            "the first \(size) entries are not those that were signed, though their hashes were made to fit: keep the file as evidence, \(Self.restore)"
        case .checkpointInvalid(let size, let reason): "the checkpoint kept at size \(size) is not valid (\(reason)): \(Self.restore)"
        case .checkpointDiffers(let size):
            "the checkpoint kept at size \(size) was signed over other entries than these: keep the file as evidence, \(Self.restore)"
        case .tailMissing(let size, let signed): "\(size) entries are here, \(signed) were signed: the end was cut off, \(Self.restore)"
        case .entriesUnsigned(let from, let count):
            "\(count) entries from \(from) on were never signed: they were not written by this program, keep the file as evidence"
        case .bodyMissing(let position):
            "the body at \(position) is gone and no erasure says so: restore it from a backup, find out who removed it"
        case .bodyAltered(let position): "the body or key at \(position) is not what the entry commits to: restore it from a backup"
        case .bodyUnexpected(let position): "a body stands at \(position), where no entry has one: keep the file as evidence"
        case .bodyNotErased(let position):
            "the body at \(position) was erased by an entry, yet it is here: erase it again, find out who put it back"
        case .slotsAltered(let index): "ids, versions or commitments of batch \(index) are not what was signed: restore them from a backup"
        case .evidenceInvalid(let index): "the erasure \(index), learned at a restore, does not prove itself: apply the erasure list again"
        case .olderThanGuard(let size, let seen):
            "\(size) entries are here, the guard file has seen \(seen): an old copy was put back; fetch the missing entries or open the next log"
        case .differsFromGuard(let size):
            "the guard file has seen another history at size \(size): keep the file as evidence, \(Self.restore)"
        case .guardMissing: "the guard file is missing or unreadable: compare with a partner's checkpoint, then lay a new guard"
        case .heldInvalid(let reason): "a checkpoint you hold is not one of this log (\(reason)): check which log it belongs to"
        case .heldAhead(let size, let held):
            "you hold a checkpoint of \(held) entries, only \(size) are here: the end was cut off or an old copy put back"
        case .heldDiffers(let size):
            "the checkpoint you hold at size \(size) was signed over other entries than these: the log shows two histories, keep both as evidence"
        case .heldNotCovered(let size, let first):
            "the checkpoint you hold at size \(size) is older than this file, which begins at \(first), and was not kept: check it against the file of its day"
        case .successionUnproven(let origin, let index):
            "this log is said to succeed \(origin) at entry \(index), but that entry does not say so: keep the file as evidence"
        case .heldBeyondSuccession(let held, let known):
            "you hold a checkpoint of \(held) entries of a log that ended; its successor knew of \(known): more was lost than was said, keep both as evidence"
        case .andMore: "there are more faults like these: put these right first, then verify again"
        }
    }
}
