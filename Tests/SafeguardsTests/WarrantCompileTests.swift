import Foundation
import SeraiTesting
import Testing

/// The rule "no personal data without a warrant" is kept by the compiler, so the compiler is asked.
@Suite struct `A warrant` {
    @Test func `lets through a read that consumes it`() throws {
        let answer = try typecheck(Self.frame("_ = try register.read(under: warrant) { $0.count }"))
        #expect(answer.status == 0, "\(answer.text)")
    }

    @Test func `cannot be made outside Safeguards`() throws {
        let answer = try typecheck(
            """
            import Safeguards
            import Records
            func forge() -> Warrant {
                Warrant(officer: "o", purpose: .borderCheck, object: .match, auditIndex: 0, obligations: [])
            }
            """)
        #expect(answer.status != 0)
        #expect(answer.text.contains("'Warrant' initializer is inaccessible due to 'internal' protection level"), "\(answer.text)")
    }

    @Test func `cannot be made outside for maintenance or for a list either`() throws {
        let answer = try typecheck(
            """
            import Safeguards
            import Records
            func forge() -> MaintenanceWarrant { MaintenanceWarrant(task: .purge, auditIndex: 0) }
            func forgeList() -> BatchWarrant {
                BatchWarrant(officer: "o", purpose: .borderCheck, object: .match, auditIndex: 0, subjects: [])
            }
            """)
        #expect(answer.text.contains("'MaintenanceWarrant' initializer is inaccessible due to 'internal' protection level"))
        #expect(answer.text.contains("'BatchWarrant' initializer is inaccessible due to 'internal' protection level"))
    }

    @Test func `is needed to read a register`() throws {
        let without = try typecheck(Self.frame("_ = try register.read { $0.count }; _ = consume warrant"))
        #expect(without.text.contains("missing argument for parameter 'under' in call"), "\(without.text)")
        let around = try typecheck(Self.frame("_ = register.content; _ = consume warrant"))
        #expect(around.text.contains("'content' is inaccessible due to 'private' protection level"), "\(around.text)")
    }

    @Test func `opens a register once`() throws {
        let answer = try typecheck(
            Self.frame(
                """
                _ = try register.read(under: warrant) { $0.count }
                _ = try register.read(under: warrant) { $0.count }
                """))
        #expect(answer.text.contains("'warrant' consumed more than once"), "\(answer.text)")
    }

    @Test func `cannot be copied or kept`() throws {
        let answer = try typecheck(
            """
            import Safeguards
            func keep(_ warrant: consuming Warrant) -> [Warrant] { [warrant] }
            """)
        #expect(answer.status != 0)
        #expect(answer.text.contains("protocol 'Copyable'"), "\(answer.text)")
    }

    private static func frame(_ body: String) -> String {
        """
        import Safeguards
        func look(_ register: PersonalRegister<[Int]>, _ warrant: consuming Warrant) throws {
            \(body)
        }
        """
    }

    /// Compiles a snippet against the modules this test was built with. About a second.
    private func typecheck(_ source: String) throws -> (status: Int32, text: String) {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "Snippet.swift")
        try source.write(to: file, atomically: true, encoding: .utf8)
        let build = Process()
        build.executableURL = URL(filePath: "/usr/bin/env")
        build.arguments =
            ["swiftc", "-emit-sil", "-o", "/dev/null", "-swift-version", "6", "-module-name", "Snippet"]
            + (try Self.settings()) + [file.path]
        let pipe = Pipe()
        (build.standardOutput, build.standardError) = (pipe, pipe)
        try build.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        build.waitUntilExit()
        return (build.terminationStatus, text)
    }

    /// Where the modules are and which package they belong to, as the build itself was told.
    private static func settings() throws -> [String] {
        var folder = Bundle.main.bundleURL.resolvingSymlinksInPath()
        let modules = folder.appending(path: "Modules").path
        let plan = folder.lastPathComponent + ".yaml"
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: plan).path) {
            folder.deleteLastPathComponent()
        }
        let lines = try String(contentsOf: folder.appending(path: plan), encoding: .utf8).split(separator: "\n")
        let told = try #require(lines.firstIndex { $0.contains("Compiling Swift Module 'Safeguards'") })
        let line = try #require(lines[told...].first { $0.contains("args: [") })
        let list = try #require(line.firstIndex(of: "["))
        let arguments = try JSONDecoder().decode([String].self, from: Data(line[list...].utf8))
        let package = try #require(arguments.firstIndex(of: "-package-name"))
        return ["-I", modules, "-package-name", arguments[package + 1]]
            + arguments.filter { $0.hasPrefix("-fmodule-map-file=") }.flatMap { ["-Xcc", $0] }
    }
}
