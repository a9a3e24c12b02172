// The second factor of an account, and the printed code that saves the last administrator.

import Crypto
import Foundation
import GRDB
package import Records

/// What an officer's device needs, shown once.
package struct SecondFactorEnrolment: Sendable {
    /// As a QR code.
    package let uri: String
    /// To type by hand.
    package let secret: String
}

extension Accounts {
    /// Starts enrolling a device; it counts from `confirmSecondFactor` on. An earlier device keeps working until then.
    package func beginSecondFactor(of officer: OfficerID, issuer: String) async throws -> SecondFactorEnrolment {
        let account = try account(officer)
        guard !account.hasSecondFactor else { throw AccountError.secondFactorNeeded }
        let device = OneTimePassword.fresh()
        let sealed = try seal(device.secret, of: officer)
        try await database.write { db in
            try db.execute(
                sql: "UPDATE account SET totp = ?, totp_confirmed = 0, totp_used = NULL WHERE officer = ?",
                arguments: [sealed, officer.rawValue])
        }
        return SecondFactorEnrolment(uri: device.uri(account: account.signInName, issuer: issuer), secret: device.base32)
    }

    /// The device shows the right code: from now on sign-in asks for it.
    package func confirmSecondFactor(of officer: OfficerID, code: String, from address: String) async throws {
        try await admit(try account(officer).signInName, from: address, officer: officer)
        guard try await spend(code, of: officer) else {
            try await refused(officer, "wrong code at enrolment")
            throw AccountError.wrongSecondFactor
        }
        throttle.succeeded(account: try account(officer).signInName, address: address)
        try await database.write { db in
            try db.execute(
                sql: "UPDATE account SET totp_confirmed = 1 WHERE officer = ?", arguments: [officer.rawValue])
        }
        try await gate.record(AuditEvent(.secondFactor, by: officer, what: "device enrolled"))
    }

    /// Shows the second factor again before something grave. Tell `Sessions.steppedUp` afterwards.
    package func showSecondFactor(of officer: OfficerID, code: String, from address: String) async throws {
        let account = try account(officer)
        guard account.hasSecondFactor else { throw AccountError.secondFactorNotEnrolled }
        try await admit(account.signInName, from: address, officer: officer)
        guard try await spend(code, of: officer) else {
            try await refused(officer, "wrong second factor")
            throw AccountError.wrongSecondFactor
        }
        throttle.succeeded(account: account.signInName, address: address)
        try await gate.record(AuditEvent(.secondFactor, by: officer, what: "shown again"))
    }

    /// An administrator takes off a lost device; the password stays. Close the officer's sessions afterwards.
    package func removeSecondFactor(of officer: OfficerID, under warrant: consuming Warrant) async throws {
        let by = try Self.spend(warrant)
        guard by != officer else { throw AccountError.ownAccount }
        guard try account(officer).hasSecondFactor else { throw AccountError.secondFactorNotEnrolled }
        try await database.write { db in
            try db.execute(
                sql: "UPDATE account SET totp = NULL, totp_confirmed = 0, totp_used = NULL WHERE officer = ?",
                arguments: [officer.rawValue])
        }
        try await gate.record(AuditEvent(.accountChanged, by: by, what: "second factor of \(officer) taken off"))
    }

    /// Checks a code and uses up its time step, in one transaction: the same code never works twice.
    func spend(_ code: String, of officer: OfficerID) async throws -> Bool {
        try Self.spend(code, of: officer, in: database, sealing: sealing, at: now())
    }

    static func spend(
        _ code: String, of officer: OfficerID, in database: DatabaseQueue, sealing: SymmetricKey, at time: Date
    ) throws -> Bool {
        try database.write { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT totp, totp_used FROM account WHERE officer = ?", arguments: [officer.rawValue])
            guard let row, let sealed = row[0] as Data? else { throw AccountError.secondFactorNotEnrolled }
            let used = (row[1] as Int64?).map { UInt64(max(0, $0)) }
            let device = OneTimePassword(secret: try unseal(sealed, of: officer, key: sealing))
            guard let step = device.accept(code, at: time, after: used) else { return false }
            try db.execute(
                sql: "UPDATE account SET totp_used = ? WHERE officer = ?",
                arguments: [Int64(step), officer.rawValue])
            return true
        }
    }

