// What the data protection officer does here: due reviews, who looked at what and why, who looked at this person, and the
// answer to a person who asks. Each question to the registers and to the audit is itself audited.

package import Foundation
package import Records

/// A person's request to know what is held about them.
package struct SubjectRequest: Sendable, Hashable {
    /// Our file number, printed on the letter.
    package var reference: String
    package var subject: AuditSubject
    package var received: CalendarDay

    package init(reference: String, subject: AuditSubject, received: CalendarDay) {
        self.reference = reference
        self.subject = subject
        self.received = received
    }

    /// Without undue delay and within a month.
    package var answerDue: CalendarDay { received.adding(days: 30) }
}

/// Everything found, for the officer; the letter tells the person only what may be told.
package struct SubjectFile: Sendable {
    package let request: SubjectRequest
    package let held: [HeldRecord]
    package let looks: [AuditLine]
    package let letter: AnswerLetter
}

package struct DataProtectionDesk: Sendable {
    private let gate: Gate
    private let job: RetentionJob
    private let subjects: [any SubjectRegister]
    private let authority: LetterHead
    private let now: @Sendable () -> Date

    package init(
        gate: Gate, job: RetentionJob, subjects: [any SubjectRegister], authority: LetterHead,
        now: @escaping @Sendable () -> Date
    ) {
        self.gate = gate
        self.job = job
        self.subjects = subjects
        self.authority = authority
        self.now = now
    }

    /// Records to be looked at again within some days.
    package func dueReviews(within days: Int = 30, by officer: Officer) async throws -> [DueReview] {
        let warrant = try await leave(.alertPerson, "due reviews", by: officer)
        _ = consume warrant
        return try job.reviews(within: days)
    }

    /// Who looked at what, and why.
    package func looks(_ filter: AuditFilter, by officer: Officer) async throws -> [AuditLine] {
        try gate.audit.archive.show(filter, under: try await leave(.auditLog, "looks", by: officer))
    }

    /// Who looked at this person.
    package func looks(
        at subject: AuditSubject, records: [RecordID] = [], by officer: Officer
    ) async throws -> [AuditLine] {
        try gate.audit.archive.whoLookedAt(
            subject, records: records,
            under: try await leave(.auditLog, "looks at a person", subject: subject, by: officer))
    }

    /// Everything about a person who asks, and the letter to send after reading it.
    ///
    /// - Parameter words: the language the person reads.
    package func answer(
        _ request: SubjectRequest, by officer: Officer, in words: LetterWords = .english
    ) async throws -> SubjectFile {
        var held: [HeldRecord] = []
        for register in subjects {
            let warrant = try await leave(
                register.object, "data subject request", subject: request.subject, by: officer)
            held += try register.held(about: request.subject, under: warrant)
        }
        let looks = try await looks(at: request.subject, records: held.map(\.record), by: officer)
        let letter = AnswerLetter(
            to: request, held: held, looks: looks, from: authority, on: AuditShelf.day(now()), words: words)
        return SubjectFile(request: request, held: held, looks: looks, letter: letter)
    }

    private func leave(
        _ object: AccessObject, _ what: String, subject: AuditSubject = .none, by officer: Officer
    ) async throws -> Warrant {
        try await gate.warrant(
            for: AuditedQuery(.read, object, for: .oversight, at: officer.post, what: what, subject: subject),
            by: officer)
    }
}
