// Coming in and going out: name, password, second factor; then where and why for this shift.
import BorderControl
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    var signInRoutes: [Route] {
        [
            Route(.get, "/", for: .anyone) { visit in .seeOther(visit.guest == nil ? "/sign-in" : "/desk") },
            Route(.get, "/desk") { visit in
                guard let guest = visit.guest, guest.shift != nil else { return .seeOther("/shift") }
                return .seeOther(DeskEntry.first(for: guest.roles).path)
            },
            Route(.get, "/sign-in", for: .anyone) { signInPage($0) },
            Route(.post, "/sign-in", for: .anyone, body: .form) { try await signIn($0) },
            Route(.get, "/recover", for: .anyone) { recoverPage($0) },
            Route(.post, "/recover", for: .anyone, body: .form) { try await recover($0) },
            Route(.post, "/sign-out", body: .form) { try await signOut($0) },
            Route(.get, "/shift") { try shiftPage($0) },
            Route(.post, "/shift", body: .form) { try await beginShift($0) },
            Route(.get, "/language/{code}", for: .anyone) { visit in
                let code = languageCode(visit.places["code"])
                return Reply.seeOther(localPath(visit.query["back"]))
                    .setting(.setCookie, "serai-language=\(code); Path=/; Max-Age=31536000; SameSite=Strict")
            },
        ]
    }

    private func signInPage(_ visit: Visit, name: String = "", said: AccountError? = nil) -> Reply {
        var values: [String: Any] = ["name": name, "back": localPath(visit.query["back"] ?? visit.form["back"])]
        if let said {
            values["said"] = visit.language.account(said)
            values["codeWanted"] = said == .secondFactorNeeded || said == .wrongSecondFactor
        }
        let seconds: Int? = if case .wait(let seconds) = said { seconds } else { nil }
        let status = said == nil ? 200 : seconds == nil ? 401 : 429
        let reply = provenPage("sign-in", visit, values, status: status)
        return seconds.map { reply.setting(.retryAfter, "\($0)") } ?? reply
    }

    /// A form for people who have no session yet. It proves that it was opened in this browser: another site cannot read the
    /// cookie nor set its twin in the form.
    private func provenPage(_ name: String, _ visit: Visit, _ values: [String: Any], status: Int) -> Reply {
        let proof = door.cookie(door.formCookie, in: visit.head) ?? Door.chance()
        return pages.page(name, of: "sign-in", for: visit, values.merging(["proof": proof]) { $1 }, status: status)
            .setting(.setCookie, door.cookieLine(door.formCookie, proof))
    }

    private func checkProof(_ visit: Visit) throws(Problem) {
        guard let proof = visit.form["form-token"], proof == door.cookie(door.formCookie, in: visit.head) else { throw .forged }
    }

    private func recoverPage(_ visit: Visit, said: AccountError? = nil) -> Reply {
        var values: [String: Any] = ["name": visit.form["name"] ?? "", "shortest": "\(PasswordRules.shortest)"]
        if let said { values["said"] = visit.language.account(said) }
        let status = if case .wait = said { 429 } else { said == nil ? 200 : 401 }
        return provenPage("recover", visit, values, status: status)
    }

    /// The printed code of an administrator who is locked out: once, for a new password; a lost device is taken off.
    private func recover(_ visit: Visit) async throws -> Reply {
        try checkProof(visit)
        do {
            let account = try await rooms.accounts.recover(
                visit.form["name"] ?? "", code: visit.form["code"] ?? "", newPassword: visit.form.raw("new"), from: visit.address)
            rooms.sessions.signOutAll(of: account.officer)
            return .seeOther("/sign-in")
        } catch let error as AccountError {
            return recoverPage(visit, said: error)
        }
    }

    private func signIn(_ visit: Visit) async throws -> Reply {
        try checkProof(visit)
        let name = visit.form["name"] ?? ""
        do {
            let known = try await rooms.accounts.signIn(
                name, password: visit.form.raw("password"), code: visit.form["code"], from: visit.address)
            let (token, session) = rooms.sessions.start(
                known.account, purpose: .administration, post: nil, secondFactor: known.secondFactor)
            door.shifts.remember(known.account, shift: nil, for: session)
            metrics.count("serai_sign_ins_total")
            let next = known.account.mustChangePassword ? "/account/password" : "/shift"
            return Reply.seeOther(next).setting(.setCookie, door.sessionCookie(token))
        } catch let error as AccountError {
            metrics.count("serai_sign_in_failures_total")
            return signInPage(visit, name: name, said: error)
        }
    }

    private func signOut(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        try await end(guest)
        return Reply.seeOther("/sign-in").setting(.setCookie, door.sessionCookie(nil))
            .setting(.clearSiteData, "\"cache\"")
    }

    /// Ends a session and writes it down.
    func end(_ guest: Guest) async throws {
        rooms.sessions.signOut(guest.token)
        door.shifts.forget(guest.session)
        try await rooms.gate.record(
            AuditEvent(.signOut, by: guest.officer.id, for: guest.session.purpose, at: guest.session.post, what: "sign-out"))
    }

    private func shiftPage(_ visit: Visit, said: String? = nil) throws -> Reply {
        let guest = try visit.signedIn()
        let account = try account(of: guest)
        if account.mustChangePassword { return .seeOther("/account/password") }
        let language = visit.language
        let posts = rooms.posts.filter { account.posts.isEmpty || account.posts.contains($0.id) }
        let purposes = Self.purposes(of: guest.roles)
        var values: [String: Any] = [
            "posts": posts.map { post in
                ["id": post.id.rawValue, "name": post.name, "chosen": posts.count == 1 || post.id == guest.shift?.post]
                    as [String: Any]
            },
            "needsPost": Self.needsPost(guest.roles),
            "purposes": purposes.map { purpose in
                [
                    "id": purpose.rawValue, "name": language["purpose.\(purpose.rawValue)"],
                    "chosen": purpose == guest.shift?.purpose,
                ] as [String: Any]
            },
            "exit": guest.shift?.direction == .exit,
        ]
        if let said { values["said"] = said }
        return pages.page("shift", of: "shift", for: visit, values, status: said == nil ? 200 : 400)
    }

    /// A new session for the shift: the token of the sign-in ends here, and the purpose is fixed from now on.
    private func beginShift(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let account = try account(of: guest)
        guard !account.mustChangePassword else { return .seeOther("/account/password") }
        guard let purpose = visit.form["purpose"].flatMap(Purpose.init), Self.purposes(of: guest.roles).contains(purpose)
        else { return try shiftPage(visit, said: visit.language["shift.purpose-missing"]) }
        let post = visit.form["post"].flatMap(PostID.init(rawValue:)).flatMap { id in
            rooms.posts.contains { $0.id == id } && (account.posts.isEmpty || account.posts.contains(id)) ? id : nil
        }
        guard post != nil || !Self.needsPost(guest.roles) else {
            return try shiftPage(visit, said: visit.language["shift.post-missing"])
        }
        let direction = visit.form["direction"].flatMap(Direction.init) ?? .entry
        let (token, session) = rooms.sessions.start(
            account, purpose: purpose, post: post, after: guest.session)
        door.shifts.remember(account, shift: Shift(post: post, purpose: purpose, direction: direction), for: session)
        rooms.sessions.signOut(guest.token)
        door.shifts.forget(guest.session)
        return Reply.seeOther("/desk").setting(.setCookie, door.sessionCookie(token))
    }

    func account(of guest: Guest) throws -> Account {
        try door.shifts.account(of: guest.session) ?? rooms.accounts.account(guest.officer.id)
    }

    /// Why somebody with these roles may be at work at all, in the order of the policy's words.
    static func purposes(of roles: Set<Role>) -> [Purpose] {
        Purpose.allCases.filter { purpose in
            roles.contains { role in
                AccessObject.allCases.contains { object in
                    AccessAction.allCases.contains { AccessPolicy.purposes(of: role, to: $0, object).contains(purpose) }
                }
            }
        }
    }

    static func needsPost(_ roles: Set<Role>) -> Bool { !roles.isDisjoint(with: Post.roles) }

    private func languageCode(_ wish: String?) -> String { pages.languages[wish ?? ""]?.code ?? "en" }

    /// Only a path of this node: never an address that a stranger put into a link.
    func localPath(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"),
            path.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else { return "/desk" }
        return path
    }
}

