// Signing in and changing passwords. Every wrong attempt is audited under the account's pseudonym; what was typed never is.

package import Foundation
package import GRDB
package import Records

/// What a sign-in proves: the account, and whether a second factor was shown.
package struct SignedIn: Sendable, Hashable {
    package let account: Account
    package let secondFactor: Bool
}

extension Accounts {
    /// The author of attempts on names that do not exist.
    static let stranger: OfficerID = "unknown"

    /// Signs in; the same work and the same answer for an unknown name as for a wrong password.
    ///
    /// - Parameters:
    ///   - code: six digits, for accounts with a second factor.
    ///   - address: where the attempt comes from, as far as it is known.
    /// - Throws: `AccountError.wrongCredentials`, `.wait`, `.secondFactorNeeded`, `.wrongSecondFactor`.
    package func signIn(
        _ name: String, password: String, code: String? = nil, from address: String
    ) async throws -> SignedIn {
        let signIn = SignInName.fold(name) ?? ""
        let known = try await find(signIn)
        let who = known?.account.officer ?? Self.stranger
        try await admit(signIn, from: address, officer: who)
        let cost = cost
        let hash = known.flatMap { PasswordHash($0.password) } ?? PasswordHash.nobody(cost: cost)
        let right = try await passwords.run { try hash.matches(password) }
        guard let account = known?.account, right, !account.disabled else {
            try await refused(who, "wrong name or password")
            throw AccountError.wrongCredentials
        }
        if account.hasSecondFactor {
            guard let code, !code.isEmpty else {
                throttle.halfway(account: signIn, address: address)
                throw AccountError.secondFactorNeeded
            }
            guard try await spend(code, of: account.officer) else {
                try await refused(who, "wrong second factor")
                throw AccountError.wrongSecondFactor
            }
        }
        throttle.succeeded(account: signIn, address: address)
        if hash.cost != cost { try await store(password, of: account.officer, mustChange: account.mustChangePassword) }
        try await gate.record(
            AuditEvent(.signIn, by: who, what: account.hasSecondFactor ? "with a second factor" : "password only"))
        return SignedIn(account: account, secondFactor: account.hasSecondFactor)
    }

    /// Changes the officer's own password. Close the officer's other sessions afterwards.
    package func changePassword(
        of officer: OfficerID, from old: String, to new: String, address: String
    ) async throws {
        let account = try account(officer)
        guard let known = try await find(account.signInName), let hash = PasswordHash(known.password) else {
            throw AccountError.damaged
        }
        try await admit(account.signInName, from: address, officer: officer)
        guard try await passwords.run({ try hash.matches(old) }) else {
            try await refused(officer, "wrong password at a change of password")
            throw AccountError.wrongCredentials
        }
        throttle.succeeded(account: account.signInName, address: address)
        guard old != new else { throw AccountError.passwordUnchanged }
        try PasswordRules.check(new, own: [account.signInName, account.name, account.unit ?? ""])
        try await store(new, of: officer, mustChange: false)
        try await gate.record(AuditEvent(.accountChanged, by: officer, what: "own password changed"))
    }

    /// An administrator gives a new password, to be changed at the next sign-in; the second factor is taken off.
    package func resetPassword(
        of officer: OfficerID, to new: String, under warrant: consuming Warrant
    ) async throws {
        let by = try Self.spend(warrant)
        guard by != officer else { throw AccountError.ownAccount }
        let account = try account(officer)
        try PasswordRules.check(new, own: [account.signInName, account.name, account.unit ?? ""])
        try await store(new, of: officer, mustChange: true, clearingSecondFactor: true)
        try await gate.record(AuditEvent(.accountChanged, by: by, what: "password of \(officer) reset"))
    }

    /// Lets an attempt through, counted, or says how long to wait.
    func admit(_ signIn: String, from address: String, officer: OfficerID) async throws {
        if let wait = throttle.wait(account: signIn, address: address) {
            if wait.isNews { try await refused(officer, "must wait \(wait.seconds) seconds after wrong attempts") }
            throw AccountError.wait(seconds: wait.seconds)
        }
        throttle.attempt(account: signIn, address: address)
    }

    func refused(_ officer: OfficerID, _ what: String) async throws {
        try await gate.record(AuditEvent(.signInRefused, by: officer, what: what))
    }

    func store(
        _ password: String, of officer: OfficerID, mustChange: Bool, clearingSecondFactor: Bool = false
    ) async throws {
        let cost = cost
        let hash = try await passwords.run { try PasswordHash(of: password, cost: cost) }
        try await database.write { db in
            try db.execute(
                sql: "UPDATE account SET password = ?, must_change = ? WHERE officer = ?",
                arguments: [hash.text, mustChange, officer.rawValue])
            guard clearingSecondFactor else { return }
            try db.execute(
                sql: "UPDATE account SET totp = NULL, totp_confirmed = 0, totp_used = NULL WHERE officer = ?",
                arguments: [officer.rawValue])
        }
    }

    func find(_ signIn: String) async throws -> (account: Account, password: String)? {
        try await database.read { db in
            guard let account = try Self.find(signIn: signIn, in: db),
                let password = try String.fetchOne(
                    db, sql: "SELECT password FROM account WHERE signin = ?", arguments: [signIn])
            else { return nil }
            return (account, password)
        }
    }
}

extension Accounts {
    /// Who someone is, proved by password and second factor, without a word in the audit: for opening the next log where an
    /// old copy of the audit was put back, whose first entry then names them. For nothing else.
    ///
    /// - Throws: `AccountError.wrongCredentials`, `.secondFactorNotEnrolled`, `.wrongSecondFactor`.
    package static func prove(
        _ name: String, password: String, code: String, in database: DatabaseQueue, secrets: NodeSecrets, at time: Date
    ) throws -> Officer {
        try migrate(database)
        let signIn = SignInName.fold(name) ?? ""
        let (account, kept) = try database.read { db in
            (
                try find(signIn: signIn, in: db),
                try String.fetchOne(db, sql: "SELECT password FROM account WHERE signin = ?", arguments: [signIn])
            )
        }
        let hash = kept.flatMap { PasswordHash($0) } ?? PasswordHash.nobody(cost: .standard)
        guard try hash.matches(password), let account, !account.disabled else { throw AccountError.wrongCredentials }
        guard account.hasSecondFactor else { throw AccountError.secondFactorNotEnrolled }
        guard try spend(code, of: account.officer, in: database, sealing: secrets.key("accounts"), at: time) else {
            throw AccountError.wrongSecondFactor
        }
        return Officer(
            id: account.officer, name: account.name, roles: account.roles, secondFactorFresh: true)
    }
}
