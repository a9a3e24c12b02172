// Bringing a list up to date. The files are in the node's inbox already; this asks for leave, says which, and reports.
import Foundation
import HTTPTypes
package import Records
import Safeguards
import Watchlists

/// What an officer asks to be imported.
package struct ListImportWish: Decodable, Sendable {
    package var purpose: Purpose
    /// `ofac`, `un`, `documents` or `serai`.
    package var format: String
    package var list: ListID
    /// Names in the node's inbox.
    package var files: [String]
    /// The publisher's date, for formats that do not say it.
    package var date: CalendarDay?
    package var confirmShrink: Bool?
}

/// Why files were not handed to an importer.
package enum ListDeliveryError: Error, Equatable, CustomStringConvertible {
    case unknownFormat(String)
    case wrongFileCount(found: Int, expected: String)
    case notInInbox(String)
    case dateMissing

    package var description: String {
        switch self {
        case .unknownFormat(let format): "\(format) is no list format: use ofac, un, documents or serai"
        case .wrongFileCount(let found, let expected): "\(found) files were given, this format has \(expected)"
        case .notInInbox(let name): "there is no file \(name) in the node's inbox: deliver it first"
        case .dateMissing: "this format does not say how old it is: give the publisher's date as YYYY-MM-DD"
        }
    }
}

extension Desks {
    var listImportRoutes: [Route] {
        [
            Route(.post, "/api/v1/lists/imports", body: .json) { visit in
                let wish = try visit.decoded(ListImportWish.self)
                // Leave by what the list holds, not only by what comes: whoever may add documents may not end a list of persons.
                let holdsPersons = try rooms.alerts.lists().contains { $0.list == wish.list && $0.persons > 0 }
                let object = wish.format == "documents" && !holdsPersons ? AccessObject.alertDocument : .alertPerson
                _ = try await rooms.gate.warrant(
                    for: AuditedQuery(
                        wish.confirmShrink == true ? .delete : .create, object, for: try visit.allowed(wish.purpose),
                        what: "import list \(wish.list)"), by: try visit.signedIn().officer)
                return try .json(try await rooms.importList(wish))
            }
        ]
    }
}
