// From text in any script to folded words. Nothing here knows what a name is made of; `ParsedName` does.

/// Splits text at spaces and punctuation and folds every word to comparable bytes.
///
/// Bounded: at most 400 scalars and 16 words are read, at most 40 bytes a word.
struct WordSplitter {
    static let scalarLimit = 400
    static let wordLimit = 16
    static let byteLimit = 40

    private(set) var words: [(raw: [UInt8], source: Range<Int>)] = []
    /// How many words stood before the first comma; `nil` without a comma.
    private(set) var wordsBeforeComma: Int?

    private var word: [UInt8] = []
    private var block: [UInt32] = []
    private var script = Script.none
    private var start = 0
    private var offset = 0

    private enum Script { case none, letters, bengali, hangul, han, other }

    init(_ text: some StringProtocol) {
        var seen = 0
        for scalar in text.unicodeScalars {
            take(scalar.value)
            offset += UTF8.width(scalar)
            seen += 1
            if seen == Self.scalarLimit || words.count >= Self.wordLimit { break }
        }
        close()
    }

    private mutating func take(_ value: UInt32) {
        switch value {
        case 0x61...0x7A: letter(UInt8(value))
        case 0x41...0x5A: letter(UInt8(value) | 0x20)
        // Signs for ayn and hamza, soft sign, glottal stop; marks on top of letters; invisible controls.
        case 0x27, 0x60, 0xB4, 0x2B0...0x2FF, 0x2018...0x201B, 0x2032, 0x55A, 0x300...0x36F, 0x200B...0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0xAD, 0xFEFF, 0xFE00...0xFE0F:
            return
        case 0x2C, 0x60C, 0xFF0C:
            close()
            if wordsBeforeComma == nil { wordsBeforeComma = words.count }
        case 0...0xBF, 0x2000...0x2BFF, 0x3000...0x303F, 0x1F000...0x1FFFF, 0xE000...0xF8FF, 0xFFF0...0xFFFF:
            close()
        default: foreign(value)
        }
    }

    private mutating func letter(_ byte: UInt8) {
        enter(.letters)
        if word.count < Self.byteLimit { word.append(byte) }
    }

    private mutating func letters(_ text: String) {
        enter(.letters)
        for byte in text.utf8 where word.count < Self.byteLimit { word.append(byte) }
    }

    private mutating func foreign(_ value: UInt32) {
        if let latin = LatinLetters.fold(value) {
            enter(.letters)
            latin.withUTF8Buffer { for byte in $0 where word.count < Self.byteLimit { word.append(byte) } }
            return
        }
        if ArabicScript.contains(value) {
            guard let folded = ArabicScript.fold(value) else { return close() }
            if folded == 0 { return }
            // Arabic and Latin letters do not share a word.
            if script != .letters || (word.first.map { $0 < ArabicScript.first } ?? false) { close() }
            return letter(folded)
        }
        if (0xFE70...0xFEFC).contains(value) || (0xFB50...0xFDFF).contains(value) { return close() }
        let lowered = AlphabetTable.lowered(value)
        for table in [AlphabetTable.cyrillic, .greek, .georgian, .armenian] {
            if let latin = table.letters[lowered] { return letters(latin) }
        }
        if BengaliScript.contains(value) {
            enter(.bengali)
            block.append(value)
        } else if (0xAC00...0xD7A3).contains(value) {
            enter(.hangul)
            block.append(value)
        } else if (0x4E00...0x9FFF).contains(value) {
            enter(.han)
            block.append(value)
        } else {
            enter(.other)
            block.append(value)
        }
    }

    private mutating func enter(_ next: Script) {
        if script != next { close() }
        if script == .none { start = offset }
        script = next
    }

    private mutating func close() {
        defer {
            word = []
            block = []
            script = .none
        }
        let source = start..<offset
        switch script {
        case .none: return
        case .letters: add(word, source)
        case .bengali: add(Array(BengaliScript.latin(block[...]).utf8), source)
        case .hangul: for part in HangulScript.latin(block) { add(Array(part.utf8), source) }
        case .han:
            // Surname first, one character; the given name is written together.
            let readings = block.map { HanReadings.reading($0) ?? "" }
            add(Array((readings.first ?? "").utf8), source)
            add(Array(readings.dropFirst().joined().utf8), source)
        case .other:
            var bytes: [UInt8] = [0xFF]
            for value in block {
                guard let scalar = Unicode.Scalar(value) else { continue }
                bytes += Array(UTF8.encode(scalar) ?? .init())
            }
            add(bytes, source)
        }
    }

    private mutating func add(_ raw: [UInt8], _ source: Range<Int>) {
        guard !raw.isEmpty, words.count < Self.wordLimit else { return }
        words.append((Array(raw.prefix(Self.byteLimit)), source))
    }
}
