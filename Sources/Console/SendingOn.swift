// An officer's own doubt about a traveller the lists say nothing of: sent to the second line with a reason from a short
// list. Whoever asks for protection is not a case but is sent to those who protect.
import BorderControl
import HTTPTypes

extension Desks {
    private static let protection = "asks-for-protection"

    /// The form beside a clear answer: the reasons to choose from, and the fields that were checked.
    func sending(_ visit: Visit) -> [String: Any] {
        let presented: Set = ["scan", "name", "birth", "number", "issuer", "together"]
        var concerns = OfficerConcern.allCases.map(\.rawValue)
        concerns.insert(Self.protection, at: concerns.count - 1)
        return [
            "concerns": concerns.map { ["id": $0, "name": visit.language.word("concern", $0)] },
            "kept": visit.form.fields.filter { presented.contains($0.name) && !$0.value.isEmpty }
                .map { ["name": $0.name, "value": $0.value] },
        ]
    }

    func send(_ visit: Visit) async throws -> Reply {
        let choice = try visit.field("concern")
        if choice == Self.protection { return try answer(visit, ["toProtection": true]) }
        guard let concern = OfficerConcern(rawValue: choice) else { throw Problem.missing("concern") }
        let sent = try await rooms.border.sendToSecondLine(
            try request(visit), because: concern, by: try visit.signedIn().officer)
        metrics.count("serai_sent_by_officer_total{concern=\"\(concern.rawValue)\"}")
        return try answer(visit, values(of: sent, in: visit.language))
    }
}
