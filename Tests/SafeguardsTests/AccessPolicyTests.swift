import Foundation
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `The access policy` {
    @Test func `answers every decided case as agreed`() throws {
        let cases = try lines(Case.self, "access/cases.jsonl")
        let expected = try lines(Answer.self, "access/expected.jsonl")
        #expect(cases.count == 120 && expected.count == 120)
        for (asked, answer) in zip(cases, expected) {
            let decision = AccessPolicy.decide(asked.request)
            let given = Answer(
                id: asked.id, decision: decision.outcome.rawValue, reason: decision.reason.rawValue,
                obligations: decision.obligations.map(\.rawValue))
            #expect(given == answer)
        }
    }

    @Test func `grants what the agreed table grants, and no more`() throws {
        let agreed = try JSONDecoder().decode(Agreed.self, from: Data(contentsOf: fixture("access/policy.json")))
        for object in AccessObject.allCases {
            guard let roles = agreed.policy[object.rawValue] else { continue }
            for role in Role.allCases {
                for action in AccessAction.allCases {
                    let purposes = Set(roles[role.rawValue]?[action.rawValue] ?? [])
                    let ours = AccessPolicy.purposes(of: role, to: action, object)
                    #expect(Set(ours.map(\.rawValue)) == purposes, "\(object) \(role) \(action)")
                }
            }
        }
        for pair in agreed.four_eyes {
            let object = try #require(AccessObject(rawValue: pair[0]))
            let action = try #require(AccessAction(rawValue: pair[1]))
            let role = try #require(Role.allCases.first { AccessPolicy.allows($0, action, object) })
            let purpose = try #require(AccessPolicy.purposes(of: role, to: action, object).first)
            var facts = AccessCircumstances()
            facts.agreement = true
            let decision = AccessPolicy.decide(
                AccessRequest(
                    role: role, onDuty: true, secondFactorFresh: true, object: object, action: action,
                    purpose: purpose, circumstances: facts))
            #expect(decision.outcome == .fourEyes)
        }
    }

    @Test func `gives an administrator no data, whatever is claimed`() {
        var facts = AccessCircumstances()
        facts.breakGlass = true
        // The log itself is no data: only its next number can be opened, and that takes two.
        for object in AccessObject.allCases where object != .account && object != .ledger {
            for action in AccessAction.allCases {
                for purpose in Purpose.allCases {
                    let decision = AccessPolicy.decide(
                        AccessRequest(
                            role: .sysadmin, onDuty: true, secondFactorFresh: true, object: object,
                            action: action, purpose: purpose, circumstances: facts, secondPerson: .other))
                    #expect(decision.outcome == .deny)
                }
            }
        }
    }

    @Test func `lets the first line send a victim to help, and read nothing else about them`() {
        func decide(_ action: AccessAction, _ object: AccessObject) -> AccessDecision {
            AccessPolicy.decide(
                AccessRequest(
                    role: .firstLine, onDuty: true, secondFactorFresh: false, object: object, action: action,
                    purpose: .borderCheck, circumstances: AccessCircumstances(category: .victim)))
        }
        #expect(decide(.create, .referral).outcome == .permit)
        #expect(decide(.read, .contact).outcome == .permit)
        #expect(decide(.read, .alertPerson).reason == .category)
        #expect(decide(.read, .match).reason == .category)
    }

    /// A decision has no input that says who the person is: the fields are listed here so that a new one is noticed.
    @Test func `cannot depend on who the person is`() {
        let request = AccessRequest(
            role: .firstLine, onDuty: true, secondFactorFresh: false, object: .match, action: .read,
            purpose: .borderCheck)
        #expect(
            names(request) == [
                "action", "circumstances", "object", "onDuty", "purpose", "role", "secondFactorFresh", "secondPerson",
            ])
        #expect(
            names(request.circumstances) == [
                "agreement", "breakGlass", "category", "consentOrVitalInterest", "foreign", "pastDeleteDate",
                "released",
            ])
    }

    private func names(_ value: Any) -> [String] { Mirror(reflecting: value).children.compactMap(\.label).sorted() }
}

private struct Agreed: Decodable {
    var policy: [String: [String: [String: [String]]]]
    var four_eyes: [[String]]
}

private struct Answer: Decodable, Equatable {
    var id, decision, reason: String
    var obligations: [String]
}

private struct Case: Decodable {
    var id: String
    var role: Role
    var user_state, object_state: String
    var on_duty, mfa_fresh, released_to_user_state, expired, agreement, victim_consent_or_vital, break_glass: Bool
    var object: AccessObject
    var action: AccessAction
    var purpose: Purpose
    var category: String
    var second_person: SecondPerson?

    var request: AccessRequest {
        var facts = AccessCircumstances(category: SubjectCategory(rawValue: category))
        facts.foreign = user_state != object_state
        facts.released = released_to_user_state
        facts.pastDeleteDate = expired
        facts.agreement = agreement
        facts.consentOrVitalInterest = victim_consent_or_vital
        facts.breakGlass = break_glass
        return AccessRequest(
            role: role, onDuty: on_duty, secondFactorFresh: mfa_fresh, object: object, action: action,
            purpose: purpose, circumstances: facts, secondPerson: second_person ?? .missing)
    }
}

private func lines<Line: Decodable>(_ type: Line.Type, _ path: String) throws -> [Line] {
    try String(contentsOf: fixture(path), encoding: .utf8).split(separator: "\n").map {
        try JSONDecoder().decode(type, from: Data($0.utf8))
    }
}
