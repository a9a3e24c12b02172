import Foundation
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `A second factor` {
    /// Eight-digit SHA-1 column of the table in RFC 6238 appendix B.
    @Test(
        arguments: [
            (59, 94_287_082), (1_111_111_109, 7_081_804), (1_111_111_111, 14_050_471), (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037), (20_000_000_000, 65_353_130),
        ] as [(Int, UInt32)])
    func `computes the codes of RFC 6238`(time: Int, expected: UInt32) {
        let device = OneTimePassword(secret: Array("12345678901234567890".utf8))
        let counter = OneTimePassword.counter(at: Date(timeIntervalSince1970: TimeInterval(time)))
        #expect(device.value(counter: counter) % 100_000_000 == expected)
    }

    /// RFC 4226 appendix D.
    @Test func `computes the codes of RFC 4226`() {
        let device = OneTimePassword(secret: Array("12345678901234567890".utf8))
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect((0..<10).map { device.code(counter: $0) } == expected)
    }

    /// RFC 4648 section 10, without padding.
    @Test(arguments: [("foobar", "MZXW6YTBOI"), ("fooba", "MZXW6YTB"), ("foo", "MZXW6"), ("f", "MY"), ("", "")])
    func `writes its secret in base 32`(text: String, expected: String) {
        #expect(OneTimePassword(secret: Array(text.utf8)).base32 == expected)
    }

    @Test func `accepts the step before and after, no other, and none twice`() {
        let device = OneTimePassword(secret: Array("12345678901234567890".utf8))
        let time = Date(timeIntervalSince1970: 3000)
        for step in 90...110 as ClosedRange<UInt64> {
            let accepted = device.accept(device.code(counter: step), at: time, after: nil)
            #expect(accepted == ((99...101).contains(step) ? step : nil))
        }
        #expect(device.accept(device.code(counter: 100), at: time, after: 100) == nil)
        #expect(device.accept(device.code(counter: 99), at: time, after: 100) == nil)
        #expect(device.accept(device.code(counter: 101), at: time, after: 100) == 101)
    }

    @Test(arguments: ["12345万", "1234億5", "½23456", "12345\u{0BF2}", "Ⅻ23456", "１２３４５６７", "", "      "])
    func `takes nothing but six digits, whatever else Unicode calls a number`(typed: String) {
        let device = OneTimePassword(secret: Array("12345678901234567890".utf8))
        #expect(device.accept(typed, at: Date(timeIntervalSince1970: 3000), after: nil) == nil)
    }

    @Test func `is compared byte by byte`() {
        var random = SplitMix(seed: 6238)
        for _ in 0..<2_000 {
            let a = (0..<6).map { _ in UInt8.random(in: 0...3, using: &random) }
            let b = (0..<6).map { _ in UInt8.random(in: 0...3, using: &random) }
            #expect(constantTimeEqual(a, b) == (a == b))
            #expect(constantTimeEqual(a, a))
        }
        #expect(!constantTimeEqual([], [1]) && constantTimeEqual([], []))
    }

    @Test func `reads digits of other scripts and refuses what is no code`() {
        let device = OneTimePassword(secret: Array("12345678901234567890".utf8))
        let start = Date(timeIntervalSince1970: 0)
        #expect(device.accept("755 224", at: start, after: nil) == 0)
        #expect(device.accept("٧٥٥٢٢٤", at: start, after: nil) == 0)
        for bad in ["", "75522", "7552240", "75522a", "½½½½½½", "755224755224", "-55224"] {
            #expect(device.accept(bad, at: start, after: nil) == nil, "\(bad)")
        }
    }

    @Test func `is asked for once enrolled, and refuses a replay`() async throws {
        let house = try await House()
        let officer = house.officer.officer
        let enrolment = try await house.accounts.beginSecondFactor(of: officer, issuer: "Serai A")
        #expect(enrolment.uri.hasPrefix("otpauth://totp/Serai%20A:anna.first?secret=\(enrolment.secret)&issuer=Serai%20A"))
        let device = OneTimePassword(secret: decodeBase32(enrolment.secret))
        func code() -> String { device.code(counter: OneTimePassword.counter(at: house.clock.now())) }
        // Not yet confirmed: the password alone still signs in.
        _ = try await house.accounts.signIn("anna.first", password: House.password, from: "a")
        await #expect(throws: AccountError.wrongSecondFactor) {
            try await house.accounts.confirmSecondFactor(of: officer, code: "000000", from: "a")
        }
        try await house.accounts.confirmSecondFactor(of: officer, code: code(), from: "a")
        await #expect(throws: AccountError.secondFactorNeeded) {
            try await house.accounts.signIn("anna.first", password: House.password, from: "a")
        }
        await #expect(throws: AccountError.wrongSecondFactor) {
            try await house.accounts.signIn("anna.first", password: House.password, code: code(), from: "a")
        }
        house.clock.advance(seconds: 30)
        let signedIn = try await house.accounts.signIn("anna.first", password: House.password, code: code(), from: "a")
        #expect(signedIn.secondFactor)
        await #expect(throws: AccountError.wrongSecondFactor) {
            try await house.accounts.showSecondFactor(of: officer, code: code(), from: "a")
        }
    }

    @Test func `cannot be guessed by someone who has the password`() async throws {
        let house = try await House()
        let officer = house.officer.officer
        let enrolment = try await house.accounts.beginSecondFactor(of: officer, issuer: "Serai")
        let device = OneTimePassword(secret: decodeBase32(enrolment.secret))
        let right = device.code(counter: OneTimePassword.counter(at: house.clock.now()))
        try await house.accounts.confirmSecondFactor(of: officer, code: right, from: "a")
        var tried = 0
        for _ in 0..<50 {
            _ = try? await house.accounts.signIn("anna.first", password: House.password, from: "a")
            do {
                _ = try await house.accounts.signIn("anna.first", password: House.password, code: "000000", from: "a")
            } catch AccountError.wrongSecondFactor { tried += 1 } catch AccountError.wait {}
        }
        #expect(tried <= 5)
    }
}

private func decodeBase32(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let bits = text.flatMap { letter -> [UInt8] in
        let value = alphabet.firstIndex(of: letter)!
        return (0..<5).map { UInt8(value >> (4 - $0) & 1) }
    }
    return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { bits[$0..<$0 + 8].reduce(0) { $0 << 1 | $1 } }
}
