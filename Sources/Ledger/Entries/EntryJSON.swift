// The little JSON that entries are made of: one object of texts, whole numbers and lists of texts.

struct EntryWriter {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    init() { bytes.reserveCapacity(512) }

    mutating func text(_ key: StaticString, _ value: String?) {
        guard let value else { return }
        name(key)
        quoted(value)
    }

    mutating func number(_ key: StaticString, _ value: Int64) {
        name(key)
        bytes += String(value).utf8
    }

    mutating func list(_ key: StaticString, _ values: [String]) {
        guard !values.isEmpty else { return }
        name(key)
        for (place, value) in values.enumerated() {
            bytes.append(place == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
            quoted(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func finished() -> [UInt8] { bytes + [UInt8(ascii: "}")] }

    private mutating func name(_ key: StaticString) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes += UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
    }

    /// Source: RFC 8785 section 3.2.2.2: the two-letter escapes where there is one, `\u00xx` for other control characters.
    private mutating func quoted(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0..<0x20: bytes += (byte < 16 ? "\\u000" : "\\u00").utf8 + Array(String(byte, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

struct EntryFields {
    enum Value { case text(String), number(Int64), list([String]) }
    /// A search through at most twenty short keys is quicker than a dictionary. Two equal keys are not canonical, and so
    /// refused afterwards.
    private var values: [(key: String, value: Value)] = []

    init() { values.reserveCapacity(20) }

    mutating func add(_ key: String, _ value: Value) { values.append((key, value)) }
    private subscript(key: String) -> Value? { values.first { $0.key == key }?.value }

    func text(_ key: String) -> String? { if case .text(let value) = self[key] { value } else { nil } }
    func number(_ key: String) -> Int64? { if case .number(let value) = self[key] { value } else { nil } }
    func list(_ key: String) -> [String]? { if case .list(let value) = self[key] { value } else { nil } }

    /// - Returns: empty for an absent list, `nil` when one member is refused.
    func all<T>(_ key: String, _ convert: (String) -> T?) -> [T]? {
        let texts = list(key) ?? []
        let converted = texts.compactMap(convert)
        return converted.count == texts.count ? converted : nil
    }
}

/// Reads what `EntryWriter` writes; stops at anything else. Canonical form is checked by writing it again.
struct EntryReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func fields() -> EntryFields? {
        var fields = EntryFields()
        guard take(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let key = string(), take(UInt8(ascii: ":")), let value = value() else { return nil }
            fields.add(key, value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) && at == bytes.count ? fields : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func value() -> EntryFields.Value? {
        guard at < bytes.count else { return nil }
        if bytes[at] == UInt8(ascii: "\"") { return string().map { .text($0) } }
        if take(UInt8(ascii: "[")) {
            var texts: [String] = []
            repeat {
                guard let text = string() else { return nil }
                texts.append(text)
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "]")) ? .list(texts) : nil
        }
        let start = at
        while at < bytes.count, bytes[at] == UInt8(ascii: "-") || (0x30...0x39).contains(bytes[at]) { at += 1 }
        return Int64(String(decoding: bytes[start..<at], as: UTF8.self)).map { .number($0) }
    }

    private mutating func string() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
        if take(UInt8(ascii: "\"")) {
            return bytes.withUnsafeBufferPointer {
                String(validating: UnsafeBufferPointer(rebasing: $0[start..<at - 1]), as: UTF8.self)
            }
        }
        var content = Array(bytes[start..<at])
        while at < bytes.count {
            if take(UInt8(ascii: "\"")) { return String(validating: content, as: UTF8.self) }
            if take(UInt8(ascii: "\\")) {
                guard let byte = escaped() else { return nil }
                content.append(byte)
            } else {
                content.append(bytes[at])
                at += 1
            }
        }
        return nil
    }

    private mutating func escaped() -> UInt8? {
        guard at < bytes.count else { return nil }
        defer { at += 1 }
        switch bytes[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return bytes[at]
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "u"):
            guard at + 4 < bytes.count else { return nil }
            defer { at += 4 }
            return UInt8(String(decoding: bytes[at + 1...at + 4], as: UTF8.self), radix: 16)
        default: return nil
        }
    }
}
