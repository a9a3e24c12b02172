// What an alert asks for, as one table: the page an officer reads and the code that runs are the same thing.

package import Records

/// The action to take when a person or document is met. The software takes none of them: it tells an officer.
///
/// Modelled on the alert kinds of SIS, Regulations (EU) 2018/1860, 1861 and 1862.
package enum AlertAction: String, Codable, Sendable, CaseIterable {
    /// Arrest for surrender or extradition. 2018/1862 Art. 26.
    case arrest
    /// Check whether entry is to be refused. 2018/1861 Art. 24.
    case refuseEntryCheck = "refuse-entry-check"
    /// Missing or vulnerable person, child at risk: bring into protection. 2018/1862 Art. 32.
    case protect
    /// Locate for a judicial procedure. 2018/1862 Art. 34.
    case locate
    /// Report the passage unnoticed. 2018/1862 Art. 36.
    case discreetCheck = "discreet-check"
    /// Interview by the questions in the form. 2018/1862 Art. 36.
    case inquiryCheck = "inquiry-check"
    /// Search person and belongings as national law allows. 2018/1862 Art. 36.
    case specificCheck = "specific-check"
    /// Take the document. 2018/1862 Art. 38.
    case seizeDocument = "seize-document"
    /// Make sure who the person is and ask the list's owner or the national focal point. (Sanctions lists.)
    case verifyIdentity = "verify-identity"
}

/// One row of the table of actions.
package struct AlertActionRule: Sendable {
    package let action: AlertAction
    /// As a heading.
    package let title: String
    /// What the officer is asked to do; shown once a second line has the case.
    package let instruction: String
    /// The traveller and the first line must not learn of it: the first line sees "second line" and no more.
    package let isDiscreet: Bool
    /// A person to protect: shown with the shield, never with the words of a search.
    package let protects: Bool
    /// What it may be asked of.
    package let subjects: Set<AlertSubjectKind>
    /// Years until the record is deleted unless its owner extends it.
    package let years: Int
    package let source: String
}

extension AlertAction {
    package var rule: AlertActionRule { Self.rules[self]! }

    package static let rules: [AlertAction: AlertActionRule] = Dictionary(
        uniqueKeysWithValues: table.map { ($0.action, $0) })

    /// Terms: 5 years for arrest and missing persons, 3 years for others, 1 year for checks.
    /// Source: Regulation (EU) 2018/1862 Art. 53 and 2018/1861 Art. 39 (review periods).
    private static let table: [AlertActionRule] = [
        AlertActionRule(
            action: .arrest, title: "Wanted for arrest",
            instruction: "Keep the person at the post as the law allows and call the duty officer.",
            isDiscreet: false, protects: false, subjects: [.person], years: 5, source: "2018/1862 Art. 26, 53"
        ),
        AlertActionRule(
            action: .refuseEntryCheck, title: "Entry to be checked",
            instruction: "Check with the owner whether the decision on entry still stands.",
            isDiscreet: false, protects: false, subjects: [.person], years: 3, source: "2018/1861 Art. 24, 39"
        ),
        AlertActionRule(
            action: .protect, title: "Person to protect",
            instruction: "Stay with the person, call the contact for victims and children, tell the owner.",
            isDiscreet: false, protects: true, subjects: [.person], years: 5, source: "2018/1862 Art. 32, 53"),
        AlertActionRule(
            action: .locate, title: "Sought for a judicial procedure",
            instruction: "Ask for the address and send it to the owner.",
            isDiscreet: false, protects: false, subjects: [.person], years: 3, source: "2018/1862 Art. 34, 53"
        ),
        AlertActionRule(
            action: .discreetCheck, title: "Discreet check",
            instruction:
                "Do not let the person notice. Note place, time, route, company and means of transport.",
            isDiscreet: true, protects: false, subjects: [.person, .document], years: 1,
            source: "2018/1862 Art. 36, 53"),
        AlertActionRule(
            action: .inquiryCheck, title: "Inquiry check",
            instruction: "Interview the person by the questions in the owner's form.",
            isDiscreet: false, protects: false, subjects: [.person], years: 1, source: "2018/1862 Art. 36, 53"
        ),
        AlertActionRule(
            action: .specificCheck, title: "Specific check",
            instruction: "Search person, belongings and vehicle as national law allows.",
            isDiscreet: false, protects: false, subjects: [.person, .document], years: 1,
            source: "2018/1862 Art. 36, 53"),
        AlertActionRule(
            action: .seizeDocument, title: "Document to be taken",
            instruction:
                "Keep the document, give a receipt, find out how the holder came by it. A holder may be a victim.",
            isDiscreet: false, protects: false, subjects: [.document], years: 3,
            source: "2018/1862 Art. 38, 54"),
        AlertActionRule(
            action: .verifyIdentity, title: "Identity to be verified",
            instruction: "Make sure whether this is the listed person, then ask the national focal point.",
            isDiscreet: false, protects: false, subjects: [.person, .document], years: 3,
            source: "Security Council resolutions and national sanctions law: travel ban, asset freeze"),
    ]

    /// Telling the person of it would warn them: left out of what they are told.
    package var isInquiry: Bool { rule.isDiscreet || self == .arrest }

    /// Retention from the day of issue: deleted after the term, looked at again four months before.
    package func retention(from day: CalendarDay) -> Retention {
        let end = day.adding(years: rule.years)
        return Retention(review: end.adding(days: -120), delete: end)
    }
}
