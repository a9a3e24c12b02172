// Alerts at rest: bodies sealed, numbers and references only as keyed tokens. A stolen views file names nobody.

import Crypto
import Foundation
import Records

/// Sixteen bytes of a keyed hash: equal for equal texts, meaningless without the key.
struct AlertToken: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    init(_ code: some Sequence<UInt8>) {
        var halves: (UInt64, UInt64) = (0, 0)
        for (index, byte) in code.prefix(16).enumerated() {
            if index < 8 {
                halves.0 = halves.0 << 8 | UInt64(byte)
            } else {
                halves.1 = halves.1 << 8 | UInt64(byte)
            }
        }
        (high, low) = halves
    }

    var data: Data {
        var bytes = Data(capacity: 16)
        for half in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
            }
        }
        return bytes
    }
}

/// Seals and opens the rows of the register. About 3 µs a body.
struct AlertSeal: Sendable {
    private let sealing: SymmetricKey
    private let naming: SymmetricKey

    /// - Parameter key: the node's key for this register.
    init(key: SymmetricKey) {
        func derived(_ label: String) -> SymmetricKey {
            SymmetricKey(
                data: HMAC<SHA256>.authenticationCode(for: Data("serai alerts \(label)".utf8), using: key))
        }
        (sealing, naming) = (derived("sealing"), derived("naming"))
    }

    /// AES-256-GCM. The nonce follows from key, place and content, so that a rebuilt row is the same to the byte and no
    /// nonce ever meets two contents.
    func seal(_ body: [UInt8], id: RecordID, version: Int) throws -> Data {
        let place = Data("\(id.rawValue)\n\(version)\n".utf8)
        var code = HMAC<SHA256>(key: naming)
        code.update(data: place)
        code.update(data: body)
        let nonce = try AES.GCM.Nonce(data: Array(code.finalize()).prefix(12))
        let box = try AES.GCM.seal(body, using: sealing, nonce: nonce, authenticating: place)
        return Data(nonce) + box.ciphertext + box.tag
    }

    /// - Throws: when the row is not the one that was sealed.
    func open(_ sealed: Data, id: RecordID, version: Int) throws -> [UInt8] {
        let place = Data("\(id.rawValue)\n\(version)\n".utf8)
        return Array(
            try AES.GCM.open(try AES.GCM.SealedBox(combined: sealed), using: sealing, authenticating: place))
    }

    /// What a body says, to tell whether it changed. Keyed, since bodies can be guessed.
    func content(_ body: [UInt8]) -> AlertToken { token("content", body) }

    /// A list's own name of an entry.
    func reference(_ list: ListID, _ reference: String) -> AlertToken {
        token("reference", Array("\(list.rawValue)\n\(reference)".utf8))
    }

    /// A document number as a reader might have seen it.
    func number(_ number: DocumentNumber) -> AlertToken { token("number", number.folded) }

    private func token(_ label: StaticString, _ bytes: [UInt8]) -> AlertToken {
        var code = HMAC<SHA256>(key: naming)
        code.update(data: UnsafeRawBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount))
        code.update(data: [0])
        code.update(data: bytes)
        return AlertToken(code.finalize())
    }
}

extension DocumentNumber {
    /// Characters that readers confuse written as one: O D Q as 0, I L as 1, Z as 2, S as 5, G as 6, B as 8.
    var folded: [UInt8] {
        value.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "O"), UInt8(ascii: "D"), UInt8(ascii: "Q"): UInt8(ascii: "0")
            case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
            case UInt8(ascii: "Z"): UInt8(ascii: "2")
            case UInt8(ascii: "S"): UInt8(ascii: "5")
            case UInt8(ascii: "G"): UInt8(ascii: "6")
            case UInt8(ascii: "B"): UInt8(ascii: "8")
            default: byte
            }
        }
    }
}
