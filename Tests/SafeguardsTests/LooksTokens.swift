import Foundation
import GRDB

/// The blind tokens of one trace file.
func looksTokens(_ file: URL) throws -> Set<Data> {
    try DatabaseQueue(path: file.path).read { try Set(Data.fetchAll($0, sql: "SELECT token FROM look")) }
}
