// The check every JSON text from outside passes before anything decodes it. A decoder that keeps the last of two equal
// keys and one that keeps the first see two different records in one text; a deep nest is a stack overflow.

/// Why a JSON text was refused. Offsets are bytes from the start; no content is quoted.
package enum JSONRefusal: Error, Equatable, CustomStringConvertible {
    case tooLarge(bytes: Int, limit: Int)
    case notUTF8
    case duplicateKey(offset: Int)
    case tooDeep(offset: Int, limit: Int)
    case malformed(offset: Int, expected: String)

    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "the JSON text has \(bytes) bytes, at most \(limit) are accepted: send less"
        case .notUTF8: "the JSON text is not UTF-8: encode it as UTF-8"
        case .duplicateKey(let offset): "an object has the same key twice (second at byte \(offset)): send each key once"
        case .tooDeep(let offset, let limit): "nested deeper than \(limit) levels at byte \(offset): flatten the text"
        case .malformed(let offset, let expected): "not JSON at byte \(offset), expected \(expected): correct the text"
        }
    }
}

/// Grammar, duplicate keys, nesting and size of one JSON text (RFC 8259), without building anything.
package enum StrictJSON {
    /// O(bytes) time; memory for the keys of the open objects.
    ///
    /// - Parameters:
    ///   - limit: most bytes accepted, checked first.
    ///   - depth: most levels of arrays and objects.
    package static func check(
        _ text: some Collection<UInt8>, limit: Int = 65_536, depth: Int = 16
    ) throws(JSONRefusal) {
        guard text.count <= limit else { throw .tooLarge(bytes: text.count, limit: limit) }
        let bytes = Array(text)
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var scan = Scan(bytes: bytes, depthLimit: depth)
        try scan.value(depth: 0)
        scan.space()
        guard scan.at == bytes.count else { throw .malformed(offset: scan.at, expected: "the end of the text") }
    }
}

private struct Scan {
    let bytes: [UInt8]
    let depthLimit: Int
    var at = 0

    var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func space() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    mutating func take(_ byte: UInt8, _ expected: String) throws(JSONRefusal) {
        guard next == byte else { throw .malformed(offset: at, expected: expected) }
        at += 1
    }

    mutating func value(depth: Int) throws(JSONRefusal) {
        guard depth <= depthLimit else { throw .tooDeep(offset: at, limit: depthLimit) }
        space()
        switch next {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    mutating func object(depth: Int) throws(JSONRefusal) {
        at += 1
        var keys: Set<[UInt8]> = []
        space()
        if next == UInt8(ascii: "}") { at += 1; return }
        while true {
            space()
            let start = at
            let key = try string()
            guard keys.insert(key).inserted else { throw .duplicateKey(offset: start) }
            space()
            try take(UInt8(ascii: ":"), "a colon")
            try value(depth: depth + 1)
            space()
            if next == UInt8(ascii: ",") { at += 1; continue }
            return try take(UInt8(ascii: "}"), "a comma or the end of the object")
        }
    }

    mutating func array(depth: Int) throws(JSONRefusal) {
        at += 1
        space()
        if next == UInt8(ascii: "]") { at += 1; return }
        while true {
            try value(depth: depth + 1)
            space()
            if next == UInt8(ascii: ",") { at += 1; continue }
            return try take(UInt8(ascii: "]"), "a comma or the end of the array")
        }
    }

    /// - Returns: the string's content with escapes resolved, so that `"a"` and `"\u0061"` are one key.
    mutating func string() throws(JSONRefusal) -> [UInt8] {
        try take(UInt8(ascii: "\""), "a string")
        var units: [UInt16] = []
        var content: [UInt8] = []
        func flushed(_ units: [UInt16]) -> [UInt8] { Array(String(decoding: units, as: UTF16.self).utf8) }
        while let byte = next {
            at += 1
            if byte == UInt8(ascii: "\\"), next == UInt8(ascii: "u") {
                at += 1
                units.append(try hexUnit())
                continue
            }
            if !units.isEmpty { content += flushed(units); units = [] }
            switch byte {
            case UInt8(ascii: "\""): return content
            case UInt8(ascii: "\\"): content.append(try escaped())
            case 0..<0x20: throw .malformed(offset: at - 1, expected: "no control character inside a string")
            default: content.append(byte)
            }
        }
        throw .malformed(offset: at, expected: "the end of the string")
    }

    mutating func escaped() throws(JSONRefusal) -> UInt8 {
        let meanings: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        guard let byte = next, let meaning = meanings[byte] else { throw .malformed(offset: at, expected: "an escape") }
        at += 1
        return meaning
    }

    mutating func hexUnit() throws(JSONRefusal) -> UInt16 {
        guard at + 4 <= bytes.count, let unit = UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
            bytes[at] != UInt8(ascii: "+")
        else { throw .malformed(offset: at, expected: "four hexadecimal digits") }
        at += 4
        return unit
    }

    mutating func word(_ word: StaticString) throws(JSONRefusal) {
        for index in 0..<word.utf8CodeUnitCount {
            try take(word.utf8Start[index], "a value")
        }
    }

    mutating func number() throws(JSONRefusal) {
        if next == UInt8(ascii: "-") { at += 1 }
        if next == UInt8(ascii: "0") { at += 1 } else { try digits() }
        if next == UInt8(ascii: ".") { at += 1; try digits() }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            at += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
    }

    mutating func digits() throws(JSONRefusal) {
        let start = at
        while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
        guard at > start else { throw .malformed(offset: at, expected: "a value") }
    }
}
