// Who may sign in, for the administrator: listed, made, given work, closed, and helped after a lost device or password.
// Nobody changes their own rights, and the last administrator stays; the accounts room holds to both.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    var staffRoutes: [Route] {
        [
            Route(.get, "/desk/accounts", for: .onShift) { try await staffPage($0) },
            Route(.get, "/desk/accounts/new", for: .onShift) { visit in
                _ = try await staff(visit)
                return newAccountPage(visit)
            },
            Route(.post, "/desk/accounts/new", for: .onShift, body: .form) { try await makeAccount($0) },
            Route(.get, "/desk/accounts/{officer}", for: .onShift) { visit in
                staffMemberPage(visit, try await member(visit))
            },
            Route(.post, "/desk/accounts/{officer}", for: .onShift, body: .form) { visit in
                try await change(visit) { account in
                    account.name = try visit.field("name")
                    account.unit = visit.form["unit"]
                    guard account.officer != visit.guest?.officer.id else { return }
                    (account.roles, account.posts) = (roles(visit.form), posts(visit.form))
                }
            },
            Route(.post, "/desk/accounts/{officer}/state", for: .onShift, body: .form) { visit in
                let disabled = try visit.field("state") == "disabled"
                return try await change(visit) { $0.disabled = disabled }
            },
            Route(.post, "/desk/accounts/{officer}/device", for: .onShift, body: .form) { visit in
                _ = try visit.field("sure")
                return try await act(on: try await member(visit), visit) { officer, warrant in
                    try await rooms.accounts.removeSecondFactor(of: officer, under: warrant)
                }
            },
            Route(.post, "/desk/accounts/{officer}/password", for: .onShift, body: .form) { try await resetPassword($0) },
        ]
    }

    private func leave(_ action: AccessAction, _ what: String, _ visit: Visit) async throws -> Warrant {
        try await rooms.gate.warrant(
            for: AuditedQuery(action, .account, for: .administration, what: what), by: try visit.signedIn().officer)
    }

    private func staff(_ visit: Visit) async throws -> [Account] {
        try rooms.accounts.all(under: try await leave(.read, "accounts", visit))
    }

    /// - Throws: `Problem.notFound`.
    private func member(_ visit: Visit) async throws -> Account {
        let id = visit.places["officer"] ?? ""
        guard let account = try await staff(visit).first(where: { $0.officer.rawValue == id }) else { throw Problem.notFound }
        return account
    }

    // MARK: Acts

    private func change(_ visit: Visit, _ edit: (inout Account) throws -> Void) async throws -> Reply {
        var account = try await member(visit)
        try edit(&account)
        let changed = account
        return try await act(on: account, visit) { _, warrant in
            try await rooms.accounts.update(changed, under: warrant)
        }
    }

    /// Sessions of the account end: what was changed holds from the next request on.
    private func act(
        on account: Account, _ visit: Visit, _ body: (OfficerID, consuming Warrant) async throws -> Void
    ) async throws -> Reply {
        do {
            try await body(account.officer, try await leave(.update, "account changed", visit))
        } catch let error as AccountError {
            return staffMemberPage(visit, account, said: error)
        }
        if account.officer != visit.guest?.officer.id { rooms.sessions.signOutAll(of: account.officer) }
        return .seeOther("/desk/accounts/\(account.officer)?saved=1")
    }

    private func makeAccount(_ visit: Visit) async throws -> Reply {
        let password = PasswordRules.fresh()
        let new = NewAccount(
            signInName: visit.form["sign-in"] ?? "", name: visit.form["name"] ?? visit.form["sign-in"] ?? "",
            roles: roles(visit.form), posts: posts(visit.form), unit: visit.form["unit"], password: password)
        do {
            let made = try await rooms.accounts.create(new, under: try await leave(.create, "account made", visit))
            return passwordShown(visit, made, password)
        } catch let error as AccountError {
            return newAccountPage(visit, said: error)
        }
    }

    private func resetPassword(_ visit: Visit) async throws -> Reply {
        _ = try visit.field("sure")
        let account = try await member(visit)
        let password = PasswordRules.fresh()
        let reply = try await act(on: account, visit) { officer, warrant in
            try await rooms.accounts.resetPassword(of: officer, to: password, under: warrant)
        }
        return reply.status == 303 ? passwordShown(visit, account, password) : reply
    }

    private func roles(_ form: Form) -> Set<Role> { Set(form.all("role").compactMap(Role.init)) }

    private func posts(_ form: Form) -> Set<PostID> {
        Set(form.all("post").compactMap(PostID.init(rawValue:)).filter { id in rooms.posts.contains { $0.id == id } })
    }

    // MARK: Pages

    private func staffPage(_ visit: Visit) async throws -> Reply {
        let language = visit.language
        let order = TableOrder(
            visit, "/desk/accounts",
            [("name", "account.name"), ("signIn", "account.sign-in-name"), ("roles", "account.roles"), ("state", "accounts.state")])
        let rows = try await staff(visit).map { account in
            var state = [language[account.disabled ? "accounts.disabled" : "accounts.active"]]
            state.append(language[account.hasSecondFactor ? "accounts.device" : "accounts.no-device"])
            if account.mustChangePassword { state.append(language["accounts.must-change"]) }
            return [
                "id": account.officer.rawValue, "name": account.name, "signIn": account.signInName,
                "roles": names(of: account.roles, in: language).joined(separator: language["list.comma"]),
                "state": state.joined(separator: language["list.comma"]),
            ] as [String: Any]
        }
        if visit.query["format"] == "csv" {
            try await noteExport("accounts as CSV", visit)
            let keys = ["id", "name", "signIn", "roles", "state"]
            return .csv([keys] + order.sorted(rows).map { row in keys.map { "\(row[$0] ?? "")" } }, named: "accounts")
        }
        return pages.page(
            "accounts", of: "accounts", for: visit,
            [
                "rows": order.sorted(rows), "heads": order.heads, "stale": visit.guest?.officer.secondFactorFresh != true,
                "now": Moment(visit.now, zoneMinutes: configuration.zoneMinutes).text,
            ])
    }

    private func names(of roles: Set<Role>, in language: Language) -> [String] {
        Role.allCases.filter(roles.contains).map { language["role.\($0.rawValue)"] }
    }

    private func newAccountPage(_ visit: Visit, said: AccountError? = nil) -> Reply {
        var values = choices(roles(visit.form), posts(visit.form), in: visit.language)
        values["signIn"] = visit.form["sign-in"] ?? ""
        values["name"] = visit.form["name"] ?? ""
        values["unit"] = visit.form["unit"] ?? ""
        values["stale"] = visit.guest?.officer.secondFactorFresh != true
        if let said { values["said"] = visit.language.account(said) }
        return pages.page(
            "account-new", of: "accounts", title: "accounts.new", for: visit, values, status: said == nil ? 200 : 400)
    }

    private func staffMemberPage(_ visit: Visit, _ account: Account, said: AccountError? = nil) -> Reply {
        var values = choices(account.roles, account.posts, in: visit.language)
        values["id"] = account.officer.rawValue
        values["name"] = account.name
        values["signIn"] = account.signInName
        values["unit"] = account.unit ?? ""
        values["disabled"] = account.disabled
        values["hasDevice"] = account.hasSecondFactor
        values["own"] = account.officer == visit.guest?.officer.id
        values["saved"] = visit.query["saved"] != nil
        values["stale"] = visit.guest?.officer.secondFactorFresh != true
        if let said { values["said"] = visit.language.account(said) }
        return pages.page(
            "account-edit", of: "accounts", title: "desk.accounts", for: visit, values, status: said == nil ? 200 : 400)
    }

    /// Shown in the answer itself and nowhere else: it is kept only as a hash.
    private func passwordShown(_ visit: Visit, _ account: Account, _ password: String) -> Reply {
        pages.page(
            "account-password", of: "accounts", title: "accounts.reset-password", for: visit,
            ["name": account.name, "signIn": account.signInName, "password": password, "id": account.officer.rawValue])
    }

    private func choices(_ roles: Set<Role>, _ posts: Set<PostID>, in language: Language) -> [String: Any] {
        [
            "roleChoices": Role.allCases.map {
                ["id": $0.rawValue, "title": language["role.\($0.rawValue)"], "chosen": roles.contains($0)] as [String: Any]
            },
            "postChoices": rooms.posts.map {
                ["id": $0.id.rawValue, "title": $0.name, "chosen": posts.contains($0.id)] as [String: Any]
            },
        ]
    }
}
