// Who is signed in. Tokens are chance and nothing else; what is kept is their hash, in memory: after a restart people
// sign in again, and a stolen disk holds no session.

import Crypto
package import Foundation
package import Records
import Synchronization

/// One sign-in, from one screen, for one shift.
package struct Session: Sendable, Hashable {
    package let officer: OfficerID
    package let name: String
    package let roles: Set<Role>
    /// Chosen at sign-in for the shift.
    package let purpose: Purpose
    package let post: PostID?
    /// Sent back with every form; another site cannot know it.
    package let csrf: String
    package let started: Date
    package var lastSeen: Date
    package var secondFactorAt: Date?
}

package enum SessionError: Error, Equatable, CustomStringConvertible {
    /// Unknown, signed out, or from before a restart: the answer is the same on purpose.
    case unknown
    case idle
    case shiftOver
    case forgedForm

    package var description: String {
        switch self {
        case .unknown: "you are not signed in: sign in"
        case .idle: "nothing happened for \(Int(Sessions.idleLimit / 60)) minutes: sign in again"
        case .shiftOver: "the session is older than one shift: sign in again"
        case .forgedForm: "the form did not come from this session: open the page again and repeat"
        }
    }
}

/// Sessions of this process. O(1) each; one lock.
package final class Sessions: Sendable {
    package static let idleLimit: TimeInterval = 15 * 60
    package static let absoluteLimit: TimeInterval = 12 * 3600
    /// How long a second factor counts as fresh.
    package static let stepUpLasts: TimeInterval = 10 * 60

    private let now: @Sendable () -> Date
    private let open = Mutex<[SHA256Digest: Session]>([:])

    package init(now: @escaping @Sendable () -> Date) { self.now = now }

    /// - Parameter earlier: the session this one goes on from, with another purpose or post: its age and its second factor
    ///   stay what they are.
    /// - Returns: the token for the cookie: 256 bits, base64url. It is not kept.
    package func start(
        _ account: Account, purpose: Purpose, post: PostID?, secondFactor: Bool = false, after earlier: Session? = nil
    ) -> (token: String, session: Session) {
        let token = Self.chance()
        let time = now()
        let session = Session(
            officer: account.officer, name: account.name, roles: account.roles, purpose: purpose, post: post,
            csrf: Self.chance(), started: earlier?.started ?? time, lastSeen: time,
            secondFactorAt: secondFactor ? time : earlier?.secondFactorAt)
        open.withLock { $0[Self.hash(token)] = session }
        return (token, session)
    }

    /// The session of a token, its idle clock wound up again.
    package func session(_ token: String) throws(SessionError) -> Session { try find(token, isActivity: true) }

    /// Whether a session still stands; watching is no activity and does not keep it awake.
    package func stands(_ token: String) -> Bool { (try? find(token, isActivity: false)) != nil }

    private func find(_ token: String, isActivity: Bool) throws(SessionError) -> Session {
        let time = now()
        let key = Self.hash(token)
        let found: Result<Session, SessionError> = open.withLock { open in
            guard var session = open[key] else { return .failure(.unknown) }
            if let end = Self.end(of: session, at: time) {
                open[key] = nil
                return .failure(end)
            }
            if isActivity {
                session.lastSeen = max(time, session.lastSeen)
                open[key] = session
            }
            return .success(session)
        }
        return try found.get()
    }

    /// The session of a token that also proves its form came from us.
    package func session(_ token: String, form csrf: String) throws(SessionError) -> Session {
        let session = try session(token)
        guard constantTimeEqual(Array(session.csrf.utf8), Array(csrf.utf8)) else { throw .forgedForm }
        return session
    }

    /// A second factor was shown in this session just now.
    package func steppedUp(_ token: String) throws(SessionError) {
        _ = try session(token)
        let time = now()
        open.withLock { $0[Self.hash(token)]?.secondFactorAt = time }
    }

    /// Gone at once: the token opens nothing any more.
    package func signOut(_ token: String) { open.withLock { $0[Self.hash(token)] = nil } }

    /// Every session of an officer: the account was disabled, or the password changed.
    package func signOutAll(of officer: OfficerID) {
        open.withLock { open in open = open.filter { $0.value.officer != officer } }
    }

    /// Who acts in a session.
    package func officer(of session: Session) -> Officer {
        let fresh = session.secondFactorAt.map { now().timeIntervalSince($0) <= Self.stepUpLasts } ?? false
        return Officer(
            id: session.officer, name: session.name, roles: session.roles, post: session.post, onDuty: true,
            secondFactorFresh: fresh)
    }

    /// Signed in and not expired; for the metrics page.
    package var count: Int {
        let time = now()
        return open.withLock { open in
            open = open.filter { Self.end(of: $0.value, at: time) == nil }
            return open.count
        }
    }

    private static func end(of session: Session, at time: Date) -> SessionError? {
        if time.timeIntervalSince(session.started) >= absoluteLimit { return .shiftOver }
        return time.timeIntervalSince(session.lastSeen) >= idleLimit ? .idle : nil
    }

    private static func hash(_ token: String) -> SHA256Digest { SHA256.hash(data: Data(token.utf8)) }

    private static func chance() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

/// Equal or not, in a time that depends on the lengths only.
///
/// `|` and `^` bind alike in Swift: without the parentheses unequal texts can come out equal.
package func constantTimeEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
