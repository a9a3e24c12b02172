// Who is on the other side of a request: the session, the officer, and the shift they chose.
package import BorderControl
import Foundation
package import Records
package import Safeguards
import Synchronization

/// What an officer chose when the shift began.
package struct Shift: Sendable, Hashable {
    package var post: PostID?
    package var purpose: Purpose
    package var direction: Direction
    /// Set while a family or a bus is checked together.
    package var group: RecordID?
}

/// A signed-in person.
package struct Guest: Sendable {
    package let token: String
    package let session: Session
    package let officer: Officer
    /// `nil` until post and purpose are chosen.
    package let shift: Shift?
    /// By `Authorization: Bearer`, which no foreign page can send; else by cookie.
    package let byBearer: Bool

    package var roles: Set<Role> { officer.roles }

    /// The shift.
    ///
    /// - Throws: `Problem.shiftMissing`.
    package func onShift() throws(Problem) -> Shift {
        guard let shift else { throw .shiftMissing }
        return shift
    }
}

/// What the console remembers of a session beside the session itself; gone with the process, as sessions are.
final class Shifts: Sendable {
    private struct Memory {
        var account: Account
        var shift: Shift?
    }

    /// By the session's form token, which is as unique and as short-lived as the session.
    private let memory = Mutex<[String: Memory]>([:])

    func remember(_ account: Account, shift: Shift?, for session: Session) {
        memory.withLock { $0[session.csrf] = Memory(account: account, shift: shift) }
    }

    func shift(of session: Session) -> Shift? { memory.withLock { $0[session.csrf]?.shift } }
    func account(of session: Session) -> Account? { memory.withLock { $0[session.csrf]?.account } }

    func group(_ group: RecordID?, for session: Session) { memory.withLock { $0[session.csrf]?.shift?.group = group } }
    func forget(_ session: Session) { memory.withLock { $0[session.csrf] = nil } }
}
