// Alerts as bytes: JSON with sorted keys, so that equal alerts are equal bytes and an import can tell what changed.

import Foundation
import Records

extension Alert {
    /// Largest body accepted. The longest sanctions entry known has about 9 kB.
    package static let bodyLimit = 65_536

    /// JSON with sorted keys.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// Reads what `encoded` writes; strict about grammar, duplicate keys and size.
    package init(body: [UInt8]) throws {
        try StrictJSON.check(body, limit: Self.bodyLimit)
        self = try JSONDecoder().decode(Alert.self, from: Data(body))
    }
}
