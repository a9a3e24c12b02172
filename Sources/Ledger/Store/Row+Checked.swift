// Reading columns of a file that may be damaged: GRDB's subscripts trap on an unexpected type, these throw.
import Foundation
import GRDB

extension Row {
    func blob(_ column: Int) throws -> [UInt8] {
        guard let bytes = try blobIfAny(column) else { throw unexpected(column) }
        return bytes
    }

    /// - Returns: `nil` for NULL.
    func blobIfAny(_ column: Int) throws -> [UInt8]? {
        switch (self[column] as DatabaseValue).storage {
        case .blob(let data): Array(data)
        case .null: nil
        default: throw unexpected(column)
        }
    }

    func integer(_ column: Int) throws -> Int64 {
        guard case .int64(let value) = (self[column] as DatabaseValue).storage else { throw unexpected(column) }
        return value
    }

    func text(_ column: Int) throws -> String {
        guard let text = try textIfAny(column) else { throw unexpected(column) }
        return text
    }

    /// - Returns: `nil` for NULL.
    func textIfAny(_ column: Int) throws -> String? {
        switch (self[column] as DatabaseValue).storage {
        case .string(let text): text
        case .null: nil
        default: throw unexpected(column)
        }
    }

    /// An index that is not negative.
    func place(_ column: Int) throws -> UInt64 {
        guard let place = UInt64(exactly: try integer(column)) else { throw unexpected(column) }
        return place
    }

    private func unexpected(_ column: Int) -> LedgerError {
        .damaged(file: "a row", reason: "column \(columnNames.dropFirst(column).first ?? "?") is of another type")
    }
}
