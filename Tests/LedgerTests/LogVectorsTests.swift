import Foundation
import Ledger
import SeraiTesting
import Testing

@Suite struct `Log vectors` {
    @Test func `all pass`() throws {
        for section in try LogVectors.run(Data(contentsOf: fixture("ledger/log-vectors.json"))) {
            #expect(section.failed == [], "\(section.section)")
            #expect(section.cases > 0)
        }
    }
}
