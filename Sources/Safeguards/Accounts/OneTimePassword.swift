// Time-based one-time passwords, the second factor of a device in the officer's pocket.

import Crypto
package import Foundation

/// The shared secret of one device.
///
/// HMAC-SHA-1, 30-second steps, six digits: what every authenticator understands.
/// Source: RFC 6238 (time steps), RFC 4226 section 5.3 (truncation).
package struct OneTimePassword: Sendable {
    package static let step: TimeInterval = 30
    let secret: [UInt8]

    package init(secret: [UInt8]) { self.secret = secret }

    /// A fresh secret of 160 bits (RFC 4226 section 4, R6).
    package static func fresh() -> OneTimePassword {
        OneTimePassword(secret: SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes(Array.init))
    }

    package static func counter(at time: Date) -> UInt64 { UInt64(max(0, time.timeIntervalSince1970) / step) }

    /// The 31-bit truncated value; its last six decimal digits are the code.
    package func value(counter: UInt64) -> UInt32 {
        let message = withUnsafeBytes(of: counter.bigEndian, Array.init)
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 0x0F)
        return mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }

    package func code(counter: UInt64) -> String {
        let digits = String(value(counter: counter) % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step a code belongs to: now, one before or one after, and later than the last step used.
    ///
    /// - Returns: `nil` when the code is wrong, or right but already used.
    package func accept(_ code: String, at time: Date, after used: UInt64?) -> UInt64? {
        // Decimal digits of any script, and nothing else that Unicode gives a number.
        let typed = code.unicodeScalars.filter { !$0.properties.isWhitespace }.compactMap { scalar in
            scalar.properties.numericType == .decimal ? scalar.properties.numericValue.flatMap(UInt8.init(exactly:)) : nil
        }
        guard typed.count == 6, code.filter({ !$0.isWhitespace }).count == 6 else { return nil }
        let now = Self.counter(at: time)
        var accepted: UInt64?
        for counter in (now == 0 ? 0 : now - 1)...(now + 1) {
            let digits = self.code(counter: counter).utf8.map { $0 - 0x30 }
            if constantTimeEqual(digits, typed), counter > used ?? 0 || used == nil { accepted = counter }
        }
        return accepted
    }

    /// What an authenticator reads as a QR code.
    ///
    /// Source: the Key URI format of Google Authenticator, which others follow.
    package func uri(account: String, issuer: String) -> String {
        let safe = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{20}"..."\u{7E}"))
            .union(CharacterSet(charactersIn: "-._~"))
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: safe) ?? "" }
        return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(base32)&issuer=\(escaped(issuer))"
            + "&algorithm=SHA1&digits=6&period=30"
    }

    /// For typing by hand.
    package var base32: String { encodeBase32(secret) }
}

/// RFC 4648 base 32 without padding.
func encodeBase32(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var text = ""
    var buffer = 0
    var bits = 0
    for byte in bytes {
        buffer = (buffer << 8 | Int(byte)) & 0xFFFF
        bits += 8
        while bits >= 5 {
            bits -= 5
            text.append(alphabet[buffer >> bits & 31])
        }
    }
    if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
    return text
}
