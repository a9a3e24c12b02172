// What a verification reads at a time.
import Foundation
import GRDB
import Records

/// The rows of 256 entries.
struct VerificationSlice {
    struct Body {
        var position: LedgerPosition
        var sealed: [UInt8]?
        var id: RecordID?
        var version: Int?
        var commitment: MerkleHash?
    }

    var entries: [UInt64: [UInt8]] = [:]
    var hashes: [UInt64: MerkleHash] = [:]
    var bodies: [UInt64: [Body]] = [:]

    init(_ db: Database, _ range: Range<UInt64>) throws {
        let (start, end) = (Int64(range.lowerBound), Int64(range.upperBound))
        let entryRows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT place, bytes FROM entries WHERE place >= ? AND place < ?"), arguments: [start, end])
        while let row = try entryRows.next() { entries[try row.place(0)] = try row.blob(1) }
        let hashRows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT place, hash FROM hashes WHERE place >= ? AND place < ?"), arguments: [start, end])
        while let row = try hashRows.next() { hashes[try row.place(0)] = MerkleHash(try row.blob(1)) }
        let bodyRows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT place, sealed, id, version, commitment FROM bodies WHERE place >= ? AND place < ? ORDER BY place
                    """), arguments: [start << 8, end << 8])
        while let row = try bodyRows.next() {
            let body = Body(
                position: LedgerPosition(packed: try row.integer(0)), sealed: try row.blobIfAny(1),
                id: try row.textIfAny(2).flatMap { RecordID(rawValue: $0) },
                version: (row[3] as DatabaseValue).isNull ? nil : Int(try row.integer(3)),
                commitment: try row.blobIfAny(4).flatMap { MerkleHash($0) })
            bodies[body.position.index, default: []].append(body)
        }
    }

    /// Bodies whose entry is not there.
    func strayBodies(first: UInt64) -> [Int64] {
        bodies.filter { entries[$0.key] == nil }.values.joined().map(\.position.packed).sorted()
    }
}
