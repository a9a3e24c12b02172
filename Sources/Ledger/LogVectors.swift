// Runs published test vectors against this room, so that anyone can check a build with one command.
import Crypto
package import Foundation

/// The sections of a vector file: what passed, and the labels of what did not.
package struct SectionResult: Codable, Hashable, Sendable {
    package var section: String
    package var cases: Int
    package var passed: Int
    package var failed: [String]

    init<Case>(_ section: String, _ cases: [Case], label: (Int, Case) -> String, holds: (Case) -> Bool) {
        self.section = section
        self.cases = cases.count
        failed = cases.enumerated().filter { !holds($0.element) }.map { label($0.offset, $0.element) }
        passed = cases.count - failed.count
    }
}

/// Vectors for RFC 6962 and the C2SP log formats; binary values are base64.
package enum LogVectors {
    /// - Throws: `DecodingError` when the file is not a vector file.
    package static func run(_ data: Data) throws -> [SectionResult] {
        let file = try JSONDecoder().decode(VectorFile.self, from: data)
        return [
            SectionResult("notes", file.notes, label: { "\($1.label) (\($0))" }, holds: noteHolds),
            SectionResult("checkpoints", file.checkpoints, label: { $1.label }) {
                let read = Checkpoint($0.text)
                return (read != nil) == $0.accept && read.map { $0.text } ?? $0.text == $0.text
            },
            SectionResult("merkle", file.merkle, label: { "size \($1.size)" }, holds: treeHolds),
            SectionResult("consistency", file.consistency, label: { "\($1.old) to \($1.new) \($1.label ?? "") (\($0))" }) {
                guard let old = MerkleHash(base64: $0.old_root), let new = MerkleHash(base64: $0.new_root) else { return !$0.ok }
                let proof = $0.proof.compactMap { MerkleHash(base64: $0) }
                return
                    (proof.count == $0.proof.count
                    && ProofCheck.consistency(from: $0.old, old, to: $0.new, new, proof: proof)) == $0.ok
            },
            SectionResult("inclusion", file.inclusion, label: { "\($1.index) in \($1.size) (\($0))" }) {
                guard let leaf = MerkleHash(base64: $0.leaf), let root = MerkleHash(base64: $0.root) else { return !$0.ok }
                let proof = $0.proof.compactMap { MerkleHash(base64: $0) }
                return
                    (proof.count == $0.proof.count
                    && ProofCheck.inclusion(of: leaf, at: $0.index, in: $0.size, root: root, proof: proof)) == $0.ok
            },
            SectionResult("tile_paths", file.tile_paths, label: { $1.path }) {
                let hashes = TilePath(.hashes($0.level), index: $0.index, width: $0.width)
                let entries = TilePath(.entries, index: $0.index, width: $0.width)
                return hashes?.description == $0.path && TilePath($0.path) == hashes
                    && entries?.description == $0.entries_path && TilePath($0.entries_path) == entries
            },
            SectionResult("bundles", file.bundles, label: { "bundle \($0) \($1.accept)" }, holds: bundleHolds),
        ]
    }

    private static func noteHolds(_ note: VectorFile.Note) -> Bool {
        guard let bytes = Base64.decode(note.note.utf8) else { return false }
        let keys = note.keys.compactMap { NoteKey($0) }
        guard keys.count == note.keys.count else { return false }
        guard let read = try? SignedNote(bytes, keys: keys) else { return !note.accept }
        let times = note.cosign_time ?? [:]
        return note.accept
            && times.allSatisfy { name, time in
                read.signatures.contains { $0.key.name == name && $0.time == time }
            }
    }

    private static func treeHolds(_ tree: VectorFile.Tree) -> Bool {
        var edge = RightEdge()
        var levels: [[MerkleHash]] = []
        for index in 0..<tree.size {
            let entry = Array(tree.entry_format.replacing("<index>", with: String(index)).utf8)
            edge.append(.leaf(entry)) { node, hash in
                guard node.level % 8 == 0 else { return }
                if levels.count <= node.level / 8 { levels.append([]) }
                levels[node.level / 8].append(hash)
            }
        }
        return edge.root.base64 == tree.root
            && tree.tiles.allSatisfy { path, digest in
                guard let tile = TilePath(path), case .hashes(let level) = tile.level, level < levels.count else { return false }
                let bytes = levels[level].dropFirst(Int(tile.index) * 256).prefix(tile.width).flatMap(\.bytes)
                return SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == digest
            }
    }

    private static func bundleHolds(_ bundle: VectorFile.Bundle) -> Bool {
        guard let bytes = Base64.decode(bundle.bundle.utf8) else { return false }
        let expected = bundle.entries.map { $0.compactMap { Base64.decode($0.utf8) } }
        let read = EntryBundle.decode(bytes, count: bundle.count ?? expected?.count ?? 0)
        guard bundle.accept else { return read == nil }
        return read != nil && read == expected && read.map { EntryBundle.encode($0) } == bytes
    }
}

private struct VectorFile: Decodable {
    struct Note: Decodable {
        var label: String, note: String, keys: [String], accept: Bool, cosign_time: [String: Int64]?
    }
    struct Body: Decodable { var label: String, text: String, accept: Bool }
    struct Tree: Decodable { var size: Int, entry_format: String, root: String, tiles: [String: String] }
    struct Consistency: Decodable {
        var old: UInt64, new: UInt64, old_root: String, new_root: String, proof: [String], ok: Bool, label: String?
    }
    struct Inclusion: Decodable {
        var index: UInt64, size: UInt64, leaf: String, root: String, proof: [String], ok: Bool
    }
    struct Path: Decodable { var level: Int, index: UInt64, width: Int, path: String, entries_path: String }
    struct Bundle: Decodable { var bundle: String, entries: [String]?, count: Int?, accept: Bool }

    var notes: [Note], checkpoints: [Body], merkle: [Tree], consistency: [Consistency], inclusion: [Inclusion]
    var tile_paths: [Path], bundles: [Bundle]
}
