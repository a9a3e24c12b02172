// The answer to a person who asks what is held about them. What must be withheld is withheld without a trace: a letter
// that has something to hide reads exactly like a letter that has nothing to say.

package import Records

/// Who writes, and where to complain.
package struct LetterHead: Sendable, Hashable {
    package var authority: String
    package var address: String
    package var dataProtectionOfficer: String
    package var supervisoryAuthority: String

    package init(
        authority: String, address: String, dataProtectionOfficer: String, supervisoryAuthority: String
    ) {
        self.authority = authority
        self.address = address
        self.dataProtectionOfficer = dataProtectionOfficer
        self.supervisoryAuthority = supervisoryAuthority
    }
}

/// A letter, once as text and once as a page to print. A person reads and signs it; nothing is sent by itself.
package struct AnswerLetter: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
        case heading(String)
        case paragraph(String)
        case list([String])
    }

    package let parts: [Part]

    package init(
        to request: SubjectRequest, held: [HeldRecord], looks: [AuditLine], from head: LetterHead,
        on day: CalendarDay, words: LetterWords = .english
    ) {
        let tellable = held.filter { $0.restriction == nil }
        // A look in the course of an investigation is not told, nor one that was refused, nor a namesake's.
        let ordinary = looks.filter { line in
            line.purpose == .borderCheck && !line.refused && (line.foundBy ?? .nameOnly) < .nameOnly
        }
        var parts: [Part] = [
            .paragraph("\(head.authority)\n\(head.address)"),
            .paragraph("\(words.reference): \(request.reference)\n\(words.date): \(day)\n\(words.received): \(request.received)"),
            .heading(words.title), .paragraph(words.opening), .heading(words.heldTitle),
        ]
        parts.append(tellable.isEmpty ? .paragraph(words.nothingToTell) : .list(tellable.map(words.held)))
        parts.append(.heading(words.looksTitle))
        let months = Dictionary(grouping: ordinary) { String(AuditShelf.day($0.time).description.prefix(7)) }
        parts.append(
            months.isEmpty
                ? .paragraph(words.noLooks)
                : .list(months.sorted { $0.key < $1.key }.map { words.looks($0.key, $0.value.count) }))
        parts += [
            .paragraph(words.recipients), .heading(words.limitsTitle), .paragraph(words.limits),
            .heading(words.rightsTitle), .list(words.rights),
            .paragraph("\(words.contact): \(head.dataProtectionOfficer)"),
            .paragraph("\(words.complaint): \(head.supervisoryAuthority)"),
        ]
        self.parts = parts
    }

    package var text: String {
        parts.map { part in
            switch part {
            case .heading(let text): text + "\n" + String(repeating: "-", count: text.count)
            case .paragraph(let text): text
            case .list(let items): items.map { "* " + $0 }.joined(separator: "\n")
            }
        }.joined(separator: "\n\n") + "\n"
    }

    /// The body of a page; every text is escaped.
    package var html: String {
        parts.map { part in
            switch part {
            case .heading(let text): "<h2>\(escaped(text))</h2>"
            case .paragraph(let text):
                "<p>\(text.split(separator: "\n").map { escaped(String($0)) }.joined(separator: "<br>"))</p>"
            case .list(let items): "<ul>\(items.map { "<li>\(escaped($0))</li>" }.joined())</ul>"
            }
        }.joined(separator: "\n")
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
    }
}
