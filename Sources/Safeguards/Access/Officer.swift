package import Records

/// Who is acting, after sign-in: the pseudonym for the record, the name for the screen only.
package struct Officer: Sendable, Hashable, Identifiable {
    package let id: OfficerID
    /// For the officer's own screen and for colleagues; never written to a ledger or a log.
    package let name: String
    package let roles: Set<Role>
    package let post: PostID?
    package let onDuty: Bool
    /// A second factor was shown within the last minutes (`Sessions.stepUpLasts`).
    package let secondFactorFresh: Bool

    package init(
        id: OfficerID, name: String, roles: Set<Role>, post: PostID? = nil, onDuty: Bool = true,
        secondFactorFresh: Bool = false
    ) {
        self.id = id
        self.name = name
        self.roles = roles
        self.post = post
        self.onDuty = onDuty
        self.secondFactorFresh = secondFactorFresh
    }
}
