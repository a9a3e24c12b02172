// What an audit entry keeps sealed under the key of its day: the question itself and whom it was about.

import Foundation
import Ledger
import Records

struct AuditBody: Codable, Hashable, Sendable {
    static let longestText = 2_000

    var what: String
    var post: PostID?
    var reason: AccessDecision.Reason?
    var obligations: [AccessObligation]?
    var category: SubjectCategory?
    var record: RecordID?
    var subject: AuditSubject?
    var text: String?
    /// The other officer of four eyes.
    var second: OfficerID?
    /// Merkle root of the questions of a batch, in base64.
    var batch: String?

    init(what: String, post: PostID? = nil, record: RecordID? = nil) {
        self.what = what
        self.post = post
        self.record = record
    }

    init(_ query: AuditedQuery, decision: AccessDecision, second: OfficerID?) {
        self.init(what: query.what, post: query.post, record: query.record)
        reason = decision.reason
        obligations = decision.obligations.isEmpty ? nil : decision.obligations
        category = query.circumstances.category
        subject = query.subject.isEmpty ? nil : query.subject
        text = query.text.map { String(decoding: $0.utf8.prefix(Self.longestText), as: UTF8.self) }
        self.second = second
    }

    /// JSON with sorted keys, absent fields left out: what `JSONEncoder` writes with `.sortedKeys`, at a tenth of its cost.
    var bytes: [UInt8] {
        JSONWriter.object { out in
            out.text("batch", batch)
            out.text("category", category?.rawValue)
            if let obligations { out.list("obligations", obligations.map(\.rawValue)) }
            out.text("post", post?.rawValue)
            out.text("reason", reason?.rawValue)
            out.text("record", record?.rawValue)
            out.text("second", second?.rawValue)
            if let subject {
                out.object("subject") { out in
                    out.text("birth", subject.birth?.description)
                    out.text("document", subject.document?.value)
                    out.text("name", subject.name)
                }
            }
            out.text("text", text)
            out.text("what", what)
        }
    }

    init(bytes: [UInt8]) throws { self = try JSONDecoder().decode(AuditBody.self, from: Data(bytes)) }
}
