// What an alert says: whom or what it is about, who asks, and what shall be done on meeting it. Nothing about why in
// words: a narrative belongs to its owner and travels as a form, on request, to the desk that needs it.

package import Records

/// The body of a record of kind `alert`. Handling, purposes and retention stand in the record's header.
package struct Alert: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case person(Identity)
        case document(IdentityDocument, DocumentStatus)
    }

    package var subject: Subject
    package var list: ListID
    /// The list's own name for the entry: `UN:QDi.278`, `OFAC:10852`. At most 128 bytes.
    package var reference: String
    package var action: AlertAction
    package var reason: AlertReason
    package var category: SubjectCategory
    /// The authority that made or imported it.
    package var owner: NodeID
    /// When the list's publisher first listed the entry, where it says so. (The age of a list file is kept per import.)
    package var listed: CalendarDay?
    /// The law or the order it rests on, as its author wrote it. Here, where it can be erased, and not in the header.
    package var basis: String?

    package init(
        _ subject: Subject, list: ListID, reference: String, action: AlertAction, reason: AlertReason,
        category: SubjectCategory, owner: NodeID, listed: CalendarDay? = nil, basis: String? = nil
    ) {
        self.subject = subject
        self.list = list
        self.reference = reference
        self.action = action
        self.reason = reason
        self.category = category
        self.owner = owner
        self.listed = listed
        self.basis = basis
    }

    package var kind: AlertSubjectKind {
        switch subject {
        case .person: .person
        case .document: .document
        }
    }
}

extension RecordKind {
    package static let alert: Self = "alert"
    /// Closes an import: names the list, its counts and the entries that become visible with it.
    package static let listImport: Self = "list-import"
}

package enum AlertSubjectKind: String, Codable, Sendable, CaseIterable {
    case person, document
}

/// Why a document is sought.
package enum DocumentStatus: String, Codable, Sendable, CaseIterable {
    case stolen, lost, revoked, invalidated
}

/// The class of reason, for the desk's sorting and for statistics. No list position, no offence, no story.
package enum AlertReason: String, Codable, Sendable, CaseIterable {
    case sanctions, wanted
    case entryRefused = "entry-refused"
    case missing, vulnerable, judicial, security
    case documentMisuse = "document-misuse"
}

extension Alert: Codable {
    private enum CodingKeys: String, CodingKey {
        case person, document, status, list, reference, action, reason, category, owner, listed, basis
    }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        if let person = try box.decodeIfPresent(Identity.self, forKey: .person) {
            subject = .person(person)
        } else {
            subject = .document(
                try box.decode(IdentityDocument.self, forKey: .document),
                try box.decode(DocumentStatus.self, forKey: .status))
        }
        list = try box.decode(ListID.self, forKey: .list)
        reference = try box.decode(String.self, forKey: .reference)
        action = try box.decode(AlertAction.self, forKey: .action)
        reason = try box.decode(AlertReason.self, forKey: .reason)
        category = try box.decode(SubjectCategory.self, forKey: .category)
        owner = try box.decode(NodeID.self, forKey: .owner)
        listed = try box.decodeIfPresent(CalendarDay.self, forKey: .listed)
        basis = try box.decodeIfPresent(String.self, forKey: .basis)
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        switch subject {
        case .person(let identity): try box.encode(identity, forKey: .person)
        case .document(let document, let status):
            try box.encode(document, forKey: .document)
            try box.encode(status, forKey: .status)
        }
        try box.encode(list, forKey: .list)
        try box.encode(reference, forKey: .reference)
        try box.encode(action, forKey: .action)
        try box.encode(reason, forKey: .reason)
        try box.encode(category, forKey: .category)
        try box.encode(owner, forKey: .owner)
        try box.encodeIfPresent(listed, forKey: .listed)
        try box.encodeIfPresent(basis, forKey: .basis)
    }
}
