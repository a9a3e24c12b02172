// Why a saved index is not used. The caller builds it anew from its records, and says so.

/// A saved index that this program does not take.
package enum SnapshotError: Error, Equatable, CustomStringConvertible {
    case notASnapshot
    case otherFormat(found: UInt32, expected: UInt32)
    /// Saved by a program that reads names otherwise: it would find other people.
    case otherNormaliser(found: UInt32, expected: UInt32)
    case damaged

    package var description: String {
        switch self {
        case .notASnapshot: "the file is not a saved name index: build the index from the records"
        case .otherFormat(let found, let expected):
            "the saved index has format \(found), this program reads format \(expected): build it from the records"
        case .otherNormaliser(let found, let expected):
            "the saved index was made with name rules \(found), this program has \(expected): build it from the records"
        case .damaged: "the saved index is damaged (its checksum does not agree): build it from the records"
        }
    }
}
