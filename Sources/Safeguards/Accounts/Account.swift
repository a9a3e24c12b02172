package import Records

/// One person who may sign in. The password, the second factor and the recovery code are kept elsewhere.
package struct Account: Sendable, Hashable, Identifiable {
    package var id: OfficerID { officer }
    /// The pseudonym under which this person acts in every record.
    package let officer: OfficerID
    package var signInName: String
    /// For colleagues' screens.
    package var name: String
    package var roles: Set<Role>
    package var posts: Set<PostID>
    package var unit: String?
    package var disabled: Bool
    package var mustChangePassword: Bool
    package var hasSecondFactor: Bool
}
