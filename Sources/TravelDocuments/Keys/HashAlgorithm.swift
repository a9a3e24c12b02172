import CLibCrypto
import SwiftASN1

/// The hash functions ICAO allows, and the one it no longer recommends.
package enum HashAlgorithm: String, Sendable, CaseIterable, Codable {
    case sha1, sha224, sha256, sha384, sha512

    /// SHA-1: accepted in documents already issued, always with a warning.
    package var isWeak: Bool { self == .sha1 }

    package var length: Int {
        switch self {
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    package func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
        func hash(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                count = EVP_Digest(input.baseAddress, input.count, buffer.baseAddress, nil, function, nil) == 1 ? length : 0
            }
        }
        return bytes.withContiguousStorageIfAvailable(hash) ?? Array(bytes).withUnsafeBufferPointer(hash)
    }

    var function: OpaquePointer? {
        switch self {
        case .sha1: EVP_sha1()
        case .sha224: EVP_sha224()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        }
    }

    /// Source: RFC 5754 (SHA-2), RFC 3370 (SHA-1).
    init?(_ identifier: ASN1ObjectIdentifier) {
        switch identifier {
        case [1, 3, 14, 3, 2, 26]: self = .sha1
        case [2, 16, 840, 1, 101, 3, 4, 2, 4]: self = .sha224
        case [2, 16, 840, 1, 101, 3, 4, 2, 1]: self = .sha256
        case [2, 16, 840, 1, 101, 3, 4, 2, 2]: self = .sha384
        case [2, 16, 840, 1, 101, 3, 4, 2, 3]: self = .sha512
        default: return nil
        }
    }
}
