// A passenger list, before anybody arrives: every traveller of it screened under one warrant that names them all.

package import Records
package import Safeguards
import Watchlists

/// One line of a passenger list: answered, or refused with a reason. The other lines are answered all the same.
package struct ManifestLine: Sendable {
    package var answer: ScreeningAnswer?
    package var refusal: ScreeningRefusal?
}

extension BorderDesk {
    /// Most travellers of one list; longer ones come in parts.
    package static let manifestLimit = 1_000

    /// Screens a passenger list. Lines that cannot be read are answered with why; they do not hold up the others.
    ///
    /// Cost: one shared disk write for the list, one more for each case that is opened.
    /// - Throws: `ScreeningRefusal`, `AccessRefusal` when one of the questions would be refused: then none is asked.
    package func screen(
        manifest: [ScreeningRequest.Presented], purpose: Purpose, post: PostID, direction: Direction, by officer: Officer
    ) async throws -> [ManifestLine] {
        guard (1...Self.manifestLimit).contains(manifest.count) else {
            throw ScreeningRefusal.manifestLength(found: manifest.count, limit: Self.manifestLimit)
        }
        var lines = [ManifestLine](repeating: ManifestLine(), count: manifest.count)
        var asked: [(line: Int, screened: Screened)] = []
        for (number, presented) in manifest.enumerated() {
            do throws(ScreeningRefusal) {
                let request = ScreeningRequest(presented, purpose: purpose, post: post, direction: direction)
                asked.append((number, try read(request, by: officer)))
            } catch {
                if error == .unknownPost || error == .otherPost { throw error }
                lines[number].refusal = error
            }
        }
        guard !asked.isEmpty else { return lines }
        let warrant = try await gate.warrant(forAll: asked.map { $0.screened.query(what: "manifest") }, by: officer)
        let auditIndex = warrant.auditIndex
        let found = try alerts.screen(asked.map(\.screened.traveller), under: warrant)
        for ((line, screened), matches) in zip(asked, found) {
            lines[line].answer = try await inTurn(screened) {
                try await conclude(screened, matches, auditIndex: auditIndex, by: officer)
            }
        }
        return lines
    }
}
