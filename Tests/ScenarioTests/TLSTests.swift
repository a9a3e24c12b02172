import Foundation
import SeraiTesting
import Testing

@Suite struct `A node reached over a network` {
    @Test func `speaks TLS 1.3 with its certificate, tells browsers to stay with it, and nothing plain`() async throws {
        let folder = try TemporaryFolder()
        let home = try await newNode(in: folder)
        func path(_ name: String) -> String { folder.url.appending(path: name).path }
        try await openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
            "/CN=Scenario CA", "-keyout", path("ca.key"), "-out", path("ca.pem"))
        try await openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=node.example",
            "-keyout", path("node.key"), "-out", path("node.csr"))
        try "subjectAltName=DNS:node.example".write(toFile: path("names"), atomically: true, encoding: .utf8)
        try await openssl(
            "x509", "-req", "-in", path("node.csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-CAcreateserial", "-days",
            "2", "-extfile", path("names"), "-out", path("node.pem"))

        try configure(home) { $0["address"] = "0.0.0.0" }
        let plain = try await Program.run("serve", "--home", home)
        #expect(plain.status == 1 && plain.errors.contains("give a certificate"), "\(plain.errors)")

        try configure(home) { $0["tls"] = ["certificate": path("node.pem"), "key": path("node.key")] }
        let node = try await NodeProcess.start(.serve, URL(filePath: home))
        let trusted = ["--cacert", path("ca.pem"), "--resolve", "node.example:\(node.port):127.0.0.1"]
        let address = "https://node.example:\(node.port)/sign-in"
        let answer = try await curl(["-i", address] + trusted)
        #expect(answer.status == 0 && answer.output.contains("200"), "\(answer.output.prefix(200))\(answer.errors)")
        #expect(answer.output.lowercased().contains("strict-transport-security: max-age="), "\(answer.output.prefix(600))")
        #expect(try await curl([address, "--resolve", trusted[3]]).status == 60, "a stranger's CA was enough")
        #expect(try await curl([address, "--tls-max", "1.2"] + trusted).status != 0, "TLS 1.2 was spoken")
        #expect(try await curl(["http://127.0.0.1:\(node.port)/sign-in"]).status != 0, "plain HTTP was answered")
        #expect(try await node.stop().status == 0)
    }

    private func configure(_ home: String, _ change: (inout [String: Any]) -> Void) throws {
        let file = URL(filePath: home + "/node.json")
        var node = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        change(&node)
        try JSONSerialization.data(withJSONObject: node).write(to: file)
    }

    private func openssl(_ arguments: String...) async throws {
        let result = try await Program(arguments, executable: URL(filePath: "/usr/bin/openssl")).finish()
        try #require(result.status == 0, "\(result.errors)")
    }

    private func curl(_ arguments: [String]) async throws -> ProgramResult {
        try await Program(
            ["--silent", "--show-error", "--max-time", "20", "--noproxy", "*"] + arguments, executable: URL(filePath: "/usr/bin/curl")
        ).finish()
    }
}
