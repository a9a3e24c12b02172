import Crypto
import Foundation
import Safeguards
import SeraiTesting
import Testing

@Suite struct `The key folder` {
    let folder: TemporaryFolder
    var keys: URL { folder.url.appending(path: "keys") }

    init() throws { folder = try TemporaryFolder() }

    @Test func `is readable by its owner alone, and so is each key`() throws {
        let secrets = try NodeSecrets(folder: keys)
        _ = try secrets.key("audit/2026-11-22")
        #expect(try mode("keys") == 0o700)
        #expect(try mode("keys/audit") == 0o700)
        #expect(try mode("keys/audit/2026-11-22.key") == 0o600)
    }

    @Test func `gives the same key again, and another to another name`() throws {
        let secrets = try NodeSecrets(folder: keys)
        let key = try secrets.key("a")
        #expect(try NodeSecrets(folder: keys).key("a") == key)
        #expect(try secrets.key("b") != key)
        #expect(key.bitCount == 256)
    }

    @Test func `is refused when others could read it`() throws {
        let secrets = try NodeSecrets(folder: keys)
        _ = try secrets.key("a")
        try chmod("keys/a.key", 0o640)
        #expect(throws: SecretsError.openToOthers(name: "a.key", mode: "640")) { try secrets.key("a") }
        try chmod("keys", 0o755)
        #expect(throws: SecretsError.openToOthers(name: "keys", mode: "755")) { try NodeSecrets(folder: keys) }
    }

    @Test func `says when a key is missing or damaged, and does not quietly make another`() throws {
        let secrets = try NodeSecrets(folder: keys)
        #expect(throws: SecretsError.missing(name: "a")) { try secrets.existing("a") }
        _ = try secrets.key("a")
        try Data("short".utf8).write(to: keys.appending(path: "a.key"))
        try chmod("keys/a.key", 0o600)
        #expect(throws: SecretsError.damaged(name: "a")) { try secrets.key("a") }
    }

    @Test func `destroys a key for good`() throws {
        let secrets = try NodeSecrets(folder: keys)
        let key = try secrets.key("a")
        try secrets.destroy("a")
        try secrets.destroy("a")
        #expect(throws: SecretsError.missing(name: "a")) { try secrets.existing("a") }
        #expect(try secrets.key("a") != key)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.url.appending(path: path).path)[.posixPermissions] as? Int
    }

    private func chmod(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: folder.url.appending(path: path).path)
    }
}
