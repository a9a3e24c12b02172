// Pages as Mustache templates. The words are put in once per language when the node starts, so that a page in Arabic
// costs what a page in English costs.
package import Foundation
import Mustache

/// Every template in every language.
package struct Templates: Sendable {
    private let libraries: [String: MustacheLibrary]

    /// Replaces `[[key]]` by the language's text and `[[asset:name]]` by the immutable address of a static file.
    ///
    /// - Throws: `ConsoleSetupError` naming the template that cannot be read, or the key or asset it asks for in vain.
    package init(folder: URL, languages: Languages, assets: StaticAssets) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "mustache" }
        var libraries: [String: MustacheLibrary] = [:]
        for language in languages.all {
            var library = MustacheLibrary()
            for file in files {
                let name = file.deletingPathExtension().lastPathComponent
                let source = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                let text = try Self.filled(source, in: language, assets: assets, template: name)
                do { try library.register(text, named: name) } catch {
                    throw ConsoleSetupError.templateBroken(name, reason: String(describing: error))
                }
            }
            libraries[language.code] = library
        }
        self.libraries = libraries
    }

    /// - Precondition: the template is one of Assets/Templates and the language one of Assets/Languages.
    package func render(_ template: String, _ values: [String: Any], in language: Language) -> String {
        guard let page = libraries[language.code]?.render(values, withTemplate: template) else {
            preconditionFailure("no template \(template) in \(language.code)")
        }
        return page
    }

    /// The keys a template asks for, `asset:` ones left out.
    package static func keys(in source: String) -> [String] {
        places(in: source).filter { !$0.hasPrefix("asset:") }
    }

    private static func places(in source: String) -> [String] {
        source.split(separator: "[[", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            piece.range(of: "]]").map { String(piece[..<$0.lowerBound]) }
        }
    }

    private static func filled(
        _ source: String, in language: Language, assets: StaticAssets, template: String
    ) throws -> String {
        var text = source
        for place in Set(places(in: source)) {
            let value: String
            if place.hasPrefix("asset:") {
                guard let address = assets.address(of: String(place.dropFirst(6))) else {
                    throw ConsoleSetupError.assetMissing("\(place) in \(template)")
                }
                value = address
            } else {
                guard let words = language.texts[place] ?? (language.code == "en" ? nil : place) else {
                    throw ConsoleSetupError.textMissing(place, template: template)
                }
                value = words.htmlEscaped
            }
            text = text.replacingOccurrences(of: "[[\(place)]]", with: value)
        }
        return text
    }
}

extension String {
    /// Safe in HTML text and in quoted attributes.
    var htmlEscaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
