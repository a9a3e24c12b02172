// Who may do what, why: the words. The decisions are made in Safeguards.

/// What an officer is at work for. There is no administrator of data: `sysadmin` runs the machine and reads nothing.
package enum Role: String, Codable, Sendable, CaseIterable {
    case firstLine = "first-line"
    case secondLine = "second-line"
    case nccDuty = "ncc-duty"
    case liaison
    case analyst
    case practitioner
    case trainingPlanner = "training-planner"
    case secretariat
    case dataProtection = "dpo"
    case monitor
    case sysadmin
}

/// Why someone looks. Every query carries one; there is no default.
package enum Purpose: String, Codable, Sendable, CaseIterable {
    case borderCheck = "border-check"
    case investigation
    case victimProtection = "victim-protection"
    case cooperation
    case training
    case administration
    case oversight
}

/// What is looked at or changed.
package enum AccessObject: String, Codable, Sendable, CaseIterable {
    case alertPerson = "alert-person"
    case alertDocument = "alert-document"
    case victimRecord = "victim-record"
    case request
    case communityPost = "community-post"
    case trainingRecord = "training-record"
    case strategicReport = "strategic-report"
    case auditLog = "audit-log"
    case contact
    case match
    case hit
    case referral
    case form
    case agreement
    case incident
    case account
    /// The log itself, never what it holds: opening its next number.
    case ledger
}

/// What is done to it. Withdrawing is an update; erasing is a delete, and takes two people.
package enum AccessAction: String, Codable, Sendable, CaseIterable {
    case read, create, update, delete
    case releaseAbroad = "release-abroad"
    case exportBulk = "export-bulk"
}

/// Whose data this is: data based on facts and on suspicion, and of victims and others, are kept apart.
///
/// Source: Directive (EU) 2016/680, Article 6 (categories of data subject).
package enum SubjectCategory: String, Codable, Sendable, CaseIterable {
    case suspect, wanted, convicted, victim, missing, child, witness, other
}
