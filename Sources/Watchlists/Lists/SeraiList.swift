// Serai's own list format: JSON Lines, one description and then one entry a line.

import Foundation
package import Records

/// Reads and writes `serai-list/1`.
///
/// The first line describes the list and says how many entries follow, so that a cut file is noticed; it also carries
/// the action, reason and category that entries share. Each line is checked strictly before it is decoded.
package enum SeraiList {
    struct Header: Codable {
        var format: String
        var list: ListID
        var publisher: String
        var date: CalendarDay
        var entries: Int
        var action: AlertAction
        var reason: AlertReason
        var category: SubjectCategory
    }

    struct Entry: Codable {
        var ref: String
        var names: [String]?
        var aka: [String]?
        var weak: [String]?
        var native: [String]?
        var born: [PartialDate]?
        var nat: [CountryCode]?
        var sex: Sex?
        /// `kind issuer number`, the issuer `-` when unknown.
        var docs: [String]?
        /// A sought document, as in `docs`, with its status.
        var document: String?
        var status: DocumentStatus?
        var action: AlertAction?
        var reason: AlertReason?
        var category: SubjectCategory?
        var listed: CalendarDay?
    }

    package static func file(jsonLines bytes: [UInt8]) throws(ListFileError) -> ListFile {
        guard bytes.count <= ListLimits.fileBytes else {
            throw .tooLarge(bytes: bytes.count, limit: ListLimits.fileBytes)
        }
        let firstEnd = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
        guard let header = decode(Header.self, bytes[..<firstEnd]), header.format == "serai-list/1",
            header.entries >= 0
        else {
            throw .wrongHeader(
                expected: "a line of JSON with format serai-list/1, list, publisher, date and entries")
        }
        let source = ListSource(list: header.list, publisher: header.publisher, date: header.date)
        return ListFile(source: source) {
            var at = firstEnd
            var line = 1
            var entries = 0
            var isOver = false
            return AnyIterator {
                guard !isOver else { return nil }
                at += 1
                line += 1
                guard at < bytes.count else {
                    isOver = true
                    return entries == header.entries
                        ? nil
                        : .broken(
                            .cutInHalf(line: line - 1, missing: "as many entries as its first line says"))
                }
                let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
                defer { at = end }
                entries += 1
                return item(bytes[at..<end], line: line, header)
            }
        }
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: ArraySlice<UInt8>) -> Value? {
        guard (try? StrictJSON.check(bytes, limit: ListLimits.rowBytes)) != nil else { return nil }
        return try? JSONDecoder().decode(type, from: Data(bytes))
    }

    private static func item(_ bytes: ArraySlice<UInt8>, line: Int, _ header: Header) -> ListItem {
        func fault(_ reason: String) -> ListItem { .fault(RowFault(line: line, reason: reason)) }
        guard let entry = decode(Entry.self, bytes) else {
            return fault("not an entry of serai-list/1, or a field has a value it cannot have")
        }
        guard (1...128).contains(entry.ref.utf8.count) else {
            return fault("ref is empty or longer than 128 bytes")
        }
        guard let subject = entry.subject else {
            return fault("neither a person with names nor a document with its status")
        }
        let action = entry.action ?? header.action
        guard action.rule.subjects.contains(subject.kind) else {
            return fault("this action cannot be asked of this subject")
        }
        return .row(
            ImportedRow(
                line: line, subject: subject, reference: entry.ref, action: action,
                reason: entry.reason ?? header.reason,
                category: entry.category ?? header.category, listed: entry.listed))
    }

    /// Writes a list, entries in the order given.
    package static func write(
        _ rows: [ImportedRow], source: ListSource, action: AlertAction = .verifyIdentity,
        reason: AlertReason = .sanctions,
        category: SubjectCategory = .other
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = Header(
            format: "serai-list/1", list: source.list, publisher: source.publisher, date: source.date,
            entries: rows.count, action: action, reason: reason, category: category)
        var bytes = Array(try encoder.encode(header)) + [0x0A]
        for row in rows {
            var entry = Entry(row.subject, ref: row.reference)
            entry.action = row.action == action ? nil : row.action
            entry.reason = row.reason == reason ? nil : row.reason
            entry.category = row.category == category ? nil : row.category
            entry.listed = row.listed
            bytes += Array(try encoder.encode(entry)) + [0x0A]
        }
        return bytes
    }
}

extension Alert.Subject {
    package var kind: AlertSubjectKind {
        switch self {
        case .person: .person
        case .document: .document
        }
    }
}

extension SeraiList.Entry {
    init(_ subject: Alert.Subject, ref: String) {
        self.ref = ref
        switch subject {
        case .person(let identity):
            func names(_ kind: PersonName.Kind) -> [String]? {
                some(identity.names.filter { $0.kind == kind }.map(\.value))
            }
            self.names = names(.primary)
            aka = names(.alias)
            weak = names(.weak)
            native = names(.native)
            born = some(identity.births)
            nat = some(identity.nationalities)
            sex = identity.sex
            docs = some(identity.documents.map(\.words))
        case .document(let document, let status):
            self.document = document.words
            self.status = status
        }
    }

    /// `nil` when it is neither, both, or out of bounds.
    var subject: Alert.Subject? {
        if let document {
            guard names == nil, let status, let document = IdentityDocument(words: document) else {
                return nil
            }
            return .document(document, status)
        }
        let all: [PersonName] =
            (names ?? []).map { PersonName($0) } + (native ?? []).map { PersonName($0, .native) }
            + (aka ?? []).map { PersonName($0, .alias) } + (weak ?? []).map { PersonName($0, .weak) }
        guard !all.isEmpty, all.count <= ListLimits.namesPerPerson, status == nil,
            all.allSatisfy({
                $0.value.contains(where: \.isLetter) && $0.value.utf8.count <= ListLimits.nameBytes
            })
        else { return nil }
        let documents = (docs ?? []).map(IdentityDocument.init(words:))
        guard documents.allSatisfy({ $0 != nil }) else { return nil }
        return .person(
            Identity(
                names: all, births: born ?? [], nationalities: nat ?? [], sex: sex,
                documents: documents.compactMap(\.self)))
    }
}

private func some<Value>(_ values: [Value]) -> [Value]? { values.isEmpty ? nil : values }

extension IdentityDocument {
    /// `passport EGY 1084010`.
    var words: String { "\(kind.rawValue) \(issuer?.alpha3 ?? "-") \(number)" }

    init?(words: String) {
        let words = words.split(separator: " ")
        guard words.count == 3, let kind = Kind(rawValue: String(words[0])),
            let number = DocumentNumber(words[2])
        else {
            return nil
        }
        let issuer = CountryCode(words[1])
        guard issuer != nil || words[1] == "-" else { return nil }
        self.init(number: number, kind: kind, issuer: issuer)
    }
}
