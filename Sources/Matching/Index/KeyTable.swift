// From the hash of a key to the words that carry it. Built once, then only read.

/// Sorted pairs of a 32-bit key and a word number, with a directory over the key's top bits.
///
/// 8 bytes a pair. Two keys may share a hash: whoever looks up must compare.
struct KeyTable: Sendable {
    let keys: [UInt32]
    let values: [UInt32]
    /// `directory[top]..<directory[top + 1]` holds the pairs whose key starts with `top`.
    let directory: [UInt32]
    let shift: UInt32

    init(keys: [UInt32], values: [UInt32], directory: [UInt32], shift: UInt32) {
        self.keys = keys
        self.values = values
        self.directory = directory
        self.shift = shift
    }

    init(_ pairs: [UInt64]) {
        var pairs = pairs
        pairs.sort()
        var bits: UInt32 = 1
        while bits < 20, (1 << bits) < pairs.count / 4 { bits += 1 }
        shift = 32 - bits
        var directory = [UInt32](repeating: 0, count: (1 << Int(bits)) + 1)
        var keys: [UInt32] = []
        var values: [UInt32] = []
        keys.reserveCapacity(pairs.count)
        values.reserveCapacity(pairs.count)
        var last: UInt64?
        for pair in pairs where pair != last {
            last = pair
            let key = UInt32(truncatingIfNeeded: pair >> 32)
            keys.append(key)
            values.append(UInt32(truncatingIfNeeded: pair))
            directory[Int(key >> shift) + 1] += 1
        }
        for index in 1..<directory.count { directory[index] += directory[index - 1] }
        self.keys = keys
        self.values = values
        self.directory = directory
    }

    /// Where the values under `key` lie. O(log of a bucket).
    func range(_ key: UInt32) -> Range<Int> {
        let bucket = Int(key >> shift)
        var low = Int(directory[bucket])
        let end = Int(directory[bucket + 1])
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        var after = low
        while after < end, keys[after] == key { after += 1 }
        return low..<after
    }

    var byteCount: Int { keys.count * 8 + directory.count * 4 }
}
