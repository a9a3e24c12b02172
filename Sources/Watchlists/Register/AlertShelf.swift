// What stands behind the guard. Nobody holds this without a warrant.

import Foundation
import GRDB
import Ledger
import Matching
import Records

struct AlertShelf: Sendable {
    let pool: DatabasePool
    let seal: AlertSeal
    let names: AlertNames
    let threshold: Double
    let today: CalendarDay

    /// Most matches shown to an officer.
    static let matchLimit = 20

    func screen(_ traveller: Traveller) throws -> [AlertMatch] {
        let candidates = names.ask(traveller, limit: Self.matchLimit, threshold: threshold)
        guard traveller.document != nil || !candidates.isEmpty else { return [] }
        var matches = try pool.read { db in
            var matches = try traveller.document.map { try sought($0, db) } ?? []
            for (owner, match) in candidates {
                guard let row = try row(owner.id, db) else { continue }
                matches.append(AlertMatch(row, try row.alert(seal), evidence: match))
            }
            return matches
        }
        matches.sort { ($0.score, $1.alert) > ($1.score, $0.alert) }
        return Array(matches.prefix(Self.matchLimit))
    }

    /// Documents in the register with this number, or with one that a reader could take for it.
    private func sought(_ shown: IdentityDocument, _ db: Database) throws -> [AlertMatch] {
        try rows("fold = ?", [seal.number(shown.number).data], limit: 64, db).compactMap { row in
            let alert = try row.alert(seal)
            guard case .document(let listed, let status) = alert.subject,
                let evidence = DocumentEvidence(shown: shown, listed: listed)
            else { return nil }
            return AlertMatch(row, alert, status: status, evidence: Match(document: evidence))
        }
    }

    func alert(_ id: RecordID) throws -> HeldAlert? {
        try pool.read { db in try row(id, db).map(held) }
    }

    func search(_ search: AlertSearch) throws -> [HeldAlert] {
        if let name = search.name {
            let owners = names.ask(
                Traveller(name: .written(name)), limit: min(search.limit + search.offset, 200),
                threshold: NameIndex.defaultThreshold
            ).map(\.owner)
            let found = try pool.read { db in try owners.compactMap { try row($0.id, db) }.map(held) }
            return Array(found.filter(search.admits).dropFirst(search.offset).prefix(search.limit))
        }
        var conditions: [String] = ["1"]
        var arguments: StatementArguments = []
        func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        add("list = ?", search.list?.rawValue)
        add("action = ?", search.action?.rawValue)
        add("kind = ?", search.kind?.rawValue)
        add("fold = ?", search.number.map { seal.number($0).data })
        if let reference = search.reference {
            guard let list = search.list else { return [] }
            add("reference = ?", seal.reference(list, reference).data)
        }
        let rule = conditions.joined(separator: " AND ")
        return try pool.read { db in
            try rows(rule, arguments, limit: search.limit, offset: search.offset, db).map(held)
        }
    }

    // MARK: Rows

    private func held(_ row: AlertRow) throws -> HeldAlert {
        HeldAlert(
            id: row.id, version: row.version, alert: try row.alert(seal), review: row.review,
            delete: row.delete)
    }

    private func row(_ id: RecordID, _ db: Database) throws -> AlertRow? {
        try rows("id = ?", [id.rawValue], limit: 1, db).first
    }

    /// Never one past its delete date.
    private func rows(
        _ condition: String, _ arguments: StatementArguments, limit: Int, offset: Int = 0, _ db: Database
    ) throws -> [AlertRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(AlertRow.columns) FROM alerts WHERE \(condition) AND delete_on >= ?
                ORDER BY idx, slot LIMIT \(limit) OFFSET \(offset)
                """)
        return try Row.fetchAll(statement, arguments: arguments + [today.ordinal]).compactMap(AlertRow.init)
    }
}

extension AlertSearch {
    fileprivate func admits(_ held: HeldAlert) -> Bool {
        (list == nil || held.alert.list == list) && (action == nil || held.alert.action == action)
            && (kind == nil || held.alert.kind == kind)
            && (reference == nil || held.alert.reference == reference)
    }
}

extension DocumentEvidence {
    /// - Returns: `nil` when both name an issuer and these differ: equal numbers of two states are two documents.
    init?(shown: IdentityDocument, listed: IdentityDocument) {
        if let mine = shown.issuer, let theirs = listed.issuer, mine != theirs { return nil }
        let same = shown.number == listed.number
        self.init(
            relation: same ? .same : .confusable, traveller: shown.number, listed: listed.number,
            reason: same
                ? "the same document number"
                : "the same document number but for characters that readers confuse")
    }
}
