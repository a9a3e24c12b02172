// Names for nodes, posts, officers, lists and records: text that has been checked once.

/// Text with a meaning of its own, checked when it is made.
///
/// 1…64 characters out of `A–Z a–z 0-9 . _ : -`, so that it can stand in a path, a header or a log line.
package protocol Identifier: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral
where RawValue == String, StringLiteralType == String {
    init(unchecked: String)
}

extension Identifier {
    /// - Returns: `nil` when the text is empty, longer than 64 characters or has a character outside the set.
    package init?(rawValue: String) {
        guard (1...64).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(isIdentifierByte) else { return nil }
        self.init(unchecked: rawValue)
    }

    /// For names written in our own source.
    package init(stringLiteral value: String) {
        guard let checked = Self(rawValue: value) else { preconditionFailure("not an identifier: \(value)") }
        self = checked
    }

    package var description: String { rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

private func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"),
        UInt8(ascii: "-"):
        true
    default: false
    }
}

/// One authority's Serai.
package struct NodeID: Identifier {
    package let rawValue: String
    package init(unchecked: String) { rawValue = unchecked }
}

/// A border crossing point of a node.
package struct PostID: Identifier {
    package let rawValue: String
    package init(unchecked: String) { rawValue = unchecked }
}

/// An officer's pseudonym: stable within a node, never a name.
package struct OfficerID: Identifier {
    package let rawValue: String
    package init(unchecked: String) { rawValue = unchecked }
}

/// Where an alert came from: `OFAC`, `UN`, `NAT`, …
package struct ListID: Identifier {
    package let rawValue: String
    package init(unchecked: String) { rawValue = unchecked }
}

/// What kind of statement a record makes: `alert`, `hit`, … Each room names its own.
package struct RecordKind: Identifier {
    package let rawValue: String
    package init(unchecked: String) { rawValue = unchecked }

    /// One entry that commits to at most 256 bodies of a bulk import.
    package static let batch: Self = "batch"
    /// Says that a body was destroyed, and which.
    package static let erasure: Self = "erasure"
}

/// The name of one record: 26 characters of Crockford base 32, the first ten its time of birth.
///
/// Sorts by time; scoped by the node that made it (the header names the node).
/// Source of the form: the ULID specification (48 bits of milliseconds, 80 bits of chance).
package struct RecordID: Identifier {
    package let rawValue: String
    package init(unchecked: String) { rawValue = unchecked }

    /// - Parameters:
    ///   - milliseconds: since 1970-01-01 UTC; 48 bits are kept.
    ///   - chance: 80 bits, the upper 64 first.
    package init(milliseconds: UInt64, chance: (UInt64, UInt16)) {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        let high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | chance.0 >> 48
        let low = chance.0 << 16 | UInt64(chance.1)
        var text = [UInt8]()
        for place in stride(from: 125, through: 0, by: -5) {
            let value =
                if place >= 64 { high >> (place - 64) } else if place + 5 > 64 { low >> place | high << (64 - place) } else { low >> place }
            text.append(alphabet[Int(value & 31)])
        }
        self.init(unchecked: String(decoding: text, as: UTF8.self))
    }

    /// When the record was made: milliseconds since 1970-01-01 UTC. 0 when the text is not of this form.
    package var milliseconds: Int64 {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        return rawValue.utf8.prefix(10).reduce(0) { $0 << 5 | Int64(alphabet.firstIndex(of: $1) ?? 0) }
    }
}
