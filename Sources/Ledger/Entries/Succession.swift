// When an old copy was put back, the log that signed the lost entries is over: it must never sign a second history. The next
// number takes over what is left, and its first own entry says so.
package import Records

/// What the first entry of log number n+1 binds.
package struct Succession: Hashable, Sendable {
    /// The last checkpoint that anybody knows of the log that ended. Its size may be beyond what is left: the entries
    /// between are lost, and this says how many.
    package var last: Checkpoint
    /// The other of the two people; the header names the first.
    package var second: OfficerID

    package init(last: Checkpoint, second: OfficerID) { (self.last, self.second) = (last, second) }
}

extension RecordKind {
    /// Begins the next log; written by the ledger alone.
    package static let succession: Self = "succession"
}

/// The names a log has had, oldest first. All have one key, and the first `size` entries in common.
package struct Lineage: Hashable, Sendable {
    package struct Ended: Hashable, Sendable {
        package var origin: String
        /// Entries that its successor took over; the successor's first own entry stands at this index.
        package var size: UInt64
    }

    package var current: NoteKey
    package var ended: [Ended] = []

    package init(current: NoteKey) { self.current = current }

    /// - Parameters:
    ///   - text: as `text` writes it.
    ///   - key: of any of its logs; all have the same public key.
    /// - Returns: `nil` when the names do not fit together.
    init?(current origin: String, ended text: String, key: NoteKey) {
        guard let current = NoteKey(name: origin, algorithm: key.algorithm, publicKey: key.publicKey) else { return nil }
        self.current = current
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let size = UInt64(parts[0]) else { return nil }
            ended.append(Ended(origin: String(parts[1]), size: size))
        }
        let names = ended.map(\.origin) + [origin]
        guard names.contains(key.name), zip(names, names.dropFirst()).allSatisfy({ Self.next(after: $0) == $1 }) else { return nil }
    }

    /// One line for each log that ended: entries taken over, name.
    var text: String { ended.map { "\($0.size) \($0.origin)" }.joined(separator: "\n") }

    /// - Returns: the lineage with one more log, which begins after `size` entries.
    func continued(after size: UInt64) -> Lineage? {
        guard let key = NoteKey(name: Self.next(after: current.name), algorithm: current.algorithm, publicKey: current.publicKey)
        else { return nil }
        var next = Lineage(current: key)
        next.ended = ended + [Ended(origin: current.name, size: size)]
        return next
    }

    /// `aa/serai/records/1` → `aa/serai/records/2`; a name without a number is number one.
    static func next(after origin: String) -> String {
        var parts = origin.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, let number = parts.last.flatMap({ UInt32($0) }) else { return origin + "/2" }
        parts[parts.count - 1] = String(number + 1)
        return parts.joined(separator: "/")
    }

    /// A checkpoint of any of these logs.
    ///
    /// - Returns: with it, the log that signed it when that one has ended.
    package func checkpoint(in note: String) throws(NoteRefusal) -> (checkpoint: Checkpoint, of: Ended?) {
        for log in ended where note.hasPrefix(log.origin + "\n") {
            guard let key = NoteKey(name: log.origin, algorithm: current.algorithm, publicKey: current.publicKey) else { continue }
            return (try Checkpoint.verified(note, by: key), log)
        }
        return (try Checkpoint.verified(note, by: current), nil)
    }
}
