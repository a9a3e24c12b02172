// A traveller and a listed identity side by side, part by part, each with the rule that says so. The page shows evidence;
// it never shows a score as a verdict.
import BorderControl
import Matching
import Records
import Watchlists

extension Desks {
    /// - Parameter number: place in the case, from 0.
    func comparison(_ match: AlertMatch, number: Int, of file: CaseFile, in language: Language) -> [String: Any] {
        let evidence = match.evidence
        let rule = match.action.rule
        var values: [String: Any] = [
            "number": "\(number + 1)", "list": match.list.rawValue, "reference": match.reference,
            "category": language.word("category", match.category.rawValue), "protects": rule.protects,
            "isPerson": match.subject == .person, "discreet": rule.isDiscreet, "alert": match.alert.rawValue,
            "action": language.texts["action.\(match.action.rawValue)"] ?? rule.title,
            "instruction": language.texts["instruction.\(match.action.rawValue)"] ?? rule.instruction,
            "parts": evidence.name.parts.map { part($0, in: language) },
            "missing": missing(evidence, isPerson: match.subject == .person, in: language),
        ]
        if let listed = evidence.name.listed {
            values["listedName"] = listed.value
            values["listedKind"] = language.word("name-kind", listed.kind.rawValue)
        }
        if match.subject == .person {
            values["birth"] =
                [
                    "traveller": evidence.birth.traveller?.description ?? language["frame.unknown"],
                    "listed": evidence.birth.listed?.description ?? language["frame.unknown"],
                    "relation": language.word("birth", evidence.birth.relation.rawValue),
                    "same": evidence.birth.relation == .same, "rule": language.rule(evidence.birth.reason),
                ] as [String: Any]
            if let axis = BirthAxis(evidence.birth.traveller, evidence.birth.listed) { values["axis"] = axis.values }
        }
        if evidence.document.relation != .none || match.subject == .document {
            values["document"] =
                [
                    "traveller": evidence.document.traveller?.value ?? "", "listed": evidence.document.listed?.value ?? "",
                    "relation": language.word("document-relation", evidence.document.relation.rawValue),
                    "same": evidence.document.relation == .same, "rule": language.rule(evidence.document.reason),
                ] as [String: Any]
        }
        return values
    }

    private func part(_ part: NamePart, in language: Language) -> [String: Any] {
        [
            "traveller": part.traveller ?? "–", "listed": part.listed ?? "–",
            "relation": language.word("part", part.relation.rawValue), "rule": language.rule(part.rule),
            "same": part.relation == .same || part.relation == .variant, "differs": part.relation == .differs,
        ]
    }

    private func missing(_ evidence: Match, isPerson: Bool, in language: Language) -> [String] {
        var missing: [String] = []
        if isPerson, evidence.birth.listed == nil { missing.append(language["missing.listed-birth"]) }
        if isPerson, evidence.birth.traveller == nil { missing.append(language["missing.traveller-birth"]) }
        if isPerson, evidence.document.relation == .none { missing.append(language["missing.document"]) }
        return missing
    }
}

extension Language {
    /// A rule of the matching room, found by its English words; those words themselves when no translator has met it.
    func rule(_ words: String) -> String {
        guard !words.isEmpty else { return "" }
        let source = ", read as Arabic letters from the machine-readable zone"
        guard words.hasSuffix(source) else { return texts["rule.\(words.slug)"] ?? words }
        return rule(String(words.dropLast(source.count))) + self["list.comma"] + rule(String(source.dropFirst(2)))
    }
}

extension String {
    /// Letters and digits in lower case, one hyphen for anything between.
    fileprivate var slug: String {
        lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(separator: "-")
    }
}

/// Two birth dates as bars over years, so that "between 1978 and 1980" and a day can be compared by eye.
struct BirthAxis {
    let first: Int
    let last: Int
    private let bars: [(from: Double, to: Double)]

    /// - Returns: `nil` when one side has no date.
    init?(_ traveller: PartialDate?, _ listed: PartialDate?) {
        guard let traveller, let listed else { return nil }
        let spans = [traveller.span, listed.span]
        first = min(traveller.years.lowerBound, listed.years.lowerBound) - 1
        last = max(traveller.years.upperBound, listed.years.upperBound) + 2
        guard let start = CalendarDay(year: max(1, first), month: 1, day: 1),
            let end = CalendarDay(year: min(9999, last), month: 1, day: 1)
        else { return nil }
        let width = Double(max(1, end.ordinal - start.ordinal))
        bars = spans.map { span in
            let from = Double(span.lowerBound.ordinal - start.ordinal) / width * 460 + 10
            let to = Double(span.upperBound.ordinal - start.ordinal) / width * 460 + 10
            return (from, max(to, from + 0.1))
        }
    }

    var values: [String: Any] {
        [
            "first": "\(first)", "last": "\(last)", "from1": Self.text(bars[0].from), "to1": Self.text(bars[0].to),
            "from2": Self.text(bars[1].from), "to2": Self.text(bars[1].to),
        ]
    }

    private static func text(_ place: Double) -> String { "\((place * 10).rounded() / 10)" }
}
