package import Foundation

/// What a sign-in proves: the account, and whether a second factor was shown.
package struct SignedIn: Sendable, Hashable {
    package let account: Account
    package let secondFactor: Bool
}

/// The accounts of a node.
package final class Accounts: Sendable {
    package init(folder: URL, secrets: NodeSecrets, gate: Gate, now: @escaping @Sendable () -> Date) throws {}
}
