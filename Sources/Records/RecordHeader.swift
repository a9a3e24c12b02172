// What the ledger says for ever about a record: who made it, when, under which rules. No personal data, ever:
// the body holds that, beside the ledger, and can be destroyed.

/// When a record must be looked at again, and when it must be gone.
package struct Retention: Hashable, Codable, Sendable {
    package var review: CalendarDay
    package var delete: CalendarDay

    /// - Precondition: `review` is not after `delete`.
    package init(review: CalendarDay, delete: CalendarDay) {
        precondition(review <= delete, "a record must be reviewed before it is deleted")
        self.review = review
        self.delete = delete
    }
}

/// The statement an author commits to: everything about a record but its body.
///
/// Written as JSON with sorted keys; those bytes are the ledger entry and are hashed as they are.
package struct RecordHeader: Hashable, Codable, Sendable {
    package var id: RecordID
    package var kind: RecordKind
    /// 1 for the first; a correction is the next version. A withdrawal is a version without a body.
    package var version: Int
    package var node: NodeID
    /// Pseudonym of the officer, or of the job, that made it.
    package var author: OfficerID
    /// Milliseconds since 1970-01-01 UTC.
    package var issued: Int64
    package var handling: Handling
    package var purposes: [Purpose]
    package var legalBasis: String
    package var agreement: String?
    package var retention: Retention

    package init(
        id: RecordID, kind: RecordKind, version: Int = 1, node: NodeID, author: OfficerID, issued: Int64,
        handling: Handling, purposes: [Purpose], legalBasis: String, agreement: String? = nil, retention: Retention
    ) {
        self.id = id
        self.kind = kind
        self.version = version
        self.node = node
        self.author = author
        self.issued = issued
        self.handling = handling
        self.purposes = purposes
        self.legalBasis = legalBasis
        self.agreement = agreement
        self.retention = retention
    }
}
