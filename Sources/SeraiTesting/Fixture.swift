package import Foundation

/// A file of the repository's Fixtures folder.
///
/// - Parameter path: below `Fixtures/`, such as `ledger/log-vectors.json`.
package func fixture(_ path: String) -> URL { repository.appending(path: "Fixtures/\(path)") }

/// The root of the working tree that this file was compiled from.
package var repository: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
