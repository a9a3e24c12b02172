// What a log says about itself: its name, its size, its root.

/// The text of a checkpoint note.
///
/// Source: C2SP tlog-checkpoint. Three lines; further lines are read and kept, never written.
package struct Checkpoint: Hashable, Sendable {
    package var origin: String
    package var size: UInt64
    package var root: MerkleHash
    package var extensions: [String] = []

    package init(origin: String, size: UInt64, root: MerkleHash) {
        (self.origin, self.size, self.root) = (origin, size, root)
    }

    /// - Parameter text: a note's text, with its last line feed.
    /// - Returns: `nil` for anything but a well-formed checkpoint.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.last == 0x0A, bytes.count <= SignedNote.sizeLimit else { return nil }
        // Line feeds of the bytes: Swift sees CR LF as one character.
        let lines = bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard lines.count >= 3, !lines.contains(""), let root = MerkleHash(base64: lines[2]),
            lines[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), lines[1] == "0" || !lines[1].hasPrefix("0"),
            let size = UInt64(lines[1]), size <= UInt64(Int64.max)
        else { return nil }
        self.init(origin: lines[0], size: size, root: root)
        extensions = Array(lines[3...])
    }

    /// With its last line feed.
    package var text: String { ([origin, String(size), root.base64] + extensions).joined(separator: "\n") + "\n" }

    /// A checkpoint out of a note that the log's key has signed.
    ///
    /// - Throws: `NoteRefusal`, also when the origin is not the key's name.
    package static func verified(_ note: some StringProtocol, by key: NoteKey) throws(NoteRefusal) -> Checkpoint {
        let signed = try SignedNote(Array(note.utf8), keys: [key])
        guard let checkpoint = Checkpoint(signed.text) else { throw .malformed(expected: "a checkpoint") }
        guard checkpoint.origin == key.name else { throw .malformed(expected: "a checkpoint of \(key.name)") }
        return checkpoint
    }
}
