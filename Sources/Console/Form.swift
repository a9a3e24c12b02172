// Reading what a browser sends: `application/x-www-form-urlencoded`, nothing else. Files are never uploaded here.

/// The fields of one form or query, in the order they came.
package struct Form: Sendable, Equatable {
    package private(set) var fields: [(name: String, value: String)] = []

    package init() {}

    /// Reads `a=1&b=two+words`.
    ///
    /// - Returns: `nil` when an escape is broken or the bytes are not UTF-8: guessing would change a name.
    package init?(urlEncoded text: some Collection<UInt8>) {
        for pair in text.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : parts[0].suffix(0))
            else { return nil }
            fields.append((name, value))
        }
    }

    /// The only value of a field, without spaces around it; `nil` when it is missing, empty or there twice.
    package subscript(name: String) -> String? {
        let values = fields.filter { $0.name == name }
        guard values.count == 1 else { return nil }
        let value = values[0].value.trimmedSpaces
        return value.isEmpty ? nil : value
    }

    /// Every value of a field that may come several times, as boxes to tick do.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// As it was sent, spaces and line ends kept; "" when missing.
    package func raw(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// Without the fields called `new`, and those called `old` under that name.
    func renaming(_ old: String, to new: String) -> Form {
        var form = self
        form.fields = fields.compactMap { $0.name == new ? nil : ($0.name == old ? new : $0.name, $0.value) }
        return form
    }

    package static func == (a: Form, b: Form) -> Bool { a.fields.elementsEqual(b.fields, by: ==) }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = hex(rest.next()), let low = hex(rest.next()) else { return nil }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        return String(validating: plain, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case .some(let digit) where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit): digit - UInt8(ascii: "0")
        case .some(let digit) where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit): digit - UInt8(ascii: "a") + 10
        case .some(let digit) where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(digit): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension String {
    /// Without white space at either end.
    var trimmedSpaces: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Percent-encoded for a query value: everything outside the unreserved characters of RFC 3986.
    var queryEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
