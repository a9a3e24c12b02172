// What a verification can find.

package enum LedgerFault: Hashable, Sendable, CustomStringConvertible {
    case placeholder
    package var description: String { "" }
}
extension LedgerStore {
    package func verify(holding: [String] = []) throws -> [LedgerFault] { [] }
}
