// A log as static files, so that strangers can check it with tools of their own.

package import Foundation

extension LedgerStore {
    /// Writes `checkpoint`, `verifier` (the key for checking it), and every tile and entry bundle of that size.
    ///
    /// Source of the layout: C2SP tlog-tiles. Entries carry no personal data.
    /// - Parameter folder: made when absent; files of the same name are replaced.
    /// - Returns: how many files were written.
    package func export(to folder: URL) throws -> Int {
        let newest = try newestOnDisk()
        var written = 0
        func write(_ bytes: [UInt8], _ path: String) throws {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            written += 1
        }
        try write(Array("\(verifier)\n".utf8), "verifier")
        try write(Array(newest.note.utf8), "checkpoint")
        var count = newest.size
        for level in 0..<7 where count > 0 {
            for start in stride(from: 0, to: count, by: 256) {
                let width = Int(min(256, count - start))
                for kind in level == 0 ? [TilePath.Level.hashes(0), .entries] : [.hashes(level)] {
                    guard let path = TilePath(kind, index: start / 256, width: width) else { continue }
                    try write(try tile(path), "\(path)")
                }
            }
            count /= 256
        }
        return written
    }
}
