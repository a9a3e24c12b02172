// The Specially Designated Nationals list of the United States Treasury, in its fixed comma-separated files.

package import Records

/// Reads the persons out of `sdn.csv`, with aliases from `alt.csv` and overflowing remarks from `sdn_comments.csv`.
///
/// Source of the form: OFAC, "SDN data specification" (`-0-` stands for nothing; files end in a DOS end mark; the
/// comments file continues a remark where the column ended, mid-word if need be). The address file is not read:
/// addresses do not help to recognise anyone at a border.
package enum OFACList {
    package static let list: ListID = "OFAC"

    /// - Parameters: whole files; about 200 bytes of memory a person.
    /// - Throws: when a file is cut, too large, or not this list.
    package static func file(
        sdn: [UInt8], alt: [UInt8], comments: [UInt8], date: CalendarDay
    ) throws(ListFileError) -> ListFile {
        for bytes in [sdn, alt, comments] where bytes.count > ListLimits.fileBytes {
            throw .tooLarge(bytes: bytes.count, limit: ListLimits.fileBytes)
        }
        let overflow = try read(comments, fields: 2, endsMarked: false) { ($0.field(0), $0.fields[1]) }
        let remarks = Dictionary(overflow.rows) { $0 + $1 }
        let aliases = try read(alt, fields: 5, endsMarked: true) { record in
            (record.field(0), Alias(name: record.field(3), kind: record.field(2)))
        }
        let names = Dictionary(grouping: aliases.rows) { $0.0 }.mapValues { $0.map(\.1) }
        var items: [ListItem] = (overflow.faults + aliases.faults).map(ListItem.fault)
        let people = try read(sdn, fields: 12, endsMarked: true) { record in
            record.field(2) == "individual"
                ? row(record, aliases: names[record.field(0)] ?? [], overflow: remarks[record.field(0)] ?? "")
                : nil
        }
        items += people.rows.compactMap(\.self) + people.faults.map(ListItem.fault)
        return ListFile(source: ListSource(list: list, publisher: "US Treasury, OFAC", date: date), items)
    }

    private struct Alias {
        var name: String
        var kind: String
    }

    private static func row(_ record: CSVRecord, aliases: [Alias], overflow: String) -> ListItem {
        func fault(_ reason: String) -> ListItem { .fault(RowFault(line: record.line, reason: reason)) }
        let number = record.field(0)
        let name = record.field(1)
        guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return fault("the entry number is not a number")
        }
        guard isName(name) else { return fault("the entry has no name that can be read") }
        let remarks = OFACRemarks(
            record.fields[11] == "-0- " || record.field(11) == "-0-" ? "" : record.fields[11] + overflow)
        var names = [PersonName(name)]
        func add(_ value: String, _ kind: PersonName.Kind) {
            if isName(value), !names.contains(where: { $0.value == value }) {
                names.append(PersonName(value, kind))
            }
        }
        for alias in aliases { add(alias.name, .alias) }
        for alias in remarks.weakNames { add(alias, .weak) }
        guard names.count <= ListLimits.namesPerPerson else { return fault("the entry has too many names") }
        return .row(
            ImportedRow(
                line: record.line,
                subject: .person(
                    Identity(
                        names: names, births: remarks.births, nationalities: remarks.nationalities,
                        sex: remarks.sex,
                        documents: remarks.documents)),
                reference: "OFAC:\(number)", action: .verifyIdentity, reason: .sanctions, category: .other))
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text != "-0-" && text.utf8.count <= ListLimits.nameBytes
            && text.contains(where: \.isLetter)
    }

    /// Every record of one file; records with another number of fields are faults.
    private static func read<Row>(
        _ bytes: [UInt8], fields: Int, endsMarked: Bool, _ make: (CSVRecord) -> Row
    ) throws(ListFileError) -> (rows: [Row], faults: [RowFault]) {
        var reader = CSVReader(bytes)
        var rows: [Row] = []
        var faults: [RowFault] = []
        var line = 1
        while let record = try reader.next() {
            line = record.line
            guard record.fields.count == fields else {
                faults.append(
                    RowFault(
                        line: line, reason: "the record has \(record.fields.count) fields, not \(fields)"))
                continue
            }
            rows.append(make(record))
        }
        guard reader.isAtEndMark || !endsMarked else { throw .cutInHalf(line: line, missing: "its end mark") }
        return (rows, faults)
    }
}
