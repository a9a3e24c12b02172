// Stolen, lost, revoked and invalidated documents in bulk: millions of lines, walked one by one.

import Records

/// Reads `number,kind,issuer,status,date`, with an optional column `reference`.
///
/// The first line names the columns in any order; the last is `#end,<number of entries>`, so that a file cut at the
/// end of a line is noticed too. Kinds and statuses are the words of `IdentityDocument.Kind` and `DocumentStatus`.
package enum DocumentList {
    package static func file(csv: [UInt8], source: ListSource) throws(ListFileError) -> ListFile {
        guard csv.count <= ListLimits.fileBytes else {
            throw .tooLarge(bytes: csv.count, limit: ListLimits.fileBytes)
        }
        var reader = CSVReader(csv)
        guard let header = try reader.next(), let columns = Columns(header) else {
            throw .wrongHeader(expected: "a line naming number, kind, issuer, status and date")
        }
        let start = reader
        return ListFile(source: source) {
            var reader = start
            var entries = 0
            var isOver = false
            return AnyIterator {
                guard !isOver else { return nil }
                do throws(ListFileError) {
                    guard let record = try reader.next() else {
                        throw .cutInHalf(
                            line: entries + 1, missing: "its last line, #end and the number of entries")
                    }
                    guard record.field(0) == "#end" else {
                        entries += 1
                        return item(record, columns, source)
                    }
                    isOver = true
                    guard Int(record.field(1)) == entries else {
                        throw .cutInHalf(line: record.line, missing: "as many entries as its last line says")
                    }
                    return nil
                } catch {
                    isOver = true
                    return .broken(error)
                }
            }
        }
    }

    private struct Columns {
        let number, kind, issuer, status, date: Int
        let reference: Int?

        init?(_ header: CSVRecord) {
            let names = header.fields.map { trimmed($0).lowercased() }
            guard let number = names.firstIndex(of: "number"), let kind = names.firstIndex(of: "kind"),
                let issuer = names.firstIndex(of: "issuer"), let status = names.firstIndex(of: "status"),
                let date = names.firstIndex(of: "date")
            else { return nil }
            (self.number, self.kind, self.issuer, self.status, self.date) = (
                number, kind, issuer, status, date
            )
            reference = names.firstIndex(of: "reference")
        }
    }

    private static func item(_ record: CSVRecord, _ columns: Columns, _ source: ListSource) -> ListItem {
        func fault(_ reason: String) -> ListItem { .fault(RowFault(line: record.line, reason: reason)) }
        guard let number = DocumentNumber(record.field(columns.number)) else {
            return fault("the number is not 1 to 40 letters and digits")
        }
        guard let kind = IdentityDocument.Kind(rawValue: record.field(columns.kind)) else {
            return fault("the kind is none of passport, identity-card, visa, residence-permit, other")
        }
        guard let issuer = CountryCode(record.field(columns.issuer)) else {
            return fault("the issuer is no state's three-letter code")
        }
        guard let status = DocumentStatus(rawValue: record.field(columns.status)) else {
            return fault("the status is none of stolen, lost, revoked, invalidated")
        }
        let date = record.field(columns.date)
        guard date.isEmpty || CalendarDay(date) != nil else { return fault("the date is not YYYY-MM-DD") }
        let own = columns.reference.map(record.field) ?? ""
        guard own.utf8.count <= 128 else { return fault("the reference is longer than 128 bytes") }
        return .row(
            ImportedRow(
                line: record.line,
                subject: .document(IdentityDocument(number: number, kind: kind, issuer: issuer), status),
                reference: own.isEmpty ? "\(source.list):\(issuer):\(kind.rawValue):\(number)" : own,
                action: .seizeDocument, reason: .documentMisuse, category: .other, listed: CalendarDay(date)))
    }
}
