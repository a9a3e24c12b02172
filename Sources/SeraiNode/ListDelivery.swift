// How list files reach a running node: they are put into its inbox, and the import is asked for by name. The node opens
// nothing else.

import Console
import Foundation
package import Records
import Safeguards
package import Watchlists

extension Home {
    /// Copies files into the inbox under new names.
    ///
    /// - Returns: the names to ask the import with.
    package func deliver(_ files: [String]) throws -> [String] {
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        return try files.map { path in
            let name = UUID().uuidString
            try FileManager.default.copyItem(at: URL(filePath: path), to: inbox.appending(path: name))
            return name
        }
    }
}

extension Node {
    /// Imports files that were delivered, and removes them from the inbox whatever happens.
    package func importDelivered(
        _ names: [String], format: String, list: ListID, date: CalendarDay?, confirmShrink: Bool
    ) async throws -> ListImportReport {
        let urls = try names.map { name in
            let url = home.inbox.appending(path: name)
            guard UUID(uuidString: name) != nil, FileManager.default.fileExists(atPath: url.path) else {
                throw ListDeliveryError.notInInbox(name)
            }
            return url
        }
        defer { for url in urls { try? FileManager.default.removeItem(at: url) } }
        let files = try urls.map { Array(try Data(contentsOf: $0, options: .mappedIfSafe)) }
        return try await importList(
            try Self.read(files, format: format, list: list, date: date), confirmShrink: confirmShrink)
    }

    package func importList(_ file: ListFile, confirmShrink: Bool = false) async throws -> ListImportReport {
        let source = file.source
        return try await ListImport(
            ledger: records, views: views, register: alerts, node: configuration.node, now: now,
            chance: { Chance.eightyBits().0 }
        ).run(
            file, terms: ImportTerms(legalBasis: "list of \(source.publisher), as adopted into national law"),
            shrinkConfirmed: confirmShrink,
            under: try await gate.maintenance(.listImport, detail: "list \(source.list) of \(source.date)"))
    }

    private static func read(
        _ files: [[UInt8]], format: String, list: ListID, date: CalendarDay?
    ) throws -> ListFile {
        func only() throws -> [UInt8] {
            guard files.count == 1 else { throw ListDeliveryError.wrongFileCount(found: files.count, expected: "one") }
            return files[0]
        }
        func dated(_ publisher: String) throws -> ListSource {
            guard let date else { throw ListDeliveryError.dateMissing }
            return ListSource(list: list, publisher: publisher, date: date)
        }
        switch format {
        case "serai": return try SeraiList.file(jsonLines: only())
        case "un": return try UNList.file(xml: only())
        case "documents": return try DocumentList.file(csv: only(), source: dated("national document register"))
        case "ofac":
            guard files.count == 3 else { throw ListDeliveryError.wrongFileCount(found: files.count, expected: "three") }
            guard let date else { throw ListDeliveryError.dateMissing }
            return try OFACList.file(sdn: files[0], alt: files[1], comments: files[2], date: date)
        default: throw ListDeliveryError.unknownFormat(format)
        }
    }
}
