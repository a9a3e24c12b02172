// The list an agency screens against, ready to be asked.

package import Records
import Synchronization

/// Every listed identity, searchable by name in any script, birth date and document number.
package final class NameIndex: Sendable {
    /// Scores from here on are shown to an officer.
    package static let defaultThreshold = 0.5

    private let entries = Mutex<[UInt64: Identity]>([:])

    package init() {}

    package var count: Int { entries.withLock { $0.count } }

    /// Replaces everything in the index. A key that comes twice keeps its last identity.
    package func build(_ identities: [(key: UInt64, identity: Identity)]) {
        let fresh = Dictionary(identities.map { ($0.key, $0.identity) }) { _, last in last }
        entries.withLock { $0 = fresh }
    }

    /// Adds an identity or replaces the one under the same key; the next `ask` sees it.
    package func update(_ key: UInt64, _ identity: Identity) {
        entries.withLock { $0[key] = identity }
    }

    /// Removes an identity; the next `ask` does not see it. An unknown key is no error.
    package func remove(_ key: UInt64) {
        entries.withLock { _ = $0.removeValue(forKey: key) }
    }

    /// The identities that may be this traveller, best first.
    package func ask(_ traveller: Traveller, limit: Int = 20, threshold: Double = defaultThreshold) -> [Match] {
        let mine = parts(traveller.name.text)
        var matches: [Match] = []
        for (key, identity) in entries.withLock({ $0 }) {
            let document = traveller.document.flatMap { document in identity.documents.first { $0.number == document.number } }
            var best = NameEvidence(strength: 0, listed: identity.names.first, parts: [])
            for name in identity.names {
                let theirs = parts(name.value)
                let shared = mine.intersection(theirs)
                let strength = Double(2 * shared.count) / Double(max(1, mine.count + theirs.count))
                if strength > best.strength {
                    best = NameEvidence(
                        strength: strength, listed: name,
                        parts: shared.sorted().map {
                            NamePart(traveller: $0, listed: $0, relation: .same, rule: "the same letters")
                        })
                }
            }
            let sameDay = traveller.birth.map(identity.births.contains) ?? false
            var score = min(0.99, best.strength)
            if best.strength == 1, sameDay { score = 1 }
            if document != nil { score = max(score, 0.9) }
            guard score >= threshold, score > 0 else { continue }
            matches.append(
                Match(
                    key: key, score: score, name: best,
                    birth: BirthEvidence(
                        relation: sameDay ? .same : .unknown, traveller: traveller.birth, listed: identity.births.first,
                        reason: sameDay ? "the same birth date" : ""),
                    document: DocumentEvidence(
                        relation: document == nil ? .none : .same, traveller: traveller.document?.number,
                        listed: document?.number, reason: document == nil ? "" : "the same document number")))
        }
        matches.sort { ($0.score, $1.key) > ($1.score, $0.key) }
        return Array(matches.prefix(limit))
    }

    private func parts(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
}
