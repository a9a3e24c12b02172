// Screening a file of travellers against a file of listed identities, without a node: for evaluation, for measuring, and
// for trying an engine before it is trusted. Text in, text out; the caller opens files and decompresses.

package import Foundation
package import Matching
package import Records
import TravelDocuments

/// Why a line of an index or query file was refused. Lines count from 1; no content is quoted.
package enum BatchScreeningError: Error, Equatable, CustomStringConvertible {
    case notAnIndexRow(line: Int)
    case notAQueryRow(line: Int)

    package var description: String {
        switch self {
        case .notAnIndexRow(let line):
            "line \(line) of the index is not an identity: each line is a JSON object with id, names and perhaps birthDates, documents"
        case .notAQueryRow(let line):
            "line \(line) of the queries is not a query: each line is a JSON object with id and query (name or mrz)"
        }
    }
}

/// An index read from JSON Lines, ready to answer queries read from JSON Lines.
package final class BatchScreening: Sendable {
    private let index = NameIndex()
    private let ids: [String]
    private let today: CalendarDay

    /// - Parameters:
    ///   - identities: one identity a line: `{"id","names":[{"value","kind"}],"birthDates","nationalities","gender","documents"}`.
    ///   - today: reference for two-digit years of machine-readable zones.
    package init(identities: Data, on today: CalendarDay) throws {
        var ids: [String] = []
        var entries: [(key: UInt64, identity: Identity)] = []
        let decoder = JSONDecoder()
        for (number, line) in Self.lines(identities) {
            guard let row = try? decoder.decode(IndexRow.self, from: line) else {
                throw BatchScreeningError.notAnIndexRow(line: number)
            }
            entries.append((UInt64(ids.count), row.identity))
            ids.append(row.id)
        }
        self.ids = ids
        self.today = today
        index.build(entries)
    }

    package var count: Int { ids.count }
    package var byteCount: Int { index.byteCount }

    /// Travellers of a query file, in its order, each with the id of its line.
    package func travellers(_ queries: Data) throws -> [(id: String, traveller: Traveller?)] {
        let decoder = JSONDecoder()
        return try Self.lines(queries).map { number, line in
            guard let row = try? decoder.decode(QueryRow.self, from: line) else {
                throw BatchScreeningError.notAQueryRow(line: number)
            }
            return (row.id, row.query.traveller(on: today))
        }
    }

    /// One line `{"hits":[{"list_id","score","why"}],"id"}`, without the newline. A query without a readable traveller
    /// has no hits.
    package func answer(
        id: String, traveller: Traveller?, threshold: Double = NameIndex.defaultThreshold
    ) throws -> Data {
        let matches = traveller.map { index.ask($0, threshold: threshold) } ?? []
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            AnswerRow(
                id: id,
                hits: matches.map {
                    AnswerRow.Hit(listID: ids[Int($0.key)], score: $0.score, why: $0.reasons)
                }))
    }

    /// The matches alone, for measuring.
    package func matches(_ traveller: Traveller, threshold: Double = NameIndex.defaultThreshold) -> [Match] {
        index.ask(traveller, threshold: threshold)
    }

    private static func lines(_ data: Data) -> [(number: Int, line: Data)] {
        data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .filter { _, line in !line.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
            .map { ($0.offset + 1, $0.element) }
    }
}

private struct IndexRow: Decodable {
    struct Name: Decodable {
        var value: String
        var kind: String?
    }
    struct Document: Decodable {
        var number: String?
        var type: String?
        var country: String?
    }

    var id: String
    var names: [Name]
    var birthDates: [String]?
    var nationalities: [String]?
    var gender: String?
    var documents: [Document]?

    var identity: Identity {
        Identity(
            names: names.map { PersonName($0.value, $0.kind.flatMap(PersonName.Kind.init) ?? .primary) },
            births: (birthDates ?? []).compactMap { PartialDate($0) },
            nationalities: (nationalities ?? []).compactMap { CountryCode($0) },
            sex: gender.flatMap(Sex.init),
            documents: (documents ?? []).compactMap { document in
                document.number.flatMap { DocumentNumber($0) }.map {
                    IdentityDocument(
                        number: $0, kind: document.type == "Passport" ? .passport : .other,
                        issuer: document.country.flatMap { CountryCode($0) })
                }
            })
    }
}

private struct QueryRow: Decodable {
    struct Query: Decodable {
        var name: String?
        var mrz: [String]?
        var birthDate: String?
        var nationality: String?
        var documentNumber: String?

        func traveller(on today: CalendarDay) -> Traveller? {
            if let mrz { return MRZ.parse(mrz, on: today).traveller }
            guard let name else { return nil }
            return Traveller(
                name: .written(name), birth: birthDate.flatMap { PartialDate($0) },
                nationality: nationality.flatMap { CountryCode($0) },
                document: documentNumber.flatMap { DocumentNumber($0) }.map { IdentityDocument(number: $0) })
        }
    }

    var id: String
    var query: Query
}

private struct AnswerRow: Encodable {
    struct Hit: Encodable {
        var listID: String
        var score: Double
        var why: [String]

        enum CodingKeys: String, CodingKey {
            case listID = "list_id"
            case score, why
        }
    }

    var id: String
    var hits: [Hit]
}
