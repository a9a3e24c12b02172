// Finding "who looked at this person" without an index that says who was looked at: each particular becomes a keyed
// hash, under a key of its own for each month, which is destroyed with the month.

import Crypto
import Foundation
import Records

/// Tokens of one month.
struct BlindTokens: Sendable {
    let key: SymmetricKey

    /// - Returns: 16-byte tokens with how strong a find by them is; nothing for a look at nobody.
    func tokens(of subject: AuditSubject, record: RecordID?) -> [(trace: AuditLine.Trace, token: Data)] {
        var found: [(AuditLine.Trace, Data)] = []
        if let document = subject.document { found.append((.document, token("document", document.value))) }
        if let record { found.append((.record, token("record", record.rawValue))) }
        guard let name = subject.name.map(Self.nameKey), !name.isEmpty else { return found }
        if let birth = subject.birth, case .day(let day) = birth.precision {
            found.append((.nameAndBirth, token("name and birth", "\(name)\n\(day)")))
        }
        found.append((.nameOnly, token("name", name)))
        return found
    }

    private func token(_ kind: String, _ text: String) -> Data {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Data("serai look 1\n\(kind)\n\(text)".utf8))
        return Data(code.finalize()).prefix(16)
    }

    /// The parts of a name in Latin letters without marks, in alphabetical order, so that `MÜLLER, Anna` and
    /// `Anna Muller` are one key. Scripts that leave vowels out keep a key of their own: ask in each spelling.
    static func nameKey(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return plainKey(name.lowercased()) }
        let latin = name.applyingTransform(StringTransform("Any-Latin; Latin-ASCII; Lower"), reverse: false) ?? name
        let plain = latin.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        return plainKey(plain)
    }

    private static func plainKey(_ name: String) -> String {
        name.split { !$0.isLetter && !$0.isNumber }.map(String.init).sorted().joined(separator: " ")
    }
}
