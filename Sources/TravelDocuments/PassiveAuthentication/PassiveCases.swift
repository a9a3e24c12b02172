// One inspection as a line of JSON in, one as a line of JSON out: what `serai passive-auth --jsonl` reads and writes.

import Foundation
package import Records

/// Answers inspections against the files of one trust folder. Keeps one judge for each set of files a line names.
package struct PassiveCases {
    private struct Question: Decodable {
        var id: String
        var inspectionDate: CalendarDay?
        var securityObject: Data
        var dataGroups: [String: Data]
        var printedZone: [String]?
        var anchors: [String]?
        var links: [String]?
        var lists: [String]?

        enum CodingKeys: String, CodingKey {
            case id
            case inspectionDate = "inspection_date"
            case securityObject = "ef_sod"
            case dataGroups = "data_groups"
            case printedZone = "printed_mrz"
            case anchors = "trust_anchors"
            case links = "intermediate"
            case lists = "crls"
        }
    }

    private struct Named: Hashable {
        var anchors: [String]?
        var links: [String]?
        var lists: [String]?
    }

    private let files: [String: [UInt8]]
    private let today: CalendarDay
    private let whole: TrustList
    private var judges: [Named: PassiveAuthentication] = [:]
    private let withEvidence: Bool

    /// Documents carry photographs: up to 8 MiB a line, base64 included.
    package static let lineLimit = 8_388_608

    /// - Parameters:
    ///   - files: name and content of each file of the trust folder.
    ///   - withEvidence: add to each answer what `serai trust replay` needs.
    package init(files: [String: [UInt8]], today: CalendarDay, withEvidence: Bool = false) {
        var found = TrustImport(on: today)
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { found.take(bytes, file: name) }
        (self.files, self.today, whole, self.withEvidence) = (files, today, found.list, withEvidence)
    }

    /// Never fails: a line that is no question is answered with `error` in place of a verdict.
    package mutating func answer(jsonLine: String) -> String {
        do {
            try StrictJSON.check(Array(jsonLine.utf8), limit: Self.lineLimit)
        } catch { return "{\"error\":\(quoted(error.description))}" }
        guard let question = try? JSONDecoder().decode(Question.self, from: Data(jsonLine.utf8)) else {
            return "{\"error\":\"expected id, ef_sod and data_groups (base64), and perhaps inspection_date, printed_mrz, "
                + "trust_anchors, intermediate and crls (names of files): correct the line\"}"
        }
        var groups: [Int: [UInt8]] = [:]
        for (name, bytes) in question.dataGroups {
            guard let number = Int(name), (1...16).contains(number) else {
                return "{\"error\":\"expected data groups 1 to 16: correct the line\",\"id\":\(quoted(question.id))}"
            }
            groups[number] = Array(bytes)
        }
        let document = ChipDocument(
            securityObject: Array(question.securityObject), dataGroups: groups, printedZone: question.printedZone)
        let named = Named(anchors: question.anchors, links: question.links, lists: question.lists)
        let judge = judge(named)
        return judge.judge(document, on: question.inspectionDate ?? today).json(id: question.id, withEvidence: withEvidence)
    }

    private mutating func judge(_ named: Named) -> PassiveAuthentication {
        if let judge = judges[named] { return judge }
        let judge = PassiveAuthentication(trust: list(named))
        if judges.count >= 64 { judges.removeAll() }
        judges[named] = judge
        return judge
    }

    /// The whole folder where a line names nothing; a named file that is missing is not trusted, and never an error.
    private func list(_ named: Named) -> TrustList {
        func certificates(_ names: [String]) -> [Certificate] {
            names.compactMap { name in files[name].flatMap { try? Certificate($0) } }
        }
        let lists = named.lists.map { $0.map { name in files[name].flatMap { try? RevocationList($0) } } }
        return TrustList(
            authorities: named.anchors.map(certificates) ?? whole.authorities,
            links: named.links.map(certificates) ?? whole.links,
            revocationLists: lists.map { $0.compactMap { $0 } } ?? whole.revocationLists,
            unreadableLists: lists?.count { $0 == nil } ?? 0)
    }
}
