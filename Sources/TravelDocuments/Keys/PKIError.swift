/// Why bytes are no certificate, list, signed object or key. Structure only: never a name, never content.
package enum PKIError: Error, Hashable, Sendable {
    case tooLarge(found: Int, limit: Int)
    case notEncoded(String)
    case unexpected(String, expected: String)
    case unsupported(algorithm: String)
    /// Explicit parameters that equal no published curve: such a key proves nothing, whoever signed it.
    case unknownCurve
    case badKey
}

extension PKIError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let found, let limit): "\(found) bytes, at most \(limit) are read: this is no such file"
        case .notEncoded(let what): "\(what) is not DER or BER: get the file again"
        case .unexpected(let what, let expected): "\(what) is another thing, expected \(expected): get the file again"
        case .unsupported(let algorithm): "algorithm \(algorithm) is not one that Doc 9303-12 allows: it cannot be verified here"
        case .unknownCurve: "the key's curve equals no published curve, expected one of P-192 to P-521 or brainpool: do not trust it"
        case .badKey: "the key cannot be read, expected RSA or a point on its curve: do not trust it"
        }
    }
}
