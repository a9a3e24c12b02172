// Reading a signed note. Nothing is believed before a known key has signed it.

/// Why a note was refused.
package enum NoteRefusal: Error, Equatable, CustomStringConvertible {
    case tooLarge(bytes: Int, limit: Int)
    case notText
    case malformed(expected: String)
    case badSignature(name: String)
    case noKnownSignature

    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "the note has \(bytes) bytes, at most \(limit) are read: ask for the plain checkpoint"
        case .notText: "the note is not UTF-8 text or holds control characters: fetch it again, unchanged"
        case .malformed(let expected): "not a signed note, expected \(expected): fetch it again, unchanged"
        case .badSignature(let name): "the signature by \(name) does not fit the text: the note was altered or forged, keep it as evidence"
        case .noKnownSignature: "no signature by a known key: compare the verifier key with its owner"
        }
    }
}

/// A text and the signatures by known keys that hold for it.
///
/// Source: C2SP signed-note. A bad signature by a known key refuses the whole note; unknown keys are passed over.
package struct SignedNote: Hashable, Sendable {
    /// With its last line feed.
    package let text: String
    package let signatures: [NoteSignature]

    package static let sizeLimit = 65_536
    static let signatureLimit = 100

    package init(_ note: some Collection<UInt8>, keys: [NoteKey]) throws(NoteRefusal) {
        guard note.count <= Self.sizeLimit else { throw .tooLarge(bytes: note.count, limit: Self.sizeLimit) }
        let bytes = Array(note)
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(where: { $0 < 0x20 && $0 != 0x0A }) else {
            throw .notText
        }
        guard bytes.last == 0x0A else { throw .malformed(expected: "a line feed at the end") }
        guard let blank = Self.lastBlankLine(bytes) else { throw .malformed(expected: "a blank line before the signatures") }
        let signed = Array(bytes[...blank])
        let lines = bytes[(blank + 2)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.signatureLimit else {
            throw .malformed(expected: "at most \(Self.signatureLimit) signatures")
        }
        var found: [NoteSignature] = []
        for line in lines {
            let (name, id, signature) = try Self.signatureLine(line)
            guard let key = keys.first(where: { $0.name == name && $0.id == id }) else { continue }
            guard let good = key.verifies(signature, over: signed) else { throw .badSignature(name: name) }
            if !found.contains(where: { $0.key == key }) { found.append(good) }
        }
        guard !found.isEmpty else { throw .noKnownSignature }
        text = String(decoding: signed, as: UTF8.self)
        signatures = found
    }

    /// Index of the first of the last two line feeds in a row.
    private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
        var at = bytes.count - 3
        while at >= 0 {
            if bytes[at] == 0x0A, bytes[at + 1] == 0x0A { return at }
            at -= 1
        }
        return nil
    }

    private static func signatureLine(_ line: ArraySlice<UInt8>) throws(NoteRefusal) -> (String, UInt32, ArraySlice<UInt8>) {
        let dash: [UInt8] = [0xE2, 0x80, 0x94, 0x20]
        guard line.starts(with: dash) else { throw .malformed(expected: "an em dash before each signature") }
        let rest = line.dropFirst(4)
        guard let space = rest.firstIndex(of: 0x20), let bytes = Base64.decode(rest[(space + 1)...]), bytes.count > 4 else {
            throw .malformed(expected: "a name, a space and a base64 signature")
        }
        let name = String(decoding: rest[..<space], as: UTF8.self)
        guard NoteKey.isName(name) else { throw .malformed(expected: "a key name before each signature") }
        return (name, bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes.dropFirst(4))
    }
}
