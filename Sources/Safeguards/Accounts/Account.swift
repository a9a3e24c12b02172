import Foundation
package import Records

/// One person who may sign in. The password, the second factor and the recovery code are kept elsewhere.
package struct Account: Sendable, Hashable, Identifiable {
    package var id: OfficerID { officer }
    /// The pseudonym under which this person acts in every record; never reused.
    package let officer: OfficerID
    /// Folded to lower case.
    package var signInName: String
    /// For colleagues' screens.
    package var name: String
    package var roles: Set<Role>
    package var posts: Set<PostID>
    package var unit: String?
    package var disabled = false
    package var mustChangePassword = false
    package var hasSecondFactor = false

    package init(
        officer: OfficerID, signInName: String, name: String, roles: Set<Role>, posts: Set<PostID> = [],
        unit: String? = nil, disabled: Bool = false, mustChangePassword: Bool = false, hasSecondFactor: Bool = false
    ) {
        self.officer = officer
        self.signInName = signInName
        self.name = name
        self.roles = roles
        self.posts = posts
        self.unit = unit
        self.disabled = disabled
        self.mustChangePassword = mustChangePassword
        self.hasSecondFactor = hasSecondFactor
    }

    /// The purposes this account can ever act for, in the order of the policy: the choices at sign-in.
    package var purposes: [Purpose] { AccessPolicy.purposes(of: roles) }
}

/// An account to be made.
package struct NewAccount: Sendable {
    package var signInName: String
    package var name: String
    package var roles: Set<Role>
    package var posts: Set<PostID>
    package var unit: String?
    package var password: String
    /// True when someone else knows the password.
    package var mustChangePassword: Bool

    package init(
        signInName: String, name: String, roles: Set<Role>, posts: Set<PostID> = [], unit: String? = nil,
        password: String, mustChangePassword: Bool = true
    ) {
        self.signInName = signInName
        self.name = name
        self.roles = roles
        self.posts = posts
        self.unit = unit
        self.password = password
        self.mustChangePassword = mustChangePassword
    }
}

enum SignInName {
    /// - Returns: the name as it is kept; `nil` when it is not 2–64 letters, digits, dots, hyphens or underscores.
    static func fold(_ text: String) -> String? {
        let folded = text.trimmingCharacters(in: .whitespaces).precomposedStringWithCompatibilityMapping.lowercased()
        guard (2...64).contains(folded.unicodeScalars.count), folded.utf8.count <= 128,
            folded.allSatisfy({ $0.isLetter || $0.isNumber || "._-@".contains($0) })
        else { return nil }
        return folded
    }
}

/// Which roles one person may hold together.
enum RoleSeparation {
    private static let oversight: Set<Role> = [.dataProtection, .monitor]
    private static let operational: Set<Role> = [.firstLine, .secondLine, .nccDuty, .liaison, .analyst]

    static func check(_ roles: Set<Role>) throws(AccountError) {
        guard !roles.isEmpty else { throw .noRole }
        if roles.contains(.sysadmin), roles.count > 1 { throw .rolesConflict }
        if !roles.isDisjoint(with: oversight), !roles.isDisjoint(with: operational) { throw .rolesConflict }
    }
}
