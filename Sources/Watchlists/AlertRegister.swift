package import GRDB
package import Ledger
package import Records
package import Safeguards

package final class AlertRegister: Sendable, LedgerView {
    package let name = "watchlists"
    package let tables = ["alerts"]
    package init() {}
    package func migrate(_ db: Database) throws {}
    package func apply(_ records: [LedgerRecord], in db: Database) throws {}
    package func committed(_ records: [LedgerRecord]) {}
    package func screen(_ traveller: Traveller, under warrant: consuming Warrant) throws -> [AlertMatch] { [] }
}
