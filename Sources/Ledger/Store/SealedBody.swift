// A body at rest: its commitment key and its bytes under the ledger's sealing key.
import Crypto

/// AES-256-GCM under a key of its own for each entry, derived from the sealing key and the leaf hash, so that no nonce is
/// used twice however many entries there are.
struct BodySeal: Sendable {
    private let sealing: SymmetricKey

    init(_ sealing: SymmetricKey) { self.sealing = sealing }

    /// One entry's seal; slots of a batch share its key and differ in their nonce.
    struct Entry {
        private let key: SymmetricKey
        private let leaf: MerkleHash

        fileprivate init(key: SymmetricKey, leaf: MerkleHash) { (self.key, self.leaf) = (key, leaf) }

        func seal(_ body: [UInt8], key commitmentKey: SymmetricKey, slot: Int) throws -> [UInt8] {
            let plain = commitmentKey.withUnsafeBytes { Array($0) } + body
            let box = try AES.GCM.seal(plain, using: key, nonce: nonce(slot), authenticating: leaf.bytes)
            return Array(box.ciphertext + box.tag)
        }

        /// - Returns: `nil` when bytes, place or sealing key are not those of sealing.
        func open(_ sealed: some Collection<UInt8>, slot: Int) -> (key: SymmetricKey, body: [UInt8])? {
            let sealed = Array(sealed)
            guard sealed.count >= 48,
                let box = try? AES.GCM.SealedBox(
                    nonce: nonce(slot), ciphertext: sealed[..<(sealed.count - 16)], tag: sealed[(sealed.count - 16)...]),
                let plain = try? AES.GCM.open(box, using: key, authenticating: leaf.bytes)
            else { return nil }
            return (SymmetricKey(data: plain.prefix(32)), Array(plain.dropFirst(32)))
        }

        private func nonce(_ slot: Int) throws -> AES.GCM.Nonce {
            try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 10) + [UInt8(slot >> 8 & 255), UInt8(slot & 255)])
        }
    }

    func entry(_ leaf: MerkleHash) -> Entry {
        var code = HMAC<SHA256>(key: sealing)
        code.update(data: Array("serai body 1\n".utf8))
        leaf.withUnsafeBytes { code.update(data: $0) }
        return Entry(key: SymmetricKey(data: code.finalize()), leaf: leaf)
    }
}
