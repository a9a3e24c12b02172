// How flat arrays become bytes and bytes become arrays again: a count, the items as they lie in memory, filled to eight.

/// A running checksum over 64-bit words. Finds what disks and copies do to bytes; it is no signature.
struct SnapshotSum {
    private(set) var value: UInt64 = 0x5365_7261_6920_3236

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var sum = value
        for at in stride(from: 0, to: bytes.count & ~7, by: 8) {
            sum = (sum ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            sum ^= sum >> 29
        }
        value = sum
    }
}

/// Writes arrays to a sink, eight bytes aligned.
struct SnapshotWriter {
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var sum = SnapshotSum()

    init(_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) { self.sink = sink }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) throws {
        sum.add(bytes)
        try sink(bytes)
    }

    mutating func write(_ number: UInt64) throws {
        try withUnsafeBytes(of: number.littleEndian) { try put($0) }
    }

    mutating func write<Item: BitwiseCopyable>(_ items: [Item]) throws {
        try write(UInt64(items.count))
        try items.withUnsafeBytes { bytes in
            let whole = bytes.count & ~7
            try put(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
            guard whole < bytes.count else { return }
            var last: UInt64 = 0
            withUnsafeMutableBytes(of: &last) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[whole...])) }
            try withUnsafeBytes(of: last) { try put($0) }
        }
    }

    /// Ends the snapshot.
    mutating func close() throws {
        let value = sum.value
        try write(value)
    }
}

/// Reads what `SnapshotWriter` wrote; every length is checked against what is there.
struct SnapshotReader {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    /// Checks the sum of the whole first.
    init(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        guard bytes.count >= 16, bytes.count % 8 == 0 else { throw .damaged }
        let end = bytes.count - 8
        var sum = SnapshotSum()
        sum.add(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
        guard sum.value == UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self)) else {
            throw .damaged
        }
        self.bytes = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    }

    mutating func number() throws(SnapshotError) -> UInt64 {
        guard at + 8 <= bytes.count else { throw .damaged }
        defer { at += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }

    mutating func array<Item: BitwiseCopyable>(of item: Item.Type = Item.self) throws(SnapshotError) -> [Item] {
        let count = try number()
        let stride = MemoryLayout<Item>.stride
        guard count <= UInt64(bytes.count - at) / UInt64(stride) else { throw .damaged }
        let length = Int(count) * stride
        let part = UnsafeRawBufferPointer(rebasing: bytes[at..<at + length])
        at = min(bytes.count, at + (length + 7) & ~7)
        return [Item](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: part)
            initialized = Int(count)
        }
    }

    /// Offsets that rise from 0 to the number of items they cut up.
    mutating func starts(over items: Int, count: Int) throws(SnapshotError) -> [UInt32] {
        let starts = try array(of: UInt32.self)
        guard starts.count == count + 1, starts.first == 0, Int(starts[count]) == items else { throw .damaged }
        for (low, high) in zip(starts, starts.dropFirst()) where low > high { throw .damaged }
        return starts
    }
}
