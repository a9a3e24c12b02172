// One's own account: password, second factor, and showing the second factor again before something grave.
import Foundation
import HTTPTypes
import Records
import Safeguards

extension Desks {
    var accountRoutes: [Route] {
        [
            Route(.get, "/account") { try accountPage($0) },
            Route(.get, "/account/password") { try passwordPage($0) },
            Route(.post, "/account/password", body: .form) { try await changePassword($0) },
            Route(.post, "/account/second-factor", body: .form) { try await enrol($0) },
            Route(.post, "/account/second-factor/confirm", body: .form) { try await confirm($0) },
            Route(.get, "/account/step-up") { try stepUpPage($0) },
            Route(.post, "/account/step-up", body: .form) { try await stepUp($0) },
        ]
    }

    private func accountPage(_ visit: Visit) throws -> Reply {
        let guest = try visit.signedIn()
        let account = try rooms.accounts.account(guest.officer.id)
        return pages.page(
            "account", of: "account", for: visit,
            [
                "name": account.name, "signInName": account.signInName, "pseudonym": account.officer.rawValue,
                "roles": account.roles.map(\.rawValue).sorted().map { visit.language["role.\($0)"] }.joined(separator: ", "),
                "hasSecondFactor": account.hasSecondFactor,
            ])
    }

    private func passwordPage(_ visit: Visit, said: AccountError? = nil) throws -> Reply {
        let account = try rooms.accounts.account(try visit.signedIn().officer.id)
        var values: [String: Any] = ["must": account.mustChangePassword, "shortest": "\(PasswordRules.shortest)"]
        if let said { values["said"] = visit.language.account(said) }
        return pages.page("password", of: "account", title: "password.title", for: visit, values, status: said == nil ? 200 : 400)
    }

    /// A new password ends every session of the officer, this one too.
    private func changePassword(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        guard visit.form.raw("new") == visit.form.raw("again") else {
            throw Problem(400, "passwords-differ", "the new password was not typed the same twice: type it again")
        }
        do {
            try await rooms.accounts.changePassword(
                of: guest.officer.id, from: visit.form.raw("old"), to: visit.form.raw("new"), address: visit.address)
        } catch let error as AccountError {
            return try passwordPage(visit, said: error)
        }
        rooms.sessions.signOutAll(of: guest.officer.id)
        return Reply.seeOther("/sign-in").setting(.setCookie, door.sessionCookie(nil))
    }

    private func enrol(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        let device = try await rooms.accounts.beginSecondFactor(of: guest.officer.id, issuer: configuration.nodeName)
        return enrolPage(visit, uri: device.uri, secret: device.secret)
    }

    private func enrolPage(_ visit: Visit, uri: String, secret: String, said: AccountError? = nil) -> Reply {
        let groups = stride(from: 0, to: secret.count, by: 4).map { String(secret.dropFirst($0).prefix(4)) }
        var values: [String: Any] = ["uri": uri, "square": square(uri), "secret": secret, "grouped": groups.joined(separator: " ")]
        if let said { values["said"] = visit.language.account(said) }
        return pages.page(
            "second-factor", of: "account", title: "second-factor.title", for: visit, values, status: said == nil ? 200 : 400)
    }

    /// The secret as a picture, drawn on the node; nothing when it is too long for one.
    private func square(_ uri: String) -> [String: Any] {
        QRCode(uri).map { ["path": $0.path, "box": "-4 -4 \($0.side + 8) \($0.side + 8)"] } ?? [:]
    }

    private func confirm(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        do {
            try await rooms.accounts.confirmSecondFactor(
                of: guest.officer.id, code: try visit.field("code"), from: visit.address)
        } catch let error as AccountError {
            return enrolPage(visit, uri: visit.form.raw("uri"), secret: visit.form.raw("secret"), said: error)
        }
        try rooms.sessions.steppedUp(guest.token)
        return .seeOther("/account")
    }

    private func stepUpPage(_ visit: Visit, said: AccountError? = nil) throws -> Reply {
        let account = try rooms.accounts.account(try visit.signedIn().officer.id)
        var values: [String: Any] = [
            "back": localPath(visit.query["back"] ?? visit.form["back"]), "hasSecondFactor": account.hasSecondFactor,
        ]
        if let said { values["said"] = visit.language.account(said) }
        return pages.page("step-up", of: "account", title: "step-up.title", for: visit, values, status: said == nil ? 200 : 400)
    }

    private func stepUp(_ visit: Visit) async throws -> Reply {
        let guest = try visit.signedIn()
        do {
            try await rooms.accounts.showSecondFactor(
                of: guest.officer.id, code: try visit.field("code"), from: visit.address)
        } catch let error as AccountError {
            return try stepUpPage(visit, said: error)
        }
        try rooms.sessions.steppedUp(guest.token)
        return .seeOther(localPath(visit.form["back"]))
    }
}
