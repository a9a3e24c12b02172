// One decision: asked with everything it depends on, answered with a reason and with what follows from it.

package import Records

/// The other person of four eyes, as far as there is one.
package enum SecondPerson: String, Codable, Sendable {
    case missing, same, other
}

/// Everything a decision depends on. It has no place for who the traveller is.
package struct AccessRequest: Hashable, Sendable {
    package var role: Role
    package var onDuty: Bool
    package var secondFactorFresh: Bool
    package var object: AccessObject
    package var action: AccessAction
    package var purpose: Purpose
    package var circumstances: AccessCircumstances
    package var secondPerson: SecondPerson

    package init(
        role: Role, onDuty: Bool, secondFactorFresh: Bool, object: AccessObject, action: AccessAction,
        purpose: Purpose, circumstances: AccessCircumstances = .ours, secondPerson: SecondPerson = .missing
    ) {
        self.role = role
        self.onDuty = onDuty
        self.secondFactorFresh = secondFactorFresh
        self.object = object
        self.action = action
        self.purpose = purpose
        self.circumstances = circumstances
        self.secondPerson = secondPerson
    }
}

/// What is known of the object itself.
package struct AccessCircumstances: Hashable, Codable, Sendable {
    /// Another state's object; `released` says whether it was released to ours.
    package var foreign = false
    package var released = true
    package var pastDeleteDate = false
    /// Nobody in particular without one.
    package var category: SubjectCategory?
    /// An agreement covers a release abroad.
    package var agreement = false
    /// The victim consents, or a life is at stake.
    package var consentOrVitalInterest = false
    /// Claimed in an emergency by an officer who answers for it afterwards.
    package var breakGlass = false

    package init(category: SubjectCategory? = nil) { self.category = category }

    /// An object of our own, alive, about nobody in particular.
    package static let ours = AccessCircumstances()
}

/// What the decision asks of those who carry it out.
package enum AccessObligation: String, Codable, Sendable, CaseIterable, Comparable {
    case logPurpose = "log-purpose"
    case notifyDataProtection = "notify-dpo"
    case notifyOriginator = "notify-originator"
    case reviewWithinDay = "review-24h"

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

package struct AccessDecision: Hashable, Sendable {
    package enum Outcome: String, Codable, Sendable {
        case permit, deny
        /// Permitted as soon as a second person agrees.
        case fourEyes = "four-eyes"
    }

    package enum Reason: String, Codable, Sendable, CaseIterable {
        case rule
        case breakGlass = "break-glass"
        case offDuty = "off-duty"
        case pastDeleteDate = "past-delete-date"
        case notReleased = "not-released"
        case originatorOnly = "originator-only"
        case role, purpose
        case stepUpNeeded = "step-up-needed"
        case noAgreement = "no-agreement"
        case victimSafeguard = "victim-safeguard"
        case category
        case secondPersonNeeded = "second-person-needed"
        case samePerson = "same-person"
    }

    package var outcome: Outcome
    package var reason: Reason
    /// Sorted.
    package var obligations: [AccessObligation]

    static func deny(_ reason: Reason, _ obligations: [AccessObligation] = []) -> AccessDecision {
        AccessDecision(outcome: .deny, reason: reason, obligations: obligations)
    }
}

extension AccessPolicy {
    /// Deny by default; the tests run in the order of the agreed rules and the first that fires decides.
    package static func decide(_ request: AccessRequest) -> AccessDecision {
        let facts = request.circumstances
        if dutyRoles.contains(request.role), !request.onDuty { return .deny(.offDuty) }
        if facts.pastDeleteDate { return .deny(.pastDeleteDate) }
        if facts.foreign, !facts.released { return .deny(.notReleased) }
        if facts.foreign, request.action == .update || request.action == .delete { return .deny(.originatorOnly) }

        let purposes = table[request.object]?[request.role]?[request.action]
        guard let purposes, purposes.contains(request.purpose) else {
            return breaksGlass(request) ?? .deny(purposes == nil ? .role : .purpose)
        }
        if let refusal = safeguard(request) { return .deny(refusal) }

        let obligations = obligations(of: request)
        guard fourEyes[request.object]?.contains(request.action) == true else {
            return AccessDecision(outcome: .permit, reason: .rule, obligations: obligations)
        }
        return switch request.secondPerson {
        case .missing: AccessDecision(outcome: .fourEyes, reason: .secondPersonNeeded, obligations: obligations)
        case .same: .deny(.samePerson, obligations)
        case .other: AccessDecision(outcome: .permit, reason: .rule, obligations: obligations)
        }
    }

    private static func breaksGlass(_ request: AccessRequest) -> AccessDecision? {
        guard request.circumstances.breakGlass, dutyRoles.contains(request.role), request.secondFactorFresh,
            request.action == .read, breakGlass.contains(request.object)
        else { return nil }
        var obligations: [AccessObligation] = [.logPurpose, .notifyDataProtection, .reviewWithinDay]
        if request.circumstances.foreign { obligations.append(.notifyOriginator) }
        return AccessDecision(outcome: .permit, reason: .breakGlass, obligations: obligations.sorted())
    }

    /// What the role and the purpose allow, the moment or the person concerned may still forbid.
    private static func safeguard(_ request: AccessRequest) -> AccessDecision.Reason? {
        let facts = request.circumstances
        if request.action != .read, stepUp.contains(request.object), !request.secondFactorFresh {
            return .stepUpNeeded
        }
        if request.action == .releaseAbroad {
            if !facts.agreement { return .noAgreement }
            if facts.category == .victim, !facts.consentOrVitalInterest { return .victimSafeguard }
        }
        // Sending a victim or a child on to help is open to everyone who meets them.
        let helps = request.object == .contact || request.object == .referral && request.action == .create
        if request.role == .firstLine, facts.category == .victim || facts.category == .child, !helps {
            return .category
        }
        return nil
    }

    private static func obligations(of request: AccessRequest) -> [AccessObligation] {
        guard request.circumstances.foreign, notifiesOriginator.contains(request.object) else { return [.logPurpose] }
        return [.logPurpose, .notifyOriginator]
    }
}
