// What the desks have written, as tables: the second-line queue, decisions remembered, and the live list of the
// coordination centre. The tables hold no personal data: bodies stay in the ledger, where they can be erased, and
// are read from there under a warrant.

import Foundation
package import GRDB
package import Ledger
package import Records
import Safeguards
import Synchronization
import Watchlists

package final class CaseView: LedgerView {
    package let name = "border-control"
    package let tables = ["cases", "not_this_person", "live", "desk_bodies"]
    private let token: TravellerToken

    /// Told after each commit that brought something for the live list.
    private let listeners = Mutex<[UUID: AsyncStream<Void>.Continuation]>([:])

    package init(token: TravellerToken) { self.token = token }

    package func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS cases (
                    id TEXT PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
                    post TEXT NOT NULL, direction TEXT NOT NULL, opened INTEGER NOT NULL, reason TEXT NOT NULL,
                    protect INTEGER NOT NULL, screened_by TEXT NOT NULL, travel_group TEXT
                ) STRICT;
                CREATE INDEX IF NOT EXISTS cases_state ON cases(state, opened);
                CREATE TABLE IF NOT EXISTS not_this_person (
                    position INTEGER PRIMARY KEY, token TEXT NOT NULL, alert TEXT NOT NULL,
                    alert_version INTEGER NOT NULL, delete_on TEXT NOT NULL
                ) STRICT;
                CREATE INDEX IF NOT EXISTS not_this_person_token ON not_this_person(token);
                CREATE TABLE IF NOT EXISTS live (
                    position INTEGER PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, post TEXT NOT NULL,
                    word TEXT NOT NULL, list TEXT, case_id TEXT, protect INTEGER NOT NULL, alone INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE IF NOT EXISTS desk_bodies (
                    position INTEGER PRIMARY KEY, record TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL,
                    author TEXT NOT NULL, issued INTEGER NOT NULL, review_on TEXT NOT NULL, delete_on TEXT NOT NULL,
                    document_token TEXT, person_token TEXT, inquiry INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX IF NOT EXISTS desk_bodies_record ON desk_bodies(record, version);
                CREATE INDEX IF NOT EXISTS desk_bodies_document ON desk_bodies(document_token);
                CREATE INDEX IF NOT EXISTS desk_bodies_person ON desk_bodies(person_token);
                """)
    }

    /// A body that has been erased leaves no row, live and rebuilt alike: rows are keyed by the position of the body
    /// they came from.
    package func apply(_ records: [LedgerRecord], in db: Database) throws {
        for record in records {
            switch record.header.kind {
            case .match: try applyCase(record, in: db)
            case .notThisPerson: try applyNotThisPerson(record, in: db)
            case .hit: try applyHit(record, in: db)
            case .referral: try applyReferral(record, in: db)
            default: break
            }
            for erased in record.erases { try forget(erased.position, in: db) }
        }
    }

    package func committed(_ records: [LedgerRecord]) {
        guard records.contains(where: { Self.liveKinds.contains($0.header.kind) }) else { return }
        listeners.withLock { for continuation in $0.values { continuation.yield() } }
    }

    private static let liveKinds: Set<RecordKind> = [.match, .hit, .referral]

    /// One element after each change of the live list; ends when the reader stops.
    package func changes() -> AsyncStream<Void> {
        let id = UUID()
        return AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            listeners.withLock { $0[id] = continuation }
            continuation.onTermination = { [weak self] _ in
                _ = self?.listeners.withLock { $0.removeValue(forKey: id) }
            }
        }
    }
}

extension CaseView {
    private func applyCase(_ record: LedgerRecord, in db: Database) throws {
        guard let body = record.body else {
            // Withdrawn, or erased before this view saw it: earlier versions say nothing any more.
            return try db.execute(sql: "DELETE FROM cases WHERE id = ?", arguments: [record.id.rawValue])
        }
        let file = try JSONDecoder().decode(CaseFile.self, from: Data(body))
        let reason = file.reasons.first?.code ?? ""
        try db.execute(
            sql: "INSERT OR REPLACE INTO cases VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            arguments: [
                file.id.rawValue, record.version, Int64(record.position.index), file.lifecycle.state.rawValue,
                file.post.rawValue, file.direction.rawValue, file.opened, reason, file.protect,
                file.lifecycle.screenedBy.rawValue, file.group?.id.rawValue,
            ])
        try keep(record, about: file.traveller, inquiry: file.matches.contains { $0.action.isInquiry }, in: db)
        let decision = file.lifecycle.decisions.last
        let kind: LiveEvent.Kind
        switch file.lifecycle.state {
        case .awaiting: kind = .caseOpened
        case .escalated: kind = .escalated
        case .rejected: kind = .rejected
        case .examined: kind = .examined
        case .confirmed: return  // the hit record says so
        }
        try insert(
            LiveEvent(
                id: record.position.index, kind: kind, at: decision?.at ?? file.opened, post: file.post, word: reason,
                list: nil, caseID: file.id, protect: file.protect, alone: decision?.alone ?? false), in: db)
    }

    private func applyHit(_ record: LedgerRecord, in db: Database) throws {
        guard let body = record.body else { return }
        let hit = try JSONDecoder().decode(Hit.self, from: Data(body))
        try insert(
            LiveEvent(
                id: record.position.index, kind: .hit, at: hit.at, post: hit.post, word: hit.action.rawValue,
                list: hit.list, caseID: hit.caseID, protect: hit.action.rule.protects, alone: hit.decision.alone), in: db)
        try keep(record, about: hit.traveller, inquiry: hit.action.isInquiry, in: db)
    }

    private func applyReferral(_ record: LedgerRecord, in db: Database) throws {
        guard let body = record.body else { return }
        let referral = try JSONDecoder().decode(Referral.self, from: Data(body))
        try insert(
            LiveEvent(
                id: record.position.index, kind: .referral, at: referral.at, post: referral.post,
                word: referral.kind.rawValue, list: nil, caseID: referral.caseID, protect: true, alone: false), in: db)
        try keep(record, about: nil, in: db)
    }

    private func applyNotThisPerson(_ record: LedgerRecord, in db: Database) throws {
        guard let body = record.body else { return }
        let remembered = try JSONDecoder().decode(NotThisPerson.self, from: Data(body))
        try db.execute(
            sql: "INSERT OR REPLACE INTO not_this_person VALUES (?,?,?,?,?)",
            arguments: [
                Int64(record.position.index), remembered.token, remembered.alert.rawValue, remembered.alertVersion,
                record.header.retention.delete.description,
            ])
        try keep(record, about: nil, in: db)
    }

    /// Notes that a body exists, until when, and under which blind tokens its person is found.
    ///
    /// - Parameter inquiry: telling the person would warn them.
    private func keep(_ record: LedgerRecord, about traveller: Traveller?, inquiry: Bool = false, in db: Database) throws {
        let subject = traveller.map { AuditSubject($0) }
        try db.execute(
            sql: "INSERT OR REPLACE INTO desk_bodies VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            arguments: [
                Int64(record.position.index), record.id.rawValue, record.version, record.header.kind.rawValue,
                record.header.author.rawValue, record.header.issued, record.header.retention.review.description,
                record.header.retention.delete.description, subject.flatMap(token.document(of:)), subject.flatMap(token.person(of:)),
                inquiry,
            ])
    }

    private func forget(_ position: LedgerPosition, in db: Database) throws {
        for table in tables {
            try db.execute(sql: "DELETE FROM \(table) WHERE position = ?", arguments: [Int64(position.index)])
        }
    }

    private func insert(_ event: LiveEvent, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO live VALUES (?,?,?,?,?,?,?,?,?)",
            arguments: [
                Int64(event.id), event.kind.rawValue, event.at, event.post.rawValue, event.word, event.list?.rawValue,
                event.caseID?.rawValue, event.protect, event.alone,
            ])
    }
}

/// Questions the tables answer.
extension CaseView {
    /// Open cases, those waiting longest first.
    ///
    /// - Parameter post: one post, or all.
    package func queue(at post: PostID?, in db: Database) throws -> [QueueLine] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, post, direction, opened, state, reason, protect, screened_by, travel_group, position FROM cases
                WHERE state IN ('awaiting', 'escalated') AND (?1 IS NULL OR post = ?1) ORDER BY opened
                """, arguments: [post?.rawValue]
        ).map { row in
            QueueLine(
                id: RecordID(unchecked: row[0]), post: PostID(unchecked: row[1]),
                direction: Direction(rawValue: row[2]) ?? .entry, opened: row[3],
                state: CaseLifecycle.State(rawValue: row[4]) ?? .awaiting, reason: row[5], protect: row[6],
                screenedBy: OfficerID(unchecked: row[7]), group: (row[8] as String?).map(RecordID.init(unchecked:)),
                position: UInt64(bitPattern: row[9] as Int64))
        }
    }

    /// Where the latest version of a case is in the ledger, and which version it is.
    func latest(_ id: RecordID, in db: Database) throws -> (position: UInt64, version: Int)? {
        try Row.fetchOne(db, sql: "SELECT position, version FROM cases WHERE id = ?", arguments: [id.rawValue]).map {
            (UInt64(bitPattern: $0[0] as Int64), $0[1])
        }
    }

    func state(of id: RecordID, in db: Database) throws -> CaseLifecycle.State? {
        try String.fetchOne(db, sql: "SELECT state FROM cases WHERE id = ?", arguments: [id.rawValue])
            .flatMap(CaseLifecycle.State.init)
    }

    func post(of id: RecordID, in db: Database) throws -> PostID? {
        try String.fetchOne(db, sql: "SELECT post FROM cases WHERE id = ?", arguments: [id.rawValue]).map(PostID.init(unchecked:))
    }

    /// Alerts an officer has ruled out for this traveller, with the version that was ruled out.
    func ruledOut(_ token: String, on day: CalendarDay, in db: Database) throws -> [RecordID: Int] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT alert, alert_version FROM not_this_person WHERE token = ? AND delete_on > ? ORDER BY position",
            arguments: [token, day.description])
        return Dictionary(rows.map { (RecordID(unchecked: $0[0]), $0[1]) }) { _, latest in latest }
    }

    /// Events after a ledger position, oldest first.
    package func live(after position: UInt64, limit: Int, in db: Database) throws -> [LiveEvent] {
        try events("WHERE position > ? ORDER BY position LIMIT ?", [Int64(position), limit], in: db)
    }

    /// The latest events, newest first.
    package func recent(limit: Int, in db: Database) throws -> [LiveEvent] {
        try events("ORDER BY position DESC LIMIT ?", [limit], in: db)
    }

    private func events(_ clause: String, _ arguments: StatementArguments, in db: Database) throws -> [LiveEvent] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT position, kind, at, post, word, list, case_id, protect, alone FROM live " + clause,
            arguments: arguments)
        return rows.map { row in
            LiveEvent(
                id: UInt64(bitPattern: row[0] as Int64), kind: LiveEvent.Kind(rawValue: row[1]) ?? .caseOpened,
                at: row[2], post: PostID(unchecked: row[3]), word: row[4],
                list: (row[5] as String?).map(ListID.init(unchecked:)),
                caseID: (row[6] as String?).map(RecordID.init(unchecked:)), protect: row[7], alone: row[8])
        }
    }
}
