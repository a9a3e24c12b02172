// The words of the answer letter, one set a language.

import Records

package struct LetterWords: Sendable {
    package var reference, date, received, title, opening: String
    package var heldTitle, nothingToTell, looksTitle, noLooks, recipients: String
    package var limitsTitle, limits, rightsTitle, contact, complaint: String
    package var rights: [String]
    package var held: @Sendable (HeldRecord) -> String
    /// Month as `2026-11`, and how often.
    package var looks: @Sendable (String, Int) -> String

    /// Content of the answer: Directive (EU) 2016/680 art. 14; limits art. 15; the way through the supervisory authority
    /// art. 17. National law may ask for more: the officer edits before signing.
    package static let english = LetterWords(
        reference: "Our reference", date: "Date", received: "Your request of",
        title: "Your request for access to your personal data",
        opening: """
            You asked which personal data about you this authority processes. We searched our registers by the particulars \
            you gave us. This letter says what we found and may tell you.
            """,
        heldTitle: "What we hold",
        nothingToTell: "There are no personal data about you that we can give you.",
        looksTitle: "When your data were looked up at a border",
        noLooks: "There is no border check of the last three years that we can tell you about.",
        recipients: """
            Border checks are made by officers of this authority who are authorised for that purpose. Every look is \
            recorded with the officer, the time and the reason, and is open to inspection by the data protection officer.
            """,
        limitsTitle: "Limits",
        limits: """
            The law allows us to withhold information, in whole or in part, where giving it would obstruct an inquiry, \
            prejudice the prevention or prosecution of offences, endanger public or national security, or harm the rights of \
            others. Every letter of this kind carries this paragraph; it says nothing about your own case.
            """,
        rightsTitle: "Your rights",
        contact: "Data protection officer", complaint: "Supervisory authority",
        rights: [
            "You may ask us to correct data that are wrong and to complete data that are incomplete.",
            "You may ask us to erase data that are processed unlawfully or longer than allowed, or to restrict their use "
                + "while their accuracy is disputed.",
            "You may exercise these rights through the supervisory authority, which can check for you what we may not tell you.",
            "You may complain to the supervisory authority, and you may go to court.",
        ],
        held: { record in
            let purposes = record.purposes.map(\.rawValue).joined(separator: ", ")
            return "\(record.what), since \(record.since). Purpose: \(purposes). Legal basis: \(record.legalBasis). "
                + "To be reviewed by \(record.retention.review), deleted at the latest on \(record.retention.delete)."
        },
        looks: { month, count in "\(month): \(count == 1 ? "once" : "\(count) times")" })
}
