// Four eyes at two screens: a copy of the audit leaves the node only after another person has agreed at a screen of their
// own, and then once. The request, the agreement and the copy are each in the audit.
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    var approvalRoutes: [Route] {
        [
            Route(.get, "/desk/approvals", for: .onShift) { try approvalsPage($0) },
            Route(.post, "/desk/data-protection/copies", for: .onShift, body: .form) { try await askForCopy($0) },
            Route(.post, "/desk/approvals/{request}/agree", for: .onShift, body: .form) { visit in
                try await approvals.agree(to: try visit.recordID("request"), by: try visit.signedIn().officer)
                return .seeOther("/desk/approvals")
            },
            Route(.post, "/desk/approvals/{request}/copy", for: .onShift, body: .form) { try await auditCopy($0) },
        ]
    }

    /// A list without personal data leaves the node: one person may, and it is in the audit before the file is.
    func noteExport(_ what: String, _ visit: Visit) async throws {
        let guest = try visit.signedIn()
        try await rooms.gate.record(
            AuditEvent(.export, by: guest.officer.id, for: try guest.onShift().purpose, at: guest.session.post, what: what))
    }

    /// What is asked for travels with the request: the second person agrees to this filter, and this filter is used.
    private func askForCopy(_ visit: Visit) async throws -> Reply {
        let kept = visit.form.fields.filter { Self.filterFields.contains($0.name) && !$0.value.isEmpty }
        let filter = kept.map { "\($0.name)=\($0.value.queryEncoded)" }.joined(separator: "&")
        _ = try auditFilter(visit.form, limit: 1)
        _ = try await approvals.ask(
            AuditedQuery(.exportBulk, .auditLog, for: .oversight, what: "audit list as CSV", text: filter),
            by: try visit.signedIn().officer)
        return .seeOther("/desk/approvals")
    }

    private func auditCopy(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let id = try visit.recordID("request")
        guard let pending = approvals.pending(for: guest.officer).first(where: { $0.id == id }) else { throw ApprovalError.unknown }
        let filter = try auditFilter(Form(urlEncoded: (pending.query.text ?? "").utf8) ?? Form(), limit: 10_000)
        let warrant = try await approvals.warrant(id, by: guest.officer)
        _ = consume warrant
        let lines = try await rooms.protection.looks(filter, by: guest.officer)
        return .csv([Self.auditColumns] + lines.map(auditRow), named: "audit")
    }

    private func approvalsPage(_ visit: Visit) throws -> Reply {
        let guest = try visit.signedIn()
        guard !guest.roles.isDisjoint(with: DeskEntry.seconds) else {
            throw Problem(403, "refused-role", "requests for two people are oversight's and the administrator's: ask there")
        }
        let pending = approvals.pending(for: guest.officer)
        return pages.page(
            "approvals", of: "approvals", for: visit,
            [
                "rows": pending.map { pendingRow($0, guest, in: visit.language) }, "empty": pending.isEmpty,
                "stale": !guest.officer.secondFactorFresh,
            ])
    }

    private func pendingRow(_ pending: PendingApproval, _ guest: Guest, in language: Language) -> [String: Any] {
        let own = pending.asker == guest.officer.id
        let filter = Form(urlEncoded: (pending.query.text ?? "").utf8)?.fields.map { "\($0.name) \($0.value)" } ?? []
        return [
            "id": pending.id.rawValue, "what": language["approvals.audit-csv"],
            "filter": filter.isEmpty ? language["approvals.all-lines"] : filter.joined(separator: " · "),
            "asker": (try? rooms.accounts.name(of: pending.asker)) ?? "", "pseudonym": pending.asker.rawValue,
            "asked": Moment(pending.asked, zoneMinutes: configuration.zoneMinutes).text,
            "state": language[own ? (pending.agreed == nil ? "approvals.waiting" : "approvals.agreed") : "approvals.yours"],
            "mayAgree": !own, "mayCopy": own && pending.agreed != nil,
        ]
    }
}
