// One name as the engine compares it.

package import Records

/// The words of a name with their roles, and where the surname ends when the source says so.
package struct ParsedName: Sendable {
    var words: [NameWord]

    /// Words that count towards a match.
    var identifying: [NameWord] { words.filter(\.identifies) }

    /// A name as written, in any script and order. Bounded by `WordSplitter`; never fails.
    package init(_ text: String) {
        self.init(split: WordSplitter(text).words)
    }

    private init(split: [(raw: [UInt8], source: Range<Int>)]) {
        words = []
        words.reserveCapacity(split.count + 2)
        for (raw, source) in split {
            let text = NameWord.plain(raw)
            if Particles.particles.contains(text) {
                words.append(NameWord(raw: raw, role: .particle, source: source))
            } else if Particles.titles.contains(text) {
                words.append(NameWord(raw: raw, role: .title, source: source))
            } else {
                for piece in Compounds.pieces(raw) {
                    words.append(NameWord(raw: piece.raw, role: piece.role, source: source))
                }
            }
            if words.count >= WordSplitter.wordLimit { break }
        }
        joinServantOfGod()
        // "din" is half a name only behind an article or another half: Nur al-Din, but Din Mohammad.
        for index in words.indices.dropFirst()
        where words[index].raw == Compounds.ofFaith && words[index - 1].role == .particle {
            words[index].role = .compound
        }
        // A name of particles alone (Le Van, Da Do) is a name after all.
        if !words.contains(where: { $0.role == .name }) {
            for index in words.indices where words[index].role != .initial || words.count == 1 {
                words[index].role = .name
            }
        }
    }

    /// Abd Allah, Abd ullah: one name, as `Compounds` writes Abdullah.
    private mutating func joinServantOfGod() {
        var index = 0
        while index + 1 < words.count {
            if words[index].raw == Compounds.servant, words[index + 1].raw == Compounds.ofGod {
                let source = words[index].source.lowerBound..<words[index + 1].source.upperBound
                words[index] = NameWord(raw: Compounds.servantOfGod, role: .name, source: source)
                words.remove(at: index + 1)
            }
            index += 1
        }
    }

    /// A traveller's name, in each way it may have to be read.
    ///
    /// A machine-readable name comes as its Latin letters and, when every word can be, as the Arabic letters that
    /// ICAO Doc 9303-3 section 6 spells with them.
    package static func readings(of name: Traveller.Name) -> [ParsedName] {
        switch name {
        case .written(let text):
            // Several names may be typed into one field.
            guard text.utf8.contains(UInt8(ascii: ";")) else { return [ParsedName(text)] }
            return text.split(separator: ";").prefix(6).map { ParsedName(String($0)) }
        case .machineReadable(let surname, let given, let truncated):
            let text = given.isEmpty ? surname : surname + " " + given
            let split = WordSplitter(text).words
            var readings = [ParsedName(split: split)]
            if let decoded = decoded(split) { readings.append(ParsedName(split: decoded)) }
            if truncated {
                for index in readings.indices where !readings[index].words.isEmpty {
                    readings[index].words[readings[index].words.count - 1].cut = true
                }
            }
            return readings
        }
    }

    private static func decoded(_ split: [(raw: [UInt8], source: Range<Int>)]) -> [(
        raw: [UInt8], source: Range<Int>
    )]? {
        let letters = split.flatMap(\.raw)
        let hasSequence = letters.contains(UInt8(ascii: "x"))
        // Without an X-sequence only a name that has no i or u (hamzas in ICAO's spelling, vowels elsewhere) is tried.
        if !hasSequence, letters.contains(where: { $0 == UInt8(ascii: "i") || $0 == UInt8(ascii: "u") }) {
            return nil
        }
        var decoded: [(raw: [UInt8], source: Range<Int>)] = []
        for (raw, source) in split {
            guard let word = ArabicScript.decode(machineReadable: raw) else { return nil }
            decoded.append((word, source))
        }
        return decoded
    }
}
