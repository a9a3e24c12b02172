// The floor plan itself, as a test: structure, not taste.

import Foundation
import Testing

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// Rooms and the rooms each may import, floor by floor.
private let stairs: [String: Set<String>] = [
    "Records": [],
    "Matching": ["Records"],
    "TravelDocuments": ["Records"],
    "Readers": ["Records", "TravelDocuments"],
    "Ledger": ["Records"],
    "Safeguards": ["Records", "Ledger"],
    "Watchlists": ["Records", "Matching", "Ledger", "Safeguards"],
    "BorderControl": ["Records", "Matching", "TravelDocuments", "Ledger", "Safeguards", "Watchlists"],
    "Console": ["Records", "Matching", "TravelDocuments", "Ledger", "Safeguards", "Watchlists", "BorderControl"],
    "SeraiNode": [
        "Records", "Matching", "TravelDocuments", "Ledger", "Safeguards", "Watchlists", "BorderControl", "Console",
    ],
    "SeraiTesting": ["Records"],
]

private func swiftFiles(below folder: String) -> [(path: String, text: String)] {
    let base = root.appending(path: folder)
    guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.map {
        (String($0.path.dropFirst(root.path.count + 1)), (try? String(contentsOf: $0, encoding: .utf8)) ?? "")
    }
}

private func imports(of text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
        var words = line.split(separator: " ")
        while let first = words.first, ["package", "public", "internal", "private", "@preconcurrency"].contains(first) {
            words.removeFirst()
        }
        guard words.first == "import", words.count >= 2 else { return nil }
        return String(words.last!.split(separator: ".")[0])
    }
}

@Suite struct `The house` {
    @Test func `has stairs that go down only`() {
        for (room, allowed) in stairs {
            let files = swiftFiles(below: "Sources/\(room)")
            #expect(!files.isEmpty, "the room \(room) is empty")
            for file in files {
                for name in imports(of: file.text) where stairs[name] != nil {
                    #expect(allowed.contains(name), "\(file.path) imports \(name)")
                }
            }
        }
    }

    @Test func `keeps input and output out of the ground floors`() {
        let forbidden: Set = ["GRDB", "Hummingbird", "NIOCore", "Crypto", "FoundationNetworking", "Glibc"]
        let calls = ["FileManager", "Date()", "Date.now", "ProcessInfo", ".random(in:", "SystemRandomNumberGenerator"]
        for room in ["Records", "Matching", "TravelDocuments"] {
            for file in swiftFiles(below: "Sources/\(room)") {
                #expect(forbidden.isDisjoint(with: imports(of: file.text)), "\(file.path)")
                for call in calls where !file.text.contains("using: &") {
                    #expect(!file.text.contains(call), "\(file.path) uses \(call)")
                }
            }
        }
    }

    @Test func `knows HTTP at the officers' door only`() {
        for room in stairs.keys where !["Console", "SeraiNode"].contains(room) {
            for file in swiftFiles(below: "Sources/\(room)") {
                #expect(!imports(of: file.text).contains { $0.hasPrefix("Hummingbird") }, "\(file.path)")
            }
        }
    }

    @Test func `speaks SQL outside the door of officers`() {
        for file in swiftFiles(below: "Sources/Console") {
            #expect(!imports(of: file.text).contains("GRDB"), "\(file.path)")
        }
    }

    @Test func `reads its environment in the node alone`() {
        for room in stairs.keys where !["SeraiNode", "SeraiTesting"].contains(room) {
            for file in swiftFiles(below: "Sources/\(room)") {
                #expect(!file.text.contains("ProcessInfo.processInfo.environment"), "\(file.path)")
                #expect(!file.text.contains("getenv("), "\(file.path)")
            }
        }
    }

    @Test func `calls libcrypto for travel documents alone`() {
        for room in stairs.keys where room != "TravelDocuments" {
            for file in swiftFiles(below: "Sources/\(room)") {
                #expect(!imports(of: file.text).contains("CLibCrypto"), "\(file.path)")
            }
        }
    }

    @Test func `mints a warrant in Safeguards alone`() {
        for room in stairs.keys where room != "Safeguards" {
            for file in swiftFiles(below: "Sources/\(room)") {
                #expect(!file.text.contains(" Warrant("), "\(file.path)")
            }
        }
    }

    @Test func `has a door page for each room`() {
        for room in stairs.keys where room != "SeraiTesting" {
            let door = root.appending(path: "Sources/\(room)/\(room).docc/\(room).md")
            let text = (try? String(contentsOf: door, encoding: .utf8)) ?? ""
            #expect(text.count > 400, "the door page of \(room) is missing or says nothing")
        }
    }

    @Test func `takes no shortcut that the compiler would forbid`() {
        for file in swiftFiles(below: "Sources") {
            for shortcut in ["@unchecked Sendable", "try!", "fatalError(", "TODO", "FIXME"] {
                #expect(!file.text.contains(shortcut), "\(file.path) has \(shortcut)")
            }
        }
    }

    @Test func `has links that lead somewhere`() throws {
        let pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
        let link = #/\]\(([^)#:]+)(#[^)]*)?\)/#
        for page in pages {
            let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
            for match in text.matches(of: link) {
                let target = root.appending(path: String(match.output.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page) → \(match.output.1)")
            }
        }
    }

    @Test func `quotes only figures that were printed`() throws {
        // Each `<!-- figure: file key -->value<!-- /figure -->` in README is the value in docs/figures.
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let quote = #/<!-- figure: (\S+) (\S+) -->([^<]*)<!-- \/figure -->/#
        for match in readme.matches(of: quote) {
            let file = root.appending(path: "docs/figures/\(match.output.1)")
            let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
            let value = json?[String(match.output.2)]
            #expect(value.map { "\($0)" } == String(match.output.3), "\(match.output.1) \(match.output.2)")
        }
    }
}
