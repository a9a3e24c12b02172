// Passwords: which are accepted, and how they are kept.

import Crypto
import CryptoExtras
import Foundation
import Synchronization

/// What a new password must be.
///
/// Length and a list of guesses, no composition rules.
/// Source: OWASP ASVS 5.0 section V6.2; NIST SP 800-63B section 5.1.1.2.
package enum PasswordRules {
    package static let shortest = 12
    package static let longest = 128

    /// A password to hand over and to be changed at once: 80 bits in groups of four.
    package static func fresh() -> String {
        let letters = encodeBase32(SymmetricKey(size: .init(bitCount: 80)).withUnsafeBytes(Array.init)).lowercased()
        return stride(from: 0, to: letters.count, by: 4).map { String(letters.dropFirst($0).prefix(4)) }.joined(separator: "-")
    }

    /// - Parameter own: words an attacker tries first: the sign-in name, the officer's name, the unit.
    package static func check(_ password: String, own: [String]) throws(AccountError) {
        let password = password.precomposedStringWithCanonicalMapping
        let length = password.unicodeScalars.count
        guard length >= shortest else { throw .passwordTooShort(found: length, expected: shortest) }
        guard length <= longest else { throw .passwordTooLong(found: length, expected: longest) }
        guard !isGuessable(password, own: own) else { throw .passwordGuessable }
    }

    private static func isGuessable(_ password: String, own: [String]) -> Bool {
        let folded = password.lowercased().filter { $0.isLetter || $0.isNumber }
        if Set(folded).count < 5 || isRun(folded) { return true }
        // What is left when the guessable words are taken out must still be something.
        let words = guesses + own.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) }
        var rest = folded
        for word in words.filter({ $0.count >= 4 }).sorted(by: { $0.count > $1.count }) {
            rest = rest.replacingOccurrences(of: word, with: "")
        }
        return rest.count < 6 && rest.count < folded.count
    }

    /// `abcdefghijkl`, `123456789012`, and keyboard rows.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(values, values.dropFirst()).filter { $1 - $0 == 1 || $1 - $0 == -1 || $1 == $0 }
        return steps.count * 4 >= (values.count - 1) * 3
    }

    private static let guesses = [
        "password", "passwort", "passw0rd", "parola", "motdepasse", "contraseña", "пароль", "qwertyuiop", "qwerty",
        "qwertz", "azerty", "asdfghjkl", "asdfgh", "zxcvbnm", "zxcvbn", "1q2w3e4r5t", "1q2w3e4r", "1qaz2wsx", "qazwsx",
        "1234567890", "123456789", "12345678", "1234567", "123456", "12345", "1234", "0987654321", "987654321",
        "administrator", "admin", "root", "letmein", "welcome", "changeme", "default", "secret", "master", "login",
        "trustno", "iloveyou", "sunshine", "princess", "football", "baseball", "dragon", "monkey", "superman",
        "whatever", "internet", "computer", "michael", "charlie", "shadow", "border", "police", "guard", "officer",
        "customs", "passport", "control", "serai", "abcdefgh", "abcdef", "abcd", "2020", "2021", "2022", "2023",
        "2024", "2025", "2026", "2027", "summer", "winter", "spring", "autumn", "january", "monday", "company",
    ]
}

/// A password as it is kept: scrypt with its own salt and its cost beside it.
///
/// Source: RFC 7914; costs from the OWASP Password Storage Cheat Sheet, which counts N=2^15, r=8, p=3 (32 MiB) as equal
/// to N=2^17, r=8, p=1 (128 MiB). The smaller memory is chosen because a whole shift signs in within minutes on a
/// machine that also screens.
package struct PasswordHash: Sendable, Hashable {
    package struct Cost: Sendable, Hashable {
        package var rounds: Int
        package var blockSize = 8
        package var parallelism: Int

        package init(rounds: Int, parallelism: Int) {
            self.rounds = rounds
            self.parallelism = parallelism
        }

        package static let standard = Cost(rounds: 1 << 15, parallelism: 3)
    }

    let cost: Cost
    let salt: [UInt8]
    let digest: [UInt8]

    init(of password: String, cost: Cost) throws {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes(Array.init)
        self.init(cost: cost, salt: salt, digest: try Self.derive(password, salt: salt, cost: cost))
    }

    private init(cost: Cost, salt: [UInt8], digest: [UInt8]) {
        (self.cost, self.salt, self.digest) = (cost, salt, digest)
    }

    func matches(_ password: String) throws -> Bool {
        constantTimeEqual(try Self.derive(password, salt: salt, cost: cost), digest)
    }

    /// A hash that no password opens, so that an unknown account takes as long as a known one.
    static func nobody(cost: Cost) -> PasswordHash {
        PasswordHash(cost: cost, salt: Array(repeating: 0x5A, count: 16), digest: Array(repeating: 0, count: 32))
    }

    /// `scrypt$N$r$p$salt$digest`, the last two in base64.
    var text: String {
        "scrypt$\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)$\(Data(salt).base64EncodedString())$"
            + Data(digest).base64EncodedString()
    }

    init?(_ text: String) {
        let parts = text.split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let block = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = Data(base64Encoded: String(parts[4])),
            let digest = Data(base64Encoded: String(parts[5]))
        else { return nil }
        var cost = Cost(rounds: rounds, parallelism: parallelism)
        cost.blockSize = block
        self.init(cost: cost, salt: Array(salt), digest: Array(digest))
    }

    static func derive(_ password: String, salt: [UInt8], cost: Cost, bytes: Int = 32) throws -> [UInt8] {
        let password = Data(password.precomposedStringWithCanonicalMapping.utf8)
        return try KDF.Scrypt.deriveKey(
            from: password, salt: salt, outputByteCount: bytes, rounds: cost.rounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism
        ).withUnsafeBytes(Array.init)
    }
}

/// Where passwords are derived: one at a time, off the threads that answer requests.
///
/// Bounds what sign-ins can take from screenings: one core and 32 MiB, whatever is sent.
final class PasswordQueue: Sendable {
    static let longestQueue = 100
    private let queue = DispatchQueue(label: "serai.passwords", qos: .userInitiated)
    private let waiting = Mutex(0)

    func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        let admitted = waiting.withLock { waiting in
            guard waiting < Self.longestQueue else { return false }
            waiting += 1
            return true
        }
        guard admitted else { throw AccountError.wait(seconds: 10) }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
