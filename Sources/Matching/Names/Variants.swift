// Spellings of one name that no rule of sounds would bring together: short forms, translations, dialects.
// Read and extended by people: one group a line, general knowledge of names, never taken from a list of persons.

/// Groups of words that are the same name.
enum Variants {
    /// The groups a plain word belongs to; none for most words.
    static func groups(of text: [UInt8]) -> [UInt16] { byWord[text] ?? [] }

    static let byWord: [[UInt8]: [UInt16]] = {
        var byWord: [[UInt8]: [UInt16]] = [:]
        var group: UInt16 = 1
        for table in NameTables.all {
            for line in table.split(separator: "\n") {
                for word in line.split(separator: " ") {
                    let first = word.unicodeScalars.first?.value ?? 0
                    let key =
                        ArabicScript.contains(first) ? ArabicScript.folded(String(word)) : Array(word.utf8)
                    if byWord[key]?.contains(group) != true { byWord[key, default: []].append(group) }
                }
                group += 1
            }
        }
        return byWord
    }()
}
