// Names built with abd- (servant of), -ullah (of God) and -uddin (of the faith), and words with the Arabic article grown on.
// Clerks write each in one, two or three words and with any vowel, so all are taken apart the same way.

enum Compounds {
    static let servant = Array("abd".utf8)
    static let ofGod = Array("ullah".utf8)
    static let ofFaith = Array("din".utf8)
    static let servantOfGod = Array("abdullah".utf8)

    /// What a word is made of: raw bytes and role of each piece, in order.
    static func pieces(_ raw: [UInt8]) -> [(raw: [UInt8], role: NameWord.Role)] {
        guard let first = raw.first, first != 0xFF else { return [(raw, .name)] }
        return first >= ArabicScript.first ? arabic(raw) : latin(raw)
    }

    // MARK: Latin script

    private static let servantForms = words(
        "abdoul abdul abdel abdal abdol abdil abdou abdur abder abdu abde abdo abdi abda abdy abd")
    private static let servantWords = Set(
        words("abdoul abdul abdel abdal abdol abdil abdou abdur abder abdus abdes abdu abd abdool"))
    private static let servantOfGodWords = Set(
        words(
            "abdullah abdallah abdollah abdoullah abdulla abdalla abdolla abdellah abdoulah abdulah abdillah abdullahi abdallahi abdoulaye"
        ))
    private static let ofGodForms = words("oullah ullah allah ollah ulah oulah ulla olla")
    private static let ofGodWords = Set(words("allah ullah ollah oullah llah ulla lah"))
    private static let ofFaithForms = words(
        "uddeen uddine eddine addine iddine ouddine uddin eddin addin oddin eldin aldin edine udeen udin uddyn eddyn iddin iddyn")
    private static let ofFaithWords = Set(words("uddin eddine eddin addin deen aldin eldin uddeen udin adin"))
    private static let surnameEnds = words("ov ev ova eva off eff ow yan ian enko shvili")

    private static func words(_ text: String) -> [[UInt8]] {
        text.split(separator: " ").map { Array($0.utf8) }
    }

    private static func latin(_ raw: [UInt8]) -> [(raw: [UInt8], role: NameWord.Role)] {
        if raw.count == 1 { return [(raw, .initial)] }
        let text = NameWord.plain(raw)
        if servantOfGodWords.contains(text) { return [(servantOfGod, .name)] }
        if servantWords.contains(text) { return [(servant, .compound)] }
        if ofGodWords.contains(text) { return [(ofGod, .compound)] }
        if ofFaithWords.contains(text) { return [(ofFaith, .compound)] }
        if text.count >= 6, !surnameEnds.contains(where: { ends(text, $0) }) {
            for form in servantForms where starts(text, form) && text.count - form.count >= 3 {
                var rest = Array(raw.dropFirst(form.count))
                // Abdurrahman, Abdessalam: the article has become the first letter of what follows.
                if rest.count > 3, rest[0] == rest[1] { rest.removeFirst() }
                if isVowel(rest[0]), !"aio".utf8.contains(rest[0]) { continue }
                return [(servant, .compound)] + tail(rest)
            }
        }
        return tail(raw)
    }

    private static func tail(_ raw: [UInt8]) -> [(raw: [UInt8], role: NameWord.Role)] {
        let text = NameWord.plain(raw)
        for form in ofGodForms where text.count - form.count >= 3 && ends(text, form) {
            return [(Array(raw.dropLast(form.count)), .name), (ofGod, .compound)]
        }
        for form in ofFaithForms where text.count - form.count >= 3 && ends(text, form) {
            return [(Array(raw.dropLast(form.count)), .name), (ofFaith, .compound)]
        }
        return [(raw, .name)]
    }

    /// Sounds of an article grown on to a word (Alshamari): 2, or 0 where there is none.
    ///
    /// The word stays whole, since Albert and Elena have none; it is compared both ways.
    static func articleLength(_ text: [UInt8]) -> Int {
        text.count >= 6 && (text.starts(with: "al".utf8) || text.starts(with: "el".utf8))
            && text[2] != UInt8(ascii: "l") ? 2 : 0
    }

    private static func starts(_ text: [UInt8], _ form: [UInt8]) -> Bool { text.starts(with: form) }
    private static func ends(_ text: [UInt8], _ form: [UInt8]) -> Bool {
        text.suffix(form.count).elementsEqual(form)
    }
    private static func isVowel(_ byte: UInt8) -> Bool { "aeiou".utf8.contains(byte) }

    // MARK: Arabic script

    private static let article = ArabicScript.folded("ال")
    private static let arabicServant = ArabicScript.folded("عبد")
    private static let arabicServantOfGod = ArabicScript.folded("عبدالله")
    private static let arabicGod = ArabicScript.folded("الله")
    private static let arabicFaith = ArabicScript.folded("الدین")
    private static let arabicFaithAlone = ArabicScript.folded("دین")

    private static func arabic(_ raw: [UInt8]) -> [(raw: [UInt8], role: NameWord.Role)] {
        if raw.count == 1 { return [(raw, .initial)] }
        if raw == arabicServantOfGod { return [(servantOfGod, .name)] }
        if raw == arabicServant { return [(servant, .compound)] }
        if raw == arabicGod { return [(ofGod, .compound)] }
        if raw == arabicFaith { return [(ofFaith, .compound)] }
        if starts(raw, arabicServant + article), raw.count >= arabicServant.count + article.count + 2 {
            return [(servant, .compound)]
                + arabicTail(Array(raw.dropFirst(arabicServant.count + article.count)))
        }
        return arabicTail(raw)
    }

    private static func arabicTail(_ raw: [UInt8]) -> [(raw: [UInt8], role: NameWord.Role)] {
        if raw.count >= arabicGod.count + 2, ends(raw, arabicGod) {
            return [(Array(raw.dropLast(arabicGod.count)), .name), (ofGod, .compound)]
        }
        if raw.count >= arabicFaith.count + 2, ends(raw, arabicFaith) {
            return [(Array(raw.dropLast(arabicFaith.count)), .name), (ofFaith, .compound)]
        }
        if raw.count >= 5, starts(raw, article) { return [(Array(raw.dropFirst(2)), .name)] }
        return [(raw, .name)]
    }
}
