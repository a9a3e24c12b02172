// The words of the pages, one file a language in Assets/Languages. Keys are ours, texts are the translators'.
package import Foundation

/// One language of the console.
package struct Language: Sendable {
    /// BCP 47, such as `en` or `ar`.
    package let code: String
    /// In its own words, for the chooser.
    package let name: String
    package let rightToLeft: Bool
    package let texts: [String: String]

    /// The text of a key; the key itself when a translator has not met it yet, so that nothing goes missing in silence.
    package subscript(_ key: String) -> String { texts[key] ?? key }

    /// A text with `{name}` places filled in.
    package func text(_ key: String, _ values: [String: String]) -> String {
        values.reduce(self[key]) { text, value in
            text.split(separator: "{\(value.key)}", omittingEmptySubsequences: false).joined(separator: value.value)
        }
    }

    /// The text of a code that other rooms made (`reason.name-match`); the code in plain letters when it is new.
    package func word(_ group: String, _ code: String) -> String {
        texts["\(group).\(code)"] ?? code.split(separator: "-").joined(separator: " ")
    }
}

/// Every language the node can speak.
package struct Languages: Sendable {
    package let all: [Language]

    /// - Parameter folder: holds `en.json`, `ar.json`, …: flat objects of text, with `language.name` and
    ///   `language.direction` (`ltr` or `rtl`) among them.
    package init(folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        all = try files.map { file in
            let texts = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
            let code = file.deletingPathExtension().lastPathComponent
            return Language(
                code: code, name: texts["language.name"] ?? code,
                rightToLeft: texts["language.direction"] == "rtl", texts: texts)
        }.sorted { ($0.code == "en" ? "" : $0.code) < ($1.code == "en" ? "" : $1.code) }
        guard all.first?.code == "en" else { throw ConsoleSetupError.assetMissing("Languages/en.json") }
    }

    package subscript(_ code: String) -> Language? { all.first { $0.code == code } }

    /// The language somebody chose; else the first of their browser's that we have; else English.
    ///
    /// - Parameter accepted: an `Accept-Language` header. Regions fall back to the language (`ar-EG` reads `ar`).
    package func best(chosen: String?, accepted: String?) -> Language {
        if let chosen, let language = self[chosen] { return language }
        let wishes = (accepted ?? "").split(separator: ",").prefix(12).map { wish -> (code: String, weight: Double) in
            let parts = wish.split(separator: ";")
            let code = String(parts.first ?? "").trimmedSpaces.lowercased()
            let weight = parts.dropFirst().first { $0.trimmedPrefixSpaces.hasPrefix("q=") }
                .flatMap { Double($0.trimmedPrefixSpaces.dropFirst(2)) }
            return (code, weight ?? 1)
        }
        for wish in wishes.sorted(by: { $0.weight > $1.weight }) where wish.weight > 0 {
            if let language = self[wish.code] ?? self[String(wish.code.prefix { $0 != "-" })] { return language }
        }
        return all[0]
    }
}

extension Substring {
    fileprivate var trimmedPrefixSpaces: Substring { drop { $0.isWhitespace } }
}
