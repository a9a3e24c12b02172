// The JSON forms of the API where they differ from the rooms' own values. Field for field as Assets/openapi.json says.
import BorderControl
import Foundation
import Records
import Safeguards
import TravelDocuments
import Watchlists

struct SessionWish: Decodable {
    var name: String
    var password: String
    var code: String?
    var purpose: Purpose
    var post: PostID?
    var direction: Direction?
}

struct SessionDocument: Encodable {
    var token: String
    var officer: OfficerID
    var roles: [String]
    var purpose: Purpose
    var post: PostID?
}

struct TravellerWish: Decodable {
    /// Lines, or one text that `MRZLines` takes apart.
    var mrz: [String]?
    var name: String?
    var birth: PartialDate?
    var number: DocumentNumber?
    var issuer: CountryCode?

    var presented: ScreeningRequest.Presented {
        if let mrz { return .machineReadable(mrz.count == 1 ? MRZLines.split(mrz[0]) : mrz.map { $0.uppercased() }) }
        return .typed(
            Traveller(
                name: .written(name ?? ""), birth: birth,
                document: number.map { IdentityDocument(number: $0, issuer: issuer) }))
    }
}

struct ScreeningWish: Decodable {
    var purpose: Purpose
    var post: PostID?
    var direction: Direction?
    var group: RecordID?
    var traveller: TravellerWish

    private enum CodingKeys: CodingKey { case purpose, post, direction, group }

    init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        purpose = try box.decode(Purpose.self, forKey: .purpose)
        post = try box.decodeIfPresent(PostID.self, forKey: .post)
        direction = try box.decodeIfPresent(Direction.self, forKey: .direction)
        group = try box.decodeIfPresent(RecordID.self, forKey: .group)
        traveller = try TravellerWish(from: decoder)
    }
}

struct ManifestWish: Decodable {
    var purpose: Purpose
    var post: PostID?
    var direction: Direction?
    var travellers: [TravellerWish]
}

struct ManifestLineDocument: Encodable {
    var answer: ScreeningDocument?
    /// Why the line was not asked; quotes nothing of it.
    var refused: String?

    init(_ line: ManifestLine) {
        answer = line.answer.map(ScreeningDocument.init)
        refused = line.refusal?.description
    }
}

struct ScreeningDocument: Encodable {
    struct Reason: Encodable {
        var code: String
        var text: String
        var details: [String: String]
    }

    var outcome: Outcome
    var reasons: [Reason]
    var caseID: RecordID?
    var folded: Bool
    var clearedBefore: Bool
    var group: TravelGroup?
    var verdict: String?
    var auditIndex: UInt64
    var rules: ScreeningRules

    enum CodingKeys: String, CodingKey {
        case outcome, reasons, caseID = "case", folded, clearedBefore, group, verdict = "zone", auditIndex, rules
    }

    init(_ answer: ScreeningAnswer) {
        outcome = answer.outcome
        reasons = answer.reasons.map { Reason(code: $0.code, text: $0.description, details: $0.details) }
        caseID = answer.caseID
        folded = answer.folded
        clearedBefore = answer.clearedBefore
        group = answer.group
        verdict = answer.reading?.verdict.rawValue
        auditIndex = answer.auditIndex
        rules = answer.rules
    }
}

struct ReferralWish: Decodable {
    var kind: ReferralKind
    var post: PostID
    var `case`: RecordID?
}

struct DecisionWish: Decodable {
    var purpose: Purpose
    var verdict: Verdict
    var reason: VerdictReason
    var match: Int?
    var note: String?
}

struct SearchWish: Decodable {
    var purpose: Purpose
    var name: String?
    var number: DocumentNumber?
    var list: ListID?
    var reference: String?
}

struct AlertWish: Decodable {
    var purpose: Purpose
    var person: Identity?
    var document: IdentityDocument?
    var status: DocumentStatus?
    var action: AlertAction
    var reason: AlertReason
    var category: SubjectCategory
    var legalBasis: String
    var reference: String

    func draft() throws(Problem) -> AlertDraft {
        let subject: Alert.Subject
        switch (person, document, status) {
        case (let person?, nil, nil): subject = .person(person)
        case (nil, let document?, let status?): subject = .document(document, status)
        default:
            throw Problem(400, "alert-unsound", "an alert is about one person, or about one document with its status: send one of them")
        }
        return AlertDraft(
            subject, action: action, reason: reason, category: category, legalBasis: legalBasis, reference: reference)
    }
}

struct WithdrawalWish: Decodable {
    var purpose: Purpose
    var reason: String
}

struct AuditLineDocument: Encodable {
    var id: String
    var time: String
    var officer: OfficerID
    var purpose: Purpose
    var what: String
    var object: AccessObject?
    var action: AccessAction?
    var post: PostID?
    var refused: Bool
    var reason: String?
    var record: RecordID?

    init(_ line: AuditLine) {
        id = line.id
        time = Moment(line.time, zoneMinutes: 0).iso
        officer = line.officer
        purpose = line.purpose
        what = line.what
        object = line.object
        action = line.action
        post = line.post
        refused = line.refused
        reason = line.reason?.rawValue
        record = line.record
    }
}
