import GRDB
package import Records

/// How a list stands, for screens and for the age of data: numbers, no names.
package struct ListState: Hashable, Codable, Sendable {
    package var list: ListID
    package var persons: Int
    package var documents: Int
    /// For imported lists.
    package var publisher: String?
    /// The day its publisher dated the list now in force.
    package var sourceDate: CalendarDay?
    /// When it came into force, milliseconds since 1970.
    package var imported: Int64?

    static func all(_ db: Database) throws -> [ListState] {
        var states: [String: ListState] = [:]
        func state(_ name: String, _ change: (inout ListState) -> Void) {
            guard let list = ListID(rawValue: name) else { return }
            change(&states[name, default: ListState(list: list, persons: 0, documents: 0)])
        }
        for row in try Row.fetchAll(db, sql: "SELECT list, kind, count(*) FROM alerts GROUP BY list, kind") {
            let count: Int = row[2]
            state(row[0]) {
                if row[1] == AlertSubjectKind.person.rawValue {
                    $0.persons = count
                } else {
                    $0.documents = count
                }
            }
        }
        for row in try Row.fetchAll(db, sql: "SELECT list, publisher, source_date, imported FROM alert_lists") {
            state(row[0]) {
                $0.publisher = row[1]
                $0.sourceDate = CalendarDay(row[2] as String)
                $0.imported = row[3]
            }
        }
        return states.values.sorted { $0.list < $1.list }
    }
}
