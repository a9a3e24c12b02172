// What every importer gives: a list's description and its entries, one by one, with the bad ones named by line.

package import Records

/// Which list a file is, and when it was true.
package struct ListSource: Hashable, Codable, Sendable {
    package var list: ListID
    package var publisher: String
    /// The day the publisher dated the file.
    package var date: CalendarDay

    package init(list: ListID, publisher: String, date: CalendarDay) {
        self.list = list
        self.publisher = publisher
        self.date = date
    }
}

/// One entry of a list file, understood.
package struct ImportedRow: Hashable, Sendable {
    /// Where it began in the file, from 1.
    package var line: Int
    package var subject: Alert.Subject
    package var reference: String
    package var action: AlertAction
    package var reason: AlertReason
    package var category: SubjectCategory
    package var listed: CalendarDay?

    package init(
        line: Int, subject: Alert.Subject, reference: String, action: AlertAction, reason: AlertReason,
        category: SubjectCategory, listed: CalendarDay? = nil
    ) {
        self.line = line
        self.subject = subject
        self.reference = reference
        self.action = action
        self.reason = reason
        self.category = category
        self.listed = listed
    }

    package func alert(list: ListID, owner: NodeID) -> Alert {
        Alert(
            subject, list: list, reference: reference, action: action, reason: reason, category: category,
            owner: owner, listed: listed)
    }
}

/// An entry that was left out, and why. Never what it said.
package struct RowFault: Hashable, Codable, Sendable, CustomStringConvertible {
    package var line: Int
    package var reason: String

    package init(line: Int, reason: String) { (self.line, self.reason) = (line, reason) }

    package var description: String { "line \(line): \(reason)" }
}

/// What comes next in a list file.
package enum ListItem: Hashable, Sendable {
    case row(ImportedRow)
    case fault(RowFault)
    /// The file cannot be trusted as a whole; nothing of it may be imported.
    case broken(ListFileError)
}

/// A list file that can be walked more than once. Each walk gives the same.
package struct ListFile: Sendable {
    package let source: ListSource
    package let items: @Sendable () -> AnyIterator<ListItem>

    package init(source: ListSource, items: @escaping @Sendable () -> AnyIterator<ListItem>) {
        self.source = source
        self.items = items
    }

    package init(source: ListSource, _ items: [ListItem]) {
        self.init(source: source) { AnyIterator(items.makeIterator()) }
    }

    /// Reads all of it. For files that fit in memory as entries, and for tests.
    package func read() throws(ListFileError) -> (rows: [ImportedRow], faults: [RowFault]) {
        var rows: [ImportedRow] = []
        var faults: [RowFault] = []
        for item in items() {
            switch item {
            case .row(let row): rows.append(row)
            case .fault(let fault): faults.append(fault)
            case .broken(let error): throw error
            }
        }
        return (rows, faults)
    }
}

/// Why a list file as a whole is refused.
package enum ListFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooLarge(bytes: Int, limit: Int)
    case notUTF8(line: Int)
    case cutInHalf(line: Int, missing: String)
    case wrongHeader(expected: String)
    case malformed(line: Int, expected: String)

    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "the file has \(bytes) bytes, at most \(limit) are read: split it, or check that it is the right file"
        case .notUTF8(let line): "line \(line) is not UTF-8: export the list as UTF-8"
        case .cutInHalf(let line, let missing):
            "the file ends at line \(line) without \(missing): fetch it again; nothing was imported"
        case .wrongHeader(let expected): "the file does not begin with \(expected): check which list this is"
        case .malformed(let line, let expected):
            "line \(line) cannot be read, expected \(expected): fetch the file again; nothing was imported"
        }
    }
}

/// Limits on every list file, checked before anything is read.
package enum ListLimits {
    package static let fileBytes = 1 << 30
    package static let xmlBytes = 256 << 20
    package static let rowBytes = 256 << 10
    package static let namesPerPerson = 512
    package static let nameBytes = 256
}
