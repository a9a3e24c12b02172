// The Consolidated List of the United Nations Security Council, in its XML form.

import Foundation
import FoundationXML
package import Records

/// Reads the individuals out of the consolidated list.
package enum UNList {
    package static let list: ListID = "UN"

    /// - Throws: when the text is too large, cut, no XML, or not this list. External entities are never fetched, and a
    ///   document type of its own is refused, so that no entity can grow.
    package static func file(xml: [UInt8]) throws(ListFileError) -> ListFile {
        guard xml.count <= ListLimits.xmlBytes else {
            throw .tooLarge(bytes: xml.count, limit: ListLimits.xmlBytes)
        }
        guard !contains(xml, "<!DOCTYPE"), !contains(xml, "<!ENTITY") else {
            throw .malformed(line: 1, expected: "no document type declaration")
        }
        let reader = UNReader()
        let parser = XMLParser(data: Data(xml))
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        let isWhole = parser.parse()
        guard let date = reader.date else {
            throw .wrongHeader(expected: "CONSOLIDATED_LIST and its dateGenerated")
        }
        guard isWhole, reader.isClosed else {
            throw .cutInHalf(line: parser.lineNumber, missing: "the end of CONSOLIDATED_LIST")
        }
        return ListFile(
            source: ListSource(list: list, publisher: "United Nations Security Council", date: date),
            reader.entries.map(item))
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }

    private static func item(_ entry: UNEntry) -> ListItem {
        func fault(_ reason: String) -> ListItem { .fault(RowFault(line: entry.line, reason: reason)) }
        guard let reference = entry.first("REFERENCE_NUMBER"), reference.utf8.count <= 64 else {
            return fault("the entry has no reference number")
        }
        // The order of writing, not given name and family name.
        let primary = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].compactMap(entry.first)
            .joined(separator: " ")
        guard primary.contains(where: \.isLetter), primary.utf8.count <= ListLimits.nameBytes else {
            return fault("the entry has no name that can be read")
        }
        var names = [PersonName(primary)]
        let native = (entry.first("NAME_ORIGINAL_SCRIPT") ?? "").split(separator: ";").map {
            PersonName(trimmed($0), .native)
        }
        let aliases = entry.groups["INDIVIDUAL_ALIAS", default: []].flatMap { alias in
            UNText.names(alias["ALIAS_NAME"] ?? "", weak: alias["QUALITY"] == "Low")
        }
        for name in native + aliases where !names.contains(where: { $0.value == name.value }) {
            names.append(name)
        }
        guard names.count <= ListLimits.namesPerPerson else { return fault("the entry has too many names") }
        let identity = Identity(
            names: names, births: unique(births(entry)),
            nationalities: unique(
                entry.groups["NATIONALITY", default: []].compactMap {
                    $0["VALUE"].flatMap { CountryNames.code($0) }
                }),
            sex: ["Male": Sex.male, "Female": .female][entry.first("GENDER") ?? ""],
            documents: unique(documents(entry)))
        return .row(
            ImportedRow(
                line: entry.line, subject: .person(identity), reference: "UN:\(reference)",
                action: .verifyIdentity,
                reason: .sanctions, category: .other,
                listed: entry.first("LISTED_ON").flatMap { CalendarDay($0.prefix(10)) }))
    }

    private static func births(_ entry: UNEntry) -> [PartialDate] {
        let dates = entry.groups["INDIVIDUAL_DATE_OF_BIRTH", default: []].compactMap {
            birth -> PartialDate? in
            if let from = Int(birth["FROM_YEAR"] ?? ""), let to = Int(birth["TO_YEAR"] ?? ""), from <= to {
                return PartialDate(from == to ? .year(from) : .years(from...to))
            }
            guard let date = (birth["DATE"] ?? birth["YEAR"]).flatMap({ ListDate.parse($0) }) else {
                return nil
            }
            return PartialDate(date.precision, approximate: birth["TYPE_OF_DATE"] == "APPROXIMATELY")
        }
        let others = entry.groups["INDIVIDUAL_ALIAS", default: []].compactMap {
            $0["DATE_OF_BIRTH"].flatMap { ListDate.parse($0) }
        }
        return dates + others
    }

    private static func documents(_ entry: UNEntry) -> [IdentityDocument] {
        entry.groups["INDIVIDUAL_DOCUMENT", default: []].flatMap { document in
            UNText.documents(
                document["NUMBER"] ?? "",
                type: [document["TYPE_OF_DOCUMENT2"], document["TYPE_OF_DOCUMENT"]].compactMap(\.self).joined(
                    separator: " "),
                issuer: document["ISSUING_COUNTRY"] ?? document["COUNTRY_OF_ISSUE"] ?? "")
        }
    }

    private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }
}

/// One `INDIVIDUAL`: its own texts, and its groups (`INDIVIDUAL_ALIAS`, …) each with theirs.
private struct UNEntry {
    var line: Int
    var texts: [String: String] = [:]
    var groups: [String: [[String: String]]] = [:]

    func first(_ name: String) -> String? { texts[name] }
}

private final class UNReader: NSObject, XMLParserDelegate {
    private(set) var entries: [UNEntry] = []
    private(set) var date: CalendarDay?
    private(set) var isClosed = false
    private var path: [String] = []
    private var entry: UNEntry?
    private var group: [String: String] = [:]
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        text = ""
        switch (path.count, name) {
        case (1, "CONSOLIDATED_LIST"):
            date = attributes["dateGenerated"].flatMap { CalendarDay($0.prefix(10)) }
        case (3, "INDIVIDUAL") where path[1] == "INDIVIDUALS": entry = UNEntry(line: parser.lineNumber)
        case (4, _): group = [:]
        case (16..., _): parser.abortParsing()
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if entry != nil, text.utf8.count <= ListLimits.rowBytes { text += string }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        let content = trimmed(text)
        switch path.count {
        case 1: isClosed = name == "CONSOLIDATED_LIST"
        case 3:
            if let entry { entries.append(entry) }
            entry = nil
        case 4 where group.isEmpty && !content.isEmpty: entry?.texts[name] = content
        case 4 where !group.isEmpty: entry?.groups[name, default: []].append(group)
        case 5 where !content.isEmpty:
            // A second value of one group (two nationalities) opens another.
            if group[name] != nil {
                entry?.groups[path[3], default: []].append(group)
                group = [:]
            }
            group[name] = content
        default: break
        }
        text = ""
        path.removeLast()
    }
}
