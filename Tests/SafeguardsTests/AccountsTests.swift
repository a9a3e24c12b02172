import Foundation
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite struct `An account` {
    @Test func `signs in with its password, however the name is written`() async throws {
        let house = try await House()
        let signedIn = try await house.accounts.signIn(" Anna.First ", password: House.password, from: "10.0.0.1")
        #expect(signedIn.account.officer == house.officer.officer)
        #expect(signedIn.account.purposes.contains(.borderCheck))
        #expect(!signedIn.secondFactor)
    }

    @Test func `answers a wrong password, an unknown name and a disabled account alike`() async throws {
        let house = try await House()
        await #expect(throws: AccountError.wrongCredentials) {
            try await house.accounts.signIn("anna.first", password: "wrong wrong wrong", from: "a")
        }
        await #expect(throws: AccountError.wrongCredentials) {
            try await house.accounts.signIn("nobody", password: House.password, from: "a")
        }
        var account = house.officer
        account.disabled = true
        try await house.accounts.update(account, under: house.leave(.update))
        await #expect(throws: AccountError.wrongCredentials) {
            try await house.accounts.signIn("anna.first", password: House.password, from: "a")
        }
    }

    @Test func `is not given more rights by its own holder, nor reset`() async throws {
        let house = try await House()
        _ = try await house.accounts.create(
            NewAccount(signInName: "other.admin", name: "Other", roles: [.sysadmin], password: House.password),
            under: house.leave(.create))
        var own = house.admin
        own.roles = [.dataProtection]
        let changed = own
        await #expect(throws: AccountError.ownAccount) {
            try await house.accounts.update(changed, under: house.leave(.update))
        }
        await #expect(throws: AccountError.ownAccount) {
            try await house.accounts.resetPassword(of: house.admin.officer, to: "six loud harbours", under: house.leave(.update))
        }
        await #expect(throws: AccountError.ownAccount) {
            try await house.accounts.removeSecondFactor(of: house.admin.officer, under: house.leave(.update))
        }
        own = house.admin
        own.name = "Root of the night"
        let renamed = own
        try await house.accounts.update(renamed, under: house.leave(.update))
        #expect(try house.accounts.account(house.admin.officer).name == "Root of the night")
    }

    @Test func `is handed over with a password that the rules accept and nobody guesses`() throws {
        let made = (0..<200).map { _ in PasswordRules.fresh() }
        #expect(Set(made).count == made.count)
        for password in made { try PasswordRules.check(password, own: ["anna.first", "Anna Specimen"]) }
    }

    @Test func `takes as long to refuse an unknown name as a wrong password`() async throws {
        let house = try await House(cost: PasswordHash.Cost(rounds: 1 << 13, parallelism: 1))
        func time(_ name: String, _ address: String) async -> Duration {
            await ContinuousClock().measure {
                _ = try? await house.accounts.signIn(name, password: "wrong wrong wrong", from: address)
            }
        }
        var known: [Duration] = []
        var unknown: [Duration] = []
        for round in 0..<7 {
            house.clock.advance(seconds: 3600)
            known.append(await time("anna.first", "a\(round)"))
            unknown.append(await time("nobody\(round)", "b\(round)"))
        }
        let ratio = known.sorted()[3] / unknown.sorted()[3]
        #expect((0.2...5).contains(ratio), "\(known) \(unknown)")
    }

    @Test func `slows twenty wrong passwords down, and nobody else`() async throws {
        let house = try await House()
        var waits = 0
        for _ in 0..<20 {
            do {
                _ = try await house.accounts.signIn("anna.first", password: "wrong wrong wrong", from: "10.0.0.9")
            } catch AccountError.wait(let seconds) {
                #expect(seconds > 0)
                waits += 1
            } catch AccountError.wrongCredentials {}
        }
        #expect(waits == 15)
        await #expect(throws: AccountError.wait(seconds: 2)) {
            try await house.accounts.signIn("anna.first", password: House.password, from: "10.0.0.8")
        }
        // The administrator sits at the same address.
        _ = try await house.accounts.signIn("root.admin", password: House.password, from: "10.0.0.9")
        house.clock.advance(seconds: 3)
        _ = try await house.accounts.signIn("anna.first", password: House.password, from: "10.0.0.9")
        let refusals = try await house.lines(AuditFilter(kinds: [.event(.signInRefused)])).map(\.what)
        #expect(refusals.filter { $0 == "wrong name or password" }.count == 5)
        #expect(refusals.contains("must wait 2 seconds after wrong attempts"))
    }

    @Test func `doubles the wait up to a quarter of an hour`() async throws {
        let house = try await House()
        var longest = 0
        for _ in 0..<40 {
            do {
                _ = try await house.accounts.signIn("anna.first", password: "wrong wrong wrong", from: "x")
            } catch AccountError.wait(let seconds) {
                longest = max(longest, seconds)
                house.clock.advance(seconds: Double(seconds))
            } catch AccountError.wrongCredentials {}
        }
        #expect(longest == 900)
    }

    @Test func `slows an address that tries many names`() async throws {
        let house = try await House()
        var slowed = false
        for attempt in 0..<70 {
            do {
                _ = try await house.accounts.signIn("name\(attempt)", password: "wrong wrong wrong", from: "10.1.1.1")
            } catch AccountError.wait { slowed = true } catch AccountError.wrongCredentials {}
        }
        #expect(slowed)
    }

    @Test func `never keeps the password`() async throws {
        let house = try await House()
        for file in try FileManager.default.subpathsOfDirectory(atPath: house.folder.url.path) {
            let bytes = (try? Data(contentsOf: house.folder.url.appending(path: file))) ?? Data()
            #expect(bytes.range(of: Data(House.password.utf8)) == nil, "\(file)")
        }
    }

    @Test func `keeps administrators from data and oversight from operations`() async throws {
        let house = try await House()
        for roles: Set<Role> in [[.sysadmin, .dataProtection], [.dataProtection, .firstLine], [.monitor, .analyst]] {
            await #expect(throws: AccountError.rolesConflict) {
                try await house.accounts.create(
                    NewAccount(signInName: "both", name: "B", roles: roles, password: House.password),
                    under: house.leave(.create))
            }
        }
    }

    @Test func `cannot be the last administrator and leave`() async throws {
        let house = try await House()
        var admin = house.admin
        admin.disabled = true
        await #expect(throws: AccountError.lastAdministrator) {
            try await house.accounts.update(admin, under: house.leave(.update))
        }
        let names = try house.accounts.all(under: await house.leave(.read)).map(\.signInName)
        #expect(names == ["anna.first", "root.admin"])
    }

    @Test func `changes its password with the old one only`() async throws {
        let house = try await House()
        let officer = house.officer.officer
        await #expect(throws: AccountError.wrongCredentials) {
            try await house.accounts.changePassword(of: officer, from: "not the old one", to: "violet harbour lamp", address: "a")
        }
        try await house.accounts.changePassword(of: officer, from: House.password, to: "violet harbour lamp", address: "a")
        await #expect(throws: AccountError.wrongCredentials) {
            try await house.accounts.signIn("anna.first", password: House.password, from: "a")
        }
        _ = try await house.accounts.signIn("anna.first", password: "violet harbour lamp", from: "a")
    }

    @Test func `gets its last administrator back with the printed code, once`() async throws {
        let house = try await House()
        let code = try await house.accounts.makeRecoveryCode(for: house.admin.officer)
        #expect(code.count == 47)
        await #expect(throws: AccountError.wrongRecoveryCode) {
            try await house.accounts.recover("root.admin", code: "AAAAA-AAAAA", newPassword: "violet harbour lamp", from: "a")
        }
        await #expect(throws: AccountError.wrongRecoveryCode) {
            try await house.accounts.recover("nobody", code: code, newPassword: "violet harbour lamp", from: "a")
        }
        let typed = code.lowercased().replacingOccurrences(of: "-", with: " ")
        _ = try await house.accounts.recover("root.admin", code: typed, newPassword: "violet harbour lamp", from: "a")
        _ = try await house.accounts.signIn("root.admin", password: "violet harbour lamp", from: "a")
        await #expect(throws: AccountError.wrongRecoveryCode) {
            try await house.accounts.recover("root.admin", code: code, newPassword: "other violet harbour", from: "a")
        }
        let kept = try await house.lines(AuditFilter(kinds: [.event(.recovery)])).map(\.what)
        #expect(kept == ["recovery code used", "recovery code printed"])
    }

    @Test(arguments: [
        ("short", AccountError.passwordTooShort(found: 5, expected: 12)),
        (String(repeating: "long ", count: 40), .passwordTooLong(found: 200, expected: 128)),
        ("password1234", .passwordGuessable), ("123456789012", .passwordGuessable),
        ("aaaaaaaaaaaaaa", .passwordGuessable), ("anna.first2026", .passwordGuessable),
        ("qwertyuiop12", .passwordGuessable), ("abcdefghijklm", .passwordGuessable),
    ])
    func `refuses a password that is guessed early`(password: String, error: AccountError) {
        #expect(throws: error) { try PasswordRules.check(password, own: ["anna.first", "Anna Specimen"]) }
    }

    @Test(arguments: ["violet harbour lamp", "кит плывёт домой", "correct horse battery", "Tr0ub4dor&3zzzQ"])
    func `takes any long password without rules of composition`(password: String) throws {
        try PasswordRules.check(password, own: ["anna.first", "Anna Specimen"])
    }
}
