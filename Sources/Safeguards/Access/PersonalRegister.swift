// The only handle a room gets on tables of persons. It opens for a warrant, once each time.

package import Records

/// Personal data behind a warrant. The room that fills it keeps no other way in.
package struct PersonalRegister<Content: Sendable>: Sendable {
    private let content: Content
    private let objects: Set<AccessObject>

    /// - Parameter objects: what this register holds; a warrant for anything else does not open it.
    package init(guarding content: Content, of objects: Set<AccessObject>) {
        self.content = content
        self.objects = objects
    }

    /// Opens the register for one read.
    ///
    /// - Throws: `WarrantMismatch` when the warrant is for another kind of object; what `body` throws.
    package func read<Answer>(
        under warrant: consuming Warrant, _ body: (Content) throws -> Answer
    ) throws -> Answer {
        try check(warrant.object)
        return try body(content)
    }

    /// Opens the register for the queries the warrant was given for.
    ///
    /// - Parameter subjects: whom the questions are about; must be those that were audited, in their order.
    package func read<Answer>(
        _ subjects: [AuditSubject], under warrant: consuming BatchWarrant, _ body: (Content) throws -> Answer
    ) throws -> Answer {
        try check(warrant.object)
        guard subjects == warrant.subjects else { throw WarrantMismatch.subjects(audited: warrant.subjects.count) }
        return try body(content)
    }

    /// Opens the register for one run of the node's own work.
    package func maintain<Answer>(
        under warrant: consuming MaintenanceWarrant, _ body: (Content) throws -> Answer
    ) rethrows -> Answer {
        try body(content)
    }

    /// The same, for work that waits.
    package func maintain<Answer: Sendable>(
        under warrant: consuming MaintenanceWarrant, _ body: (Content) async throws -> Answer
    ) async rethrows -> Answer {
        try await body(content)
    }

    private func check(_ object: AccessObject) throws {
        guard objects.contains(object) else { throw WarrantMismatch.object(found: object, register: objects) }
    }
}

/// A warrant was brought to a register it was not given for.
package enum WarrantMismatch: Error, Equatable, CustomStringConvertible {
    case object(found: AccessObject, register: Set<AccessObject>)
    case subjects(audited: Int)

    package var description: String {
        switch self {
        case .object(let found, let register):
            "a warrant for \(found.rawValue) was brought to a register of "
                + "\(register.map(\.rawValue).sorted().joined(separator: ", ")): ask for leave to read that"
        case .subjects(let audited):
            "the questions are not the \(audited) that were audited: ask for leave for the list as it is"
        }
    }
}
