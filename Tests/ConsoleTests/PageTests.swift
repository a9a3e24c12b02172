import Console
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import SeraiTesting
import Testing

@Suite struct `The pages` {
    private static let assets = repository.appending(path: "Sources/Console/Assets")

    private static func files(_ folder: String, _ ending: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: assets.appending(path: folder), includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }
    }

    @Test func `have every text in every language, with the same places to fill in`() throws {
        let languages = try Languages(folder: Self.assets.appending(path: "Languages"))
        let english = try #require(languages["en"])
        #expect(languages["ar"]?.rightToLeft == true)
        for language in languages.all {
            #expect(Set(language.texts.keys) == Set(english.texts.keys), "\(language.code)")
            for (key, text) in language.texts {
                #expect(!text.isEmpty, "\(key) in \(language.code)")
                #expect(Self.places(text) == Self.places(english[key]), "\(key) in \(language.code)")
            }
        }
    }

    private static func places(_ text: String) -> Set<String> {
        Set(text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { String($0.prefix { $0 != "}" }) })
    }

    @Test func `ask only for texts there are, in templates and in source`() throws {
        let languages = try Languages(folder: Self.assets.appending(path: "Languages"))
        let english = languages.all[0]
        for file in try Self.files("Templates", "mustache") {
            for key in Templates.keys(in: String(decoding: try Data(contentsOf: file), as: UTF8.self)) {
                #expect(english.texts[key] != nil, "\(key) in \(file.lastPathComponent)")
            }
        }
        let source = Self.assets.deletingLastPathComponent()
        let swift = FileManager.default.enumerator(at: source, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        for file in swift where file.pathExtension == "swift" {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            for mark in ["language[\"", "self[\"", "title: \""] {
                for piece in text.components(separatedBy: mark).dropFirst() {
                    let key = piece.prefix { $0 != "\"" }
                    guard !key.contains("\\"), key.contains(".") else { continue }
                    #expect(english.texts[String(key)] != nil, "\(key) in \(file.lastPathComponent)")
                }
            }
        }
    }

    @Test func `speak the browser's language, or the one that was chosen`() throws {
        let languages = try Languages(folder: Self.assets.appending(path: "Languages"))
        #expect(languages.best(chosen: nil, accepted: "ar-EG,ar;q=0.9,en;q=0.5").code == "ar")
        #expect(languages.best(chosen: nil, accepted: "tlh, fr;q=0.8").code == "en")
        #expect(languages.best(chosen: nil, accepted: "ar;q=0, en").code == "en")
        #expect(languages.best(chosen: "ar", accepted: "en").code == "ar")
        #expect(languages.best(chosen: "../../etc", accepted: nil).code == "en")
    }

    @Test func `read right to left in Arabic and keep machine text left to right`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let browser = Browser(client)
            try await browser.begin("first")
            let back = try await browser.get("/language/ar?back=//evil.example")
            #expect(back.headers[.location] == "/desk")
            let page = try await browser.get("/desk/first-line")
            #expect(page.text.contains("lang=\"ar\" dir=\"rtl\""))
            #expect(page.text.contains("الخط الأول"))
            #expect(page.text.contains("id=\"scan\"") && page.text.contains("dir=\"ltr\""))
        }
    }

    @Test func `keep the first line within 100 kB with everything it loads`() async throws {
        let booth = try await Booth()
        try await booth.open { client in
            let browser = Browser(client)
            try await browser.begin("first")
            for language in ["en", "ar"] {
                browser.cookies["serai-language"] = language
                let page = try await browser.get("/desk/first-line")
                var bytes = page.body.readableBytes
                let loaded = Set(
                    page.text.components(separatedBy: "/assets/").dropFirst().map { "/assets/" + $0.prefix { !"\"#'".contains($0) } })
                #expect(loaded.count >= 4)
                for address in loaded { bytes += try await browser.get(address).body.readableBytes }
                #expect(bytes <= 100_000, "\(language): \(bytes) bytes")
                let answer = try await browser.post(
                    "/desk/first-line", ["scan": Booth.clear.joined(separator: "\n")],
                    headers: [HTTPField.Name("X-Serai-Part")!: "answer"])
                #expect(answer.body.readableBytes < 8_000)
            }
        }
    }

    @Test func `show text from lists as text`() async throws {
        let booth = try await Booth()
        _ = try await booth.list("ERIKSSON, Anna Maria <script>alert(1)</script>", born: "1974-08-12")
        try await booth.open { client in
            let first = Browser(client)
            try await first.begin("first")
            try await first.post("/desk/first-line", ["scan": Booth.clear.joined(separator: "\n")])
            let second = Browser(client)
            try await second.begin("second")
            let id = try #require(try await second.get("/desk/second-line").text.captured(after: "data-case=\""))
            let page = try await second.get("/desk/second-line/\(id)")
            #expect(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>alert"))
        }
    }

    @Test func `take scanner input however its line ends are set`() {
        let lines = Booth.clear
        for text in [
            lines.joined(separator: "\n"), lines.joined(separator: "\r"), lines.joined(separator: "\r\n") + "\r\n",
            lines.joined(separator: "\t") + "\t", lines.joined(), lines.joined(separator: "\n").lowercased(),
            "  \(lines[0])  \n\n \(lines[1])",
        ] {
            #expect(MRZLines.split(text) == lines)
        }
        #expect(MRZLines.split(String(repeating: "A", count: 90)).map(\.count) == [30, 30, 30])
        #expect(MRZLines.split(String(repeating: "A", count: 72)).map(\.count) == [36, 36])
        #expect(MRZLines.split(" \n\t ").isEmpty)
    }

    @Test func `never let a cell start a formula`() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "\u{FF1D}1", "=HYPERLINK(\"http://x\")"] {
            #expect(CSV.cell(cell).contains("'"), "\(cell)")
        }
        #expect(CSV.cell("plain") == "plain")
        #expect(CSV.cell("a,b") == "\"a,b\"")
        #expect(CSV.cell("say \"x\"") == "\"say \"\"x\"\"\"")
        #expect(CSV.text([["a", "b"]]) == "\u{FEFF}a,b\r\n")
    }

    @Test func `read forms as they were sent, and refuse broken ones`() {
        let form = Form(urlEncoded: "a=1&b=%D8%B9+x&c=&d&a=2".utf8)
        #expect(form?["b"] == "ع x")
        #expect(form?["a"] == nil && form?["c"] == nil && form?["d"] == nil)
        #expect(Form(urlEncoded: "a=%4".utf8) == nil)
        #expect(Form(urlEncoded: "a=%FF".utf8) == nil)
        #expect(Form(urlEncoded: "".utf8)?.fields.isEmpty == true)
    }
}