extension Language {
    /// What an account error says to the person who met it.
    func account(_ error: AccountError) -> String {
        switch error {
        case .wait(let seconds): text("account-error.wait", ["n": "\(seconds)"])
        case .wrongCredentials: self["account-error.wrong-credentials"]
        case .secondFactorNeeded: self["account-error.second-factor-needed"]
        case .wrongSecondFactor: self["account-error.wrong-second-factor"]
        case .secondFactorNotEnrolled: self["account-error.second-factor-not-enrolled"]
        case .passwordTooShort(_, let expected): text("account-error.password-too-short", ["n": "\(expected)"])
        case .passwordTooLong(_, let expected): text("account-error.password-too-long", ["n": "\(expected)"])
        case .passwordGuessable: self["account-error.password-guessable"]
        case .passwordUnchanged: self["account-error.password-unchanged"]
        case .wrongRecoveryCode: self["account-error.wrong-recovery-code"]
        case .signInNameTaken: self["account-error.sign-in-name-taken"]
        case .badSignInName: self["account-error.bad-sign-in-name"]
        case .rolesConflict: self["account-error.roles-conflict"]
        case .noRole: self["account-error.no-role"]
        case .lastAdministrator: self["account-error.last-administrator"]
        case .ownAccount: self["account-error.own-account"]
        default: self["account-error.other"]
        }
    }
}
