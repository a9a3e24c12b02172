// Prose in the United Nations list: document numbers and aliases as committees wrote them.

import Records

enum UNText {
    /// The documents in a `NUMBER` field, such as `Russian passport number 8208 No. 555627` or `R00012098, South Sudan`.
    ///
    /// Kept are words with a digit, and capitals of up to three letters that stand right before one (`SE 012820`).
    static func documents(_ text: String, type: String, issuer: String) -> [IdentityDocument] {
        var named = CountryNames.code(issuer)
        let plain = withoutParentheses(text) { inside in named = named ?? CountryNames.code(inside) }
        let kind = kind(of: type + " " + plain)
        return plain.split(separator: ";").compactMap { part in
            let words = part.split { $0.isWhitespace || $0 == "," }
            var pieces: [Substring] = []
            for (index, word) in words.enumerated() {
                if hasDigit(word) {
                    pieces.append(number(word))
                } else if isSeries(word), index + 1 < words.count, hasDigit(words[index + 1]) {
                    pieces.append(word)
                }
            }
            let prose = words.filter { !hasDigit($0) }.joined(separator: " ")
            let state =
                named ?? CountryNames.code(prose) ?? words.lazy.compactMap {
                    CountryNames.code(adjective: $0)
                }.first
                ?? CountryNames.code(words.prefix(3).joined(separator: " "))
            guard let number = DocumentNumber(pieces.joined()) else { return nil }
            return IdentityDocument(number: number, kind: kind, issuer: state)
        }
    }

    /// `no.03825239` and `N°235/…` begin with the word for number.
    private static func number(_ word: Substring) -> Substring {
        for prefix in ["no.", "No.", "No", "N°", "№"]
        where word.hasPrefix(prefix) && hasDigit(word.dropFirst(prefix.count)) {
            return word.dropFirst(prefix.count)
        }
        return word
    }

    private static func kind(of text: String) -> IdentityDocument.Kind {
        let text = text.lowercased()
        if text.contains("residen") { return .residencePermit }
        if text.contains("passport") || text.contains("passeport") || text.contains("pasaporte") {
            return .passport
        }
        if text.contains("travel document") || text.contains("laissez") || text.contains("driving") {
            return .other
        }
        return text.contains("identi") ? .identityCard : .other
    }

    private static func hasDigit(_ word: Substring) -> Bool {
        word.utf8.contains { (0x30...0x39).contains($0) }
    }

    private static func isSeries(_ word: Substring) -> Bool {
        (1...3).contains(word.utf8.count) && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    /// The names in an `ALIAS_NAME`: several behind semicolons or `b)`, an original script in parentheses, an aside.
    static func names(_ text: String, weak: Bool) -> [PersonName] {
        var found: [PersonName] = []
        func add(_ value: some StringProtocol, _ kind: PersonName.Kind) {
            let value = trimmed(value.drop { $0 == "," || $0 == " " }).trimmingSuffix {
                $0 == "," || $0 == " "
            }
            guard value.contains(where: \.isLetter), value.utf8.count <= ListLimits.nameBytes else { return }
            let name = PersonName(value, isLatin(value) ? kind : .native)
            if !found.contains(name) { found.append(name) }
        }
        var inside: [String] = []
        var outside = withoutParentheses(text) { inside.append($0) }
        // "…, born 1 Jan. 1953 …" and what follows is not a name.
        if let range = outside.firstRange(of: ", born ") { outside = String(outside[..<range.lowerBound]) }
        let listed = outside.replacing(" b) ", with: ";").replacing(" c) ", with: ";")
        for part in listed.split(separator: ";") { add(part, weak ? .weak : .alias) }
        for aside in inside {
            let script = aside.replacing("original script:", with: "")
            // An aside is a name when it is in the other script than the text before it; otherwise it is a remark.
            if isLatin(script) != isLatin(outside) {
                for part in script.split(separator: ";") { add(part, weak ? .weak : .alias) }
            }
        }
        return found
    }

    /// The text without `(…)`, each content handed out.
    private static func withoutParentheses(_ text: String, _ inside: (String) -> Void) -> String {
        var kept = ""
        var aside: String?
        for character in text {
            switch (character, aside) {
            case ("(", nil) where !kept.hasSuffix("\\"): aside = ""
            case (")", let content?):
                inside(trimmed(content))
                aside = nil
            case (_, let content?): aside = content + String(character)
            default: kept.append(character == "\n" ? " " : character)
            }
        }
        return trimmed(kept)
    }

    private static func isLatin(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            !$0.properties.isAlphabetic || $0.value < 0x250 || (0x1E00...0x1EFF).contains($0.value)
        }
    }
}

extension String {
    func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}
