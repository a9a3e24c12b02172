import Foundation
import GRDB
import Ledger
import Records

/// One alert as it stands in the tables.
struct AlertRow {
    var id: RecordID
    var version: Int
    var position: LedgerPosition
    var list: ListID
    var kind: AlertSubjectKind
    var action: AlertAction
    var reference: AlertToken
    var content: AlertToken
    /// Of a document's number.
    var fold: AlertToken?
    var body: Data
    var review: CalendarDay
    var delete: CalendarDay

    static let columns =
        "id, version, idx, slot, list, kind, action, reference, content, fold, body, review_on, delete_on"

    var arguments: StatementArguments {
        [
            id.rawValue, version, Int64(position.index), position.slot, list.rawValue, kind.rawValue,
            action.rawValue,
            reference.data, content.data, fold?.data, body, review.ordinal, delete.ordinal,
        ]
    }

    /// - Returns: `nil` for a row this version of the program does not understand.
    init?(_ row: Row) {
        guard let id = RecordID(rawValue: row[0]), let list = ListID(rawValue: row[4]),
            let kind = AlertSubjectKind(rawValue: row[5]), let action = AlertAction(rawValue: row[6])
        else { return nil }
        self.id = id
        version = row[1]
        position = LedgerPosition(index: UInt64(row[2] as Int64), slot: row[3])
        (self.list, self.kind, self.action) = (list, kind, action)
        reference = AlertToken(row[7] as Data)
        content = AlertToken(row[8] as Data)
        fold = (row[9] as Data?).map { AlertToken($0) }
        body = row[10]
        review = CalendarDay(ordinal: row[11])
        delete = CalendarDay(ordinal: row[12])
    }

    /// The row of a record with a body, which says `alert`.
    init(_ record: LedgerRecord, _ alert: Alert, body: [UInt8], seal: AlertSeal) throws {
        (id, version, position) = (record.id, record.version, record.position)
        (list, kind, action) = (alert.list, alert.kind, alert.action)
        reference = seal.reference(alert.list, alert.reference)
        content = seal.content(body)
        if case .document(let document, _) = alert.subject { fold = seal.number(document.number) }
        self.body = try seal.seal(body, id: record.id, version: record.version)
        (review, delete) = (record.header.retention.review, record.header.retention.delete)
    }

    func alert(_ seal: AlertSeal) throws -> Alert {
        try JSONDecoder().decode(Alert.self, from: Data(try seal.open(body, id: id, version: version)))
    }
}
