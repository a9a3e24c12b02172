// Reading what `JSONWriter` writes, and stopping at anything else. Whoever reads writes it again and compares: one value has
// one spelling, so that is the check of everything this reader does not look at.

/// The members of one object.
package struct JSONFields {
    enum Value { case text(String), number(Int64), list([String]), object(JSONFields), objects([JSONFields]) }
    /// A search through at most twenty short keys is quicker than a dictionary. Two equal keys are not canonical, and so
    /// refused afterwards.
    private var values: [(key: String, value: Value)] = []

    init() { values.reserveCapacity(12) }

    /// - Returns: `nil` for anything but one object without white space.
    package init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        guard let fields = reader.whole() else { return nil }
        self = fields
    }

    mutating func add(_ key: String, _ value: Value) { values.append((key, value)) }
    private subscript(key: String) -> Value? { values.first { $0.key == key }?.value }

    package func text(_ key: String) -> String? { if case .text(let value) = self[key] { value } else { nil } }
    package func number(_ key: String) -> Int64? { if case .number(let value) = self[key] { value } else { nil } }
    package func list(_ key: String) -> [String]? { if case .list(let value) = self[key] { value } else { nil } }
    package func object(_ key: String) -> JSONFields? { if case .object(let value) = self[key] { value } else { nil } }

    /// - Returns: empty for an empty list, `nil` for an absent one.
    package func objects(_ key: String) -> [JSONFields]? {
        switch self[key] {
        case .objects(let values): values
        case .list(let texts) where texts.isEmpty: []
        default: nil
        }
    }

    /// - Returns: empty for an absent list, `nil` when one member is refused.
    package func all<T>(_ key: String, _ convert: (String) -> T?) -> [T]? {
        let texts = list(key) ?? []
        let converted = texts.compactMap(convert)
        return converted.count == texts.count ? converted : nil
    }
}

struct JSONReader {
    private static let depthLimit = 4

    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() -> JSONFields? {
        guard let fields = fields(depth: 1), at == bytes.count else { return nil }
        return fields
    }

    private mutating func fields(depth: Int) -> JSONFields? {
        var fields = JSONFields()
        guard depth <= Self.depthLimit, take(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let key = string(), take(UInt8(ascii: ":")), let value = value(depth: depth) else { return nil }
            fields.add(key, value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? fields : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) -> JSONFields.Value? {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "{"): return fields(depth: depth + 1).map { .object($0) }
        case UInt8(ascii: "["): return list(depth: depth)
        default:
            let start = at
            while at < bytes.count, bytes[at] == UInt8(ascii: "-") || (0x30...0x39).contains(bytes[at]) { at += 1 }
            return Int64(String(decoding: bytes[start..<at], as: UTF8.self)).map { .number($0) }
        }
    }

    /// Of texts or of objects, not of both.
    private mutating func list(depth: Int) -> JSONFields.Value? {
        at += 1
        if take(UInt8(ascii: "]")) { return .list([]) }
        var (texts, objects): ([String], [JSONFields]) = ([], [])
        let ofObjects = at < bytes.count && bytes[at] == UInt8(ascii: "{")
        repeat {
            if ofObjects {
                guard let object = fields(depth: depth + 1) else { return nil }
                objects.append(object)
            } else {
                guard let text = string() else { return nil }
                texts.append(text)
            }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { return nil }
        return ofObjects ? .objects(objects) : .list(texts)
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
