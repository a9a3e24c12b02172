// The accounts file: one table, the secrets in it hashed or sealed.

package import Foundation
package import GRDB
import Records

extension Accounts {
    /// Opens the accounts file: every change is on disk when it is answered, and erased bytes are overwritten.
    package static func open(_ file: URL) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
        }
        return try DatabaseQueue(path: file.path, configuration: configuration)
    }

    static func migrate(_ database: DatabaseQueue) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 accounts") { db in
            try db.execute(
                sql: """
                    CREATE TABLE account (
                        officer TEXT PRIMARY KEY, signin TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                        roles TEXT NOT NULL, posts TEXT NOT NULL, unit TEXT,
                        disabled INTEGER NOT NULL DEFAULT 0, must_change INTEGER NOT NULL DEFAULT 0,
                        password TEXT NOT NULL, made INTEGER NOT NULL,
                        totp BLOB, totp_confirmed INTEGER NOT NULL DEFAULT 0, totp_used INTEGER,
                        recovery BLOB
                    ) STRICT
                    """)
        }
        try migrator.migrate(database)
    }

    static let columns = """
        SELECT officer, signin, name, roles, posts, unit, disabled, must_change, totp_confirmed FROM account
        """

    static func account(_ row: Row) throws -> Account {
        guard let officer = OfficerID(rawValue: row[0]) else { throw AccountError.damaged }
        return Account(
            officer: officer, signInName: row[1], name: row[2],
            roles: Set(words(row[3]).compactMap(Role.init)), posts: Set(words(row[4]).compactMap(PostID.init)),
            unit: row[5], disabled: row[6], mustChangePassword: row[7], hasSecondFactor: row[8])
    }

    static func find(_ officer: OfficerID, in db: Database) throws -> Account? {
        try Row.fetchOne(db, sql: columns + " WHERE officer = ?", arguments: [officer.rawValue]).map(account)
    }

    static func find(signIn: String, in db: Database) throws -> Account? {
        try Row.fetchOne(db, sql: columns + " WHERE signin = ?", arguments: [signIn]).map(account)
    }

    /// Administrators who can sign in.
    static func administrators(in db: Database) throws -> [OfficerID] {
        try Row.fetchAll(db, sql: columns + " WHERE disabled = 0").map(account).filter { $0.roles.contains(.sysadmin) }
            .map(\.officer)
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
