// JSON written by hand, for what is made hundreds of times a second: an encoder that asks every value what it is costs
// ten times as much. Keys come in ascending order from the caller; docs/protocol/ledger.md 2.1 is the form.

/// Writes one object of texts, whole numbers, lists and further objects, without white space.
package struct JSONWriter {
    private var bytes: [UInt8] = []
    private var isEmpty = true

    private init() { bytes.reserveCapacity(512) }

    /// - Parameter content: writes the members, keys in ascending order of their bytes.
    package static func object(_ content: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.braces(content)
        return writer.bytes
    }

    /// Leaves an absent text out.
    package mutating func text(_ key: StaticString, _ value: String?) {
        guard let value else { return }
        name(key)
        quoted(value)
    }

    package mutating func number(_ key: StaticString, _ value: Int64) {
        name(key)
        bytes += String(value).utf8
    }

    package mutating func list(_ key: StaticString, _ values: [String]) {
        elements(key, values) { $0.quoted($1) }
    }

    package mutating func listIfAny(_ key: StaticString, _ values: [String]) {
        if !values.isEmpty { list(key, values) }
    }

    package mutating func object(_ key: StaticString, _ content: (inout JSONWriter) -> Void) {
        name(key)
        braces(content)
    }

    package mutating func objects<T>(_ key: StaticString, _ values: [T], _ content: (inout JSONWriter, T) -> Void) {
        elements(key, values) { writer, value in writer.braces { content(&$0, value) } }
    }

    private mutating func elements<T>(_ key: StaticString, _ values: [T], _ write: (inout JSONWriter, T) -> Void) {
        name(key)
        bytes.append(UInt8(ascii: "["))
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func braces(_ content: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isEmpty = true
        content(&self)
        bytes.append(UInt8(ascii: "}"))
        isEmpty = false
    }

    private mutating func name(_ key: StaticString) {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        bytes.append(UInt8(ascii: "\""))
        bytes += UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
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
