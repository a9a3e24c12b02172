// The answer to a person who asks what is held about them: searched, written, and shown to be read and signed.
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    func letterForm(_ visit: Visit) -> Reply {
        pages.page(
            "letter", of: "data-protection", title: "dp.letter", for: visit,
            [
                "today": "\(Moment(visit.now, zoneMinutes: configuration.zoneMinutes).day)",
                "languages": pages.languages.all.map {
                    ["code": $0.code, "title": $0.name, "chosen": $0.code == visit.language.code] as [String: Any]
                },
            ])
    }

    /// The person's language, which need not be the officer's.
    private func words(in language: Language) -> LetterWords {
        guard language.code == "ar" else { return .english }
        return .arabic(
            naming: { record in
                var details = record.details
                details["action"] = details["action"].map { language.word("action", $0) }
                return language.text("held.\(record.word)", details)
            },
            basis: { language.texts["held-basis.\($0.word)"] ?? $0.legalBasis },
            purpose: { language["purpose.\($0.rawValue)"] })
    }

    func letter(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        guard let received = CalendarDay(try visit.field("received")) else {
            throw Problem.unreadable("received", expected: "a day written YYYY-MM-DD")
        }
        let request = SubjectRequest(
            reference: try visit.field("reference"), subject: try subject(visit.form), received: received)
        let language = pages.languages[visit.form["letter-language"] ?? ""] ?? visit.language
        let words = words(in: language)
        let file = try await rooms.protection.answer(request, by: guest.officer, in: words)
        return pages.page(
            "letter", of: "data-protection", title: "dp.letter", for: visit,
            [
                "letter": ["html": file.letter.html, "code": language.code, "dir": language.rightToLeft ? "rtl" : "ltr"],
                "due": "\(request.answerDue)", "held": "\(file.held.count)",
                "looks": "\(file.looks.count)",
                "restricted": file.held.filter { $0.restriction != nil }.map {
                    [
                        "record": $0.record.rawValue, "what": $0.what,
                        "ground": visit.language.word("restriction", $0.restriction?.rawValue ?? ""),
                    ]
                },
            ])
    }

    /// Whom a question is about: by document, by name with birth date, or both.
    func subject(_ form: Form) throws -> AuditSubject {
        let number = try form["number"].map { text in
            guard let number = DocumentNumber(text) else { throw Problem.unreadable("number", expected: "1 to 40 letters and digits") }
            return number
        }
        let birth = try form["birth"].map { text in
            guard let date = PartialDate(text) else { throw Problem.unreadable("birth", expected: "YYYY-MM-DD, YYYY-MM or YYYY") }
            return date
        }
        let subject = AuditSubject(document: number, name: form["name"], birth: birth)
        guard subject.document != nil || subject.name != nil else { throw Problem.missing("name or number") }
        return subject
    }
}