    /// AES-256-GCM under the node's account key, bound to the officer.
    private func seal(_ secret: [UInt8], of officer: OfficerID) throws -> Data {
        let box = try AES.GCM.seal(secret, using: sealing, authenticating: Data(officer.rawValue.utf8))
        guard let combined = box.combined else { throw AccountError.damaged }
        return combined
    }

    private static func unseal(_ sealed: Data, of officer: OfficerID, key: SymmetricKey) throws -> [UInt8] {
        do {
            return Array(
                try AES.GCM.open(
                    AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Data(officer.rawValue.utf8)))
        } catch { throw AccountError.damaged }
    }
}

extension Accounts {
    /// Makes the printed code of an administrator: shown once, kept as a hash, used once. A new one replaces it.
    package func makeRecoveryCode(for officer: OfficerID) async throws -> String {
        guard try account(officer).roles.contains(.sysadmin) else { throw AccountError.unknownAccount }
        let code = encodeBase32(SymmetricKey(size: .init(bitCount: 200)).withUnsafeBytes(Array.init))
        let kept = Self.recoveryHash(code)
        try await database.write { db in
            try db.execute(
                sql: "UPDATE account SET recovery = ? WHERE officer = ?", arguments: [kept, officer.rawValue])
        }
        try await gate.record(AuditEvent(.recovery, by: officer, what: "recovery code printed"))
        return Self.grouped(code)
    }

    /// Gets an administrator back in: the code buys a new password and takes off the lost device, once.
    ///
    /// - Throws: `AccountError.wrongRecoveryCode` for a wrong or used code and for an unknown account alike.
    package func recover(
        _ name: String, code: String, newPassword: String, from address: String
    ) async throws -> Account {
        let signIn = SignInName.fold(name) ?? ""
        let account = try await find(signIn)?.account
        let who = account?.officer ?? Self.stranger
        try await admit(signIn, from: address, officer: who)
        let given = Self.recoveryHash(code)
        let fits: @Sendable (Database) throws -> Bool = { db in
            guard let account, !account.disabled,
                let kept = try Data.fetchOne(
                    db, sql: "SELECT recovery FROM account WHERE officer = ?", arguments: [account.officer.rawValue])
            else { return false }
            return constantTimeEqual(Array(kept), Array(given))
        }
        // The code first: what is wrong with a new password tells nothing to who has no code.
        guard try await database.read(fits), let account else {
            try await refused(who, "wrong recovery code")
            throw AccountError.wrongRecoveryCode
        }
        try PasswordRules.check(newPassword, own: [signIn, account.name, account.unit ?? ""])
        let taken = try await database.write { db in
            guard try fits(db) else { return false }
            try db.execute(
                sql: "UPDATE account SET recovery = NULL WHERE officer = ?", arguments: [account.officer.rawValue])
            return true
        }
        guard taken else { throw AccountError.wrongRecoveryCode }
        try await store(newPassword, of: account.officer, mustChange: false, clearingSecondFactor: true)
        throttle.succeeded(account: signIn, address: address)
        try await gate.record(AuditEvent(.recovery, by: account.officer, what: "recovery code used"))
        return try self.account(account.officer)
    }

    /// 200 bits of chance need no slow hash.
    private static func recoveryHash(_ code: String) -> Data {
        let letters = code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            .replacingOccurrences(of: "0", with: "O").replacingOccurrences(of: "1", with: "I")
        return Data(SHA256.hash(data: Data("serai recovery \(letters)".utf8)))
    }

    private static func grouped(_ code: String) -> String {
        stride(from: 0, to: code.count, by: 5).map { start in String(code.dropFirst(start).prefix(5)) }
            .joined(separator: "-")
    }
}
