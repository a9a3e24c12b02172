// A border crossing point and the rules it works under.

package import Records

/// Which way a traveller crosses.
package enum Direction: String, Codable, Sendable, CaseIterable { case entry, exit }

/// One border crossing point of the node.
package struct Post: Hashable, Codable, Sendable {
    package var id: PostID
    package var name: String
    /// Where one officer may be alone on duty: the officer who screened may then also decide. Every such
    /// decision is marked and reported.
    package var loneOfficerMayDecide: Bool

    /// Those who work at a post: without one they see nothing.
    package static let roles: Set<Role> = [.firstLine, .secondLine]

    package init(id: PostID, name: String, loneOfficerMayDecide: Bool = false) {
        self.id = id
        self.name = name
        self.loneOfficerMayDecide = loneOfficerMayDecide
    }
}
