// A name taken apart: words folded to comparable letters, each with the part it plays.

/// One word of a name.
struct NameWord: Sendable, Equatable {
    enum Role: UInt8, Sendable {
        /// Identifies: given, family, father's or tribe's name.
        case name
        /// Half of a compound so common that alone it says little: abd-, -ullah, -uddin.
        case compound
        /// A single letter.
        case initial
        /// al, bin, abu, de, van: written or left out at will.
        case particle
        /// Dr, Haji, Mullah, Jr.
        case title
    }

    /// Latin: a–z and the four marked capitals of `LatinLetters`. Arabic script: folded letters from 0x80 on.
    /// Any other script: 0xFF and the UTF-8 bytes, comparable only as they are.
    var raw: [UInt8]
    var sounds: [UInt8]
    var role: Role
    /// UTF-8 offsets of the word in the name it came from.
    var source: Range<Int>
    /// The field was full: the word may go on.
    var cut = false

    init(raw: [UInt8], role: Role, source: Range<Int>) {
        self.raw = raw
        self.role = role
        self.source = source
        sounds =
            switch raw.first {
            case nil, 0xFF?: []
            case let first? where first >= ArabicScript.first: ArabicScript.sounds(of: raw)
            default: LatinSounds.standard.parse(raw)
            }
    }

    /// Written in Arabic letters, and so without short vowels.
    var isUnvowelled: Bool { raw.first.map { $0 >= ArabicScript.first && $0 != 0xFF } ?? false }
    var isOpaque: Bool { raw.first == 0xFF }
    /// Counts towards a match.
    var identifies: Bool { role == .name || role == .compound || role == .initial }

    /// Lower-case letters without marks.
    var text: [UInt8] { Self.plain(raw) }

    static func plain(_ raw: [UInt8]) -> [UInt8] {
        guard raw.first != 0xFF else { return raw }
        return raw.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
