// Who may sign in: kept in a file of its own, away from every record. An administrator manages accounts and reads
// nothing else; each change needs leave from the gate and so stands in the audit.

import Crypto
package import Foundation
package import GRDB
package import Records

package final class Accounts: Sendable {
    let database: DatabaseQueue
    let gate: Gate
    let now: @Sendable () -> Date
    let cost: PasswordHash.Cost
    let passwords = PasswordQueue()
    let throttle: SignInThrottle
    let sealing: SymmetricKey

    /// - Parameters:
    ///   - database: the accounts file, open.
    ///   - cost: of new passwords; a weaker stored one is renewed at the next sign-in.
    package init(
        database: DatabaseQueue, secrets: NodeSecrets, gate: Gate, cost: PasswordHash.Cost = .standard,
        now: @escaping @Sendable () -> Date
    ) throws {
        self.database = database
        self.gate = gate
        self.now = now
        self.cost = cost
        throttle = SignInThrottle(now: now)
        sealing = try secrets.key("accounts")
        try Self.migrate(database)
    }

    package var isEmpty: Bool {
        get throws { try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM account") == 0 } }
    }

    /// Every account, by sign-in name. Staff data, for the administrator and for oversight.
    package func all(under warrant: consuming Warrant) throws -> [Account] {
        _ = try Self.spend(warrant)
        return try database.read { db in
            try Row.fetchAll(db, sql: Self.columns + " ORDER BY signin").map(Self.account)
        }
    }

    /// The account of an officer who is signed in.
    package func account(_ officer: OfficerID) throws -> Account {
        guard let account = try database.read({ try Self.find(officer, in: $0) }) else { throw AccountError.unknownAccount }
        return account
    }

    /// The name behind a pseudonym, for colleagues' screens; the pseudonym itself when there is none.
    package func name(of officer: OfficerID) throws -> String {
        try database.read { try Self.find(officer, in: $0)?.name } ?? officer.rawValue
    }

    /// Makes an account; the officer's own password rules apply at once.
    package func create(_ new: NewAccount, under warrant: consuming Warrant) async throws -> Account {
        try await insert(new, by: Self.spend(warrant))
    }

    /// Makes accounts while a node is set up.
    package func create(_ new: NewAccount, under warrant: consuming MaintenanceWarrant) async throws -> Account {
        try await insert(new, by: AuditLog.machine)
    }

    /// Changes name, roles, posts, unit or whether the account is disabled. Close the officer's sessions afterwards.
    ///
    /// - Throws: `AccountError.ownAccount` for one's own roles and one's own disabling; `.lastAdministrator`.
    package func update(_ account: Account, under warrant: consuming Warrant) async throws {
        let by = try Self.spend(warrant)
        try RoleSeparation.check(account.roles)
        try await database.write { db in
            guard let before = try Self.find(account.officer, in: db) else { throw AccountError.unknownAccount }
            let leaves = before.roles.contains(.sysadmin) && (account.disabled || !account.roles.contains(.sysadmin))
            if leaves, try Self.administrators(in: db) == [account.officer] { throw AccountError.lastAdministrator }
            let concernsRights = account.roles != before.roles || account.posts != before.posts || account.disabled != before.disabled
            if by == account.officer, concernsRights { throw AccountError.ownAccount }
            try db.execute(
                sql: "UPDATE account SET name = ?, roles = ?, posts = ?, unit = ?, disabled = ? WHERE officer = ?",
                arguments: [
                    account.name, joined(account.roles.map(\.rawValue)), joined(account.posts.map(\.rawValue)),
                    account.unit, account.disabled, account.officer.rawValue,
                ])
        }
        try await gate.record(
            AuditEvent(.accountChanged, by: by, what: "account \(account.officer)\(account.disabled ? " disabled" : " changed")"))
    }

    private func insert(_ new: NewAccount, by officer: OfficerID) async throws -> Account {
        guard let signIn = SignInName.fold(new.signInName) else { throw AccountError.badSignInName }
        try RoleSeparation.check(new.roles)
        try PasswordRules.check(new.password, own: [signIn, new.name, new.unit ?? ""])
        let (password, cost) = (new.password, cost)
        let hash = try await passwords.run { try PasswordHash(of: password, cost: cost) }
        let account = Account(
            officer: Self.pseudonym(), signInName: signIn, name: new.name, roles: new.roles, posts: new.posts,
            unit: new.unit, mustChangePassword: new.mustChangePassword)
        let made = Int64(now().timeIntervalSince1970)
        try await database.write { db in
            guard try Self.find(signIn: signIn, in: db) == nil else { throw AccountError.signInNameTaken }
            try db.execute(
                sql: """
                    INSERT INTO account (officer, signin, name, roles, posts, unit, must_change, password, made)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    account.officer.rawValue, signIn, account.name, joined(account.roles.map(\.rawValue)),
                    joined(account.posts.map(\.rawValue)), account.unit, account.mustChangePassword, hash.text, made,
                ])
        }
        try await gate.record(AuditEvent(.accountChanged, by: officer, what: "account \(account.officer) made"))
        return account
    }

    /// Takes leave to deal with accounts; says whose it was.
    static func spend(_ warrant: consuming Warrant) throws -> OfficerID {
        guard warrant.object == .account else {
            throw WarrantMismatch.object(found: warrant.object, register: [.account])
        }
        return warrant.officer
    }

    /// Eight letters and digits by chance: says nothing about the person, short enough for a list.
    private static func pseudonym() -> OfficerID {
        let chance = SymmetricKey(size: .init(bitCount: 40)).withUnsafeBytes(Array.init)
        return OfficerID(unchecked: "o-" + encodeBase32(chance).lowercased())
    }
}

func joined(_ words: [String]) -> String { words.sorted().joined(separator: " ") }
