// What can go wrong with a ledger, for the person who must put it right. No content, no names.

package enum LedgerError: Error, Equatable, CustomStringConvertible {
    case alreadyOpen(file: String)
    case missing(file: String)
    case unreadable(file: String, reason: String)
    case wrongFormat(file: String, found: String, expected: String)
    case wrongKey(origin: String, found: String, expected: String)
    case keyExists(file: String)
    /// The guard file has seen more than the ledger holds: an older copy was put back.
    case olderThanGuard(file: String, size: UInt64, seen: UInt64)
    /// The guard file has seen another history of the same length.
    case differsFromGuard(file: String, size: UInt64)
    case guardMissing(file: String)
    case readOnly(file: String)
    case storageFull(file: String)
    case storage(file: String, reason: String)
    case damaged(file: String, reason: String)
    case entryTooLarge(bytes: Int, limit: Int)
    case bodyTooLarge(bytes: Int, limit: Int)
    case tooMany(found: Int, limit: Int)
    case reservedKind(String)
    case wrongKind(found: String, expected: String)
    case noBody(at: LedgerPosition)
    case outside(size: UInt64, of: UInt64)
    case pruned(index: UInt64, first: UInt64)
    case sealingKeyAbsent(file: String)
    case viewsAhead(view: String, seen: UInt64, size: UInt64)
    case closed(file: String)
    /// The next log is opened only where this one can sign no more, and is otherwise sound.
    case succession(file: String, reason: String)
    case backup(String)

    package var description: String {
        switch self {
        case .alreadyOpen(let file):
            "\(file) is being written by another process: stop that one first, or open it for reading only"
        case .missing(let file): "\(file) is not there: check the folder, or restore it from the backup"
        case .unreadable(let file, let reason): "\(file) cannot be read (\(reason)): check its owner and rights"
        case .wrongFormat(let file, let found, let expected):
            "\(file) is of format \(found), this program reads \(expected): use the program that wrote it"
        case .wrongKey(let origin, let found, let expected):
            "the ledger \(origin) was begun with key \(expected), the key given is \(found): give the key it was begun with"
        case .keyExists(let file): "\(file) is there already and will not be replaced: move it away if you mean to"
        case .olderThanGuard(let file, let size, let seen):
            "\(file) holds \(size) entries but \(seen) were signed before: an old copy was put back. "
                + "Nothing will be signed; put the newest copy back, or open the next log with two people (`serai reopen`)"
        case .differsFromGuard(let file, let size):
            "\(file) holds another history than the one signed at size \(size). Nothing will be signed; "
                + "keep this file as evidence and restore the right one"
        case .guardMissing(let file):
            "\(file) is missing or unreadable, so nobody can tell whether this copy of the ledger is the newest. "
                + "Nothing will be signed; compare with a partner's or witness's checkpoint, then open the next log with two people (`serai reopen`)"
        case .readOnly(let file): "\(file) is open for reading only: write through the running node"
        case .storageFull(let file): "no room left to write \(file); nothing of this was recorded: free space, then repeat"
        case .storage(let file, let reason):
            "\(file) could not be written (\(reason)); nothing of this was recorded: check the disk, then repeat"
        case .damaged(let file, let reason): "\(file) is damaged (\(reason)): run the verification, then restore from a backup"
        case .entryTooLarge(let bytes, let limit):
            "the entry has \(bytes) bytes, at most \(limit) fit: shorten the legal basis or the audience"
        case .bodyTooLarge(let bytes, let limit): "the body has \(bytes) bytes, at most \(limit) are kept: send large files as attachments"
        case .tooMany(let found, let limit): "\(found) at once, between 1 and \(limit) are taken: send them in several steps"
        case .reservedKind(let kind): "the kind \(kind) is written by the ledger alone: use another kind"
        case .wrongKind(let found, let expected): "the header is of kind \(found), expected \(expected): set the kind"
        case .noBody(let position): "there is no body at \(position): name the position of a record that has one"
        case .outside(let size, let of): "\(size) is beyond the ledger, which holds \(of): ask for less"
        case .pruned(let index, let first): "what stood at \(index) was deleted, this ledger begins at \(first): ask for later entries"
        case .sealingKeyAbsent(let file): "the bodies of \(file) are sealed and their key is not here: open it with the sealing key"
        case .viewsAhead(let view, let seen, let size):
            "the view \(view) has seen \(seen) entries, the ledger holds \(size): the ledger was replaced, rebuild the views"
        case .succession(let file, let reason): "the next log was not opened for \(file): \(reason)"
        case .closed(let file): "\(file) was closed: open it again"
        case .backup(let reason): reason
        }
    }
}
