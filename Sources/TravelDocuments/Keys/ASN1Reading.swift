// Reading ASN.1 nodes with errors that say what was looked for.

import Records
import SwiftASN1

extension ASN1Node {
    /// Parses one object that fills `bytes`. BER is allowed: signed objects of several issuers are not strictly DER.
    static func parse(_ bytes: ArraySlice<UInt8>, _ what: String, limit: Int) throws(PKIError) -> ASN1Node {
        guard bytes.count <= limit else { throw .tooLarge(found: bytes.count, limit: limit) }
        do { return try BER.parse(bytes) } catch { throw .notEncoded(what) }
    }

    func children(_ what: String, _ identifier: ASN1Identifier = .sequence) throws(PKIError) -> ASN1NodeCollection.Iterator {
        guard self.identifier == identifier, case .constructed(let nodes) = content else {
            throw .unexpected(what, expected: "\(identifier)")
        }
        return nodes.makeIterator()
    }

    /// The children of a constructed node of any tag.
    func parts(_ what: String) throws(PKIError) -> [ASN1Node] {
        guard case .constructed(let nodes) = content else { throw .unexpected(what, expected: "a constructed object") }
        return Array(nodes)
    }

    func primitive(_ what: String, _ identifier: ASN1Identifier) throws(PKIError) -> ArraySlice<UInt8> {
        guard self.identifier == identifier else { throw .unexpected(what, expected: "\(identifier)") }
        switch content {
        case .primitive(let bytes): return bytes
        case .constructed(let parts):
            // BER may cut an octet string into pieces.
            guard identifier == .octetString else { throw .unexpected(what, expected: "a primitive object") }
            var joined: [UInt8] = []
            for part in parts { joined += try part.primitive(what, .octetString) }
            return joined[...]
        }
    }

    func identifierValue(_ what: String) throws(PKIError) -> ASN1ObjectIdentifier {
        do { return try ASN1ObjectIdentifier(berEncoded: self) } catch {
            throw .unexpected(what, expected: "an object identifier")
        }
    }

    /// A small integer, not negative.
    func number(_ what: String) throws(PKIError) -> Int {
        let bytes = try primitive(what, .integer)
        guard (1...4).contains(bytes.count), bytes[bytes.startIndex] < 0x80 else {
            throw .unexpected(what, expected: "a number below 2^31")
        }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    func bitString(_ what: String) throws(PKIError) -> ArraySlice<UInt8> {
        let bytes = try primitive(what, .bitString)
        guard let unused = bytes.first, unused < 8 else { throw .unexpected(what, expected: "a bit string") }
        return bytes.dropFirst()
    }

    /// UTCTime or GeneralizedTime, as far as the day. Source: RFC 5280 4.1.2.5: two-digit years are 1950 to 2049.
    func day(_ what: String) throws(PKIError) -> CalendarDay {
        let isShort = identifier == .utcTime
        let text = Array(try primitive(what, isShort ? .utcTime : .generalizedTime))
        let width = isShort ? 2 : 4
        func part(_ at: Int, _ length: Int) -> Int? {
            guard text.count >= at + length else { return nil }
            return text[at..<at + length].reduce(0 as Int?) { sum, byte in
                guard let sum, (0x30...0x39).contains(byte) else { return nil }
                return sum * 10 + Int(byte - 0x30)
            }
        }
        guard let year = part(0, width), let month = part(width, 2), let day = part(width + 2, 2),
            let found = CalendarDay(year: isShort ? (year < 50 ? 2000 : 1900) + year : year, month: month, day: day)
        else { throw .unexpected(what, expected: "a day") }
        return found
    }

    /// `[n]` of the context class, explicit or implicit.
    func isTagged(_ number: UInt) -> Bool { identifier.tagClass == .contextSpecific && identifier.tagNumber == number }
}

extension ASN1NodeCollection.Iterator {
    mutating func need(_ what: String) throws(PKIError) -> ASN1Node {
        guard let node = next() else { throw .unexpected(what, expected: "one more part") }
        return node
    }
}
