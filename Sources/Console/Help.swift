// Static files, the sheet of keys, and whom to call.
import BorderControl
import HTTPTypes
import Records

extension Desks {
    var helpRoutes: [Route] {
        [
            Route(.get, "/assets/{file}", for: .anyone) { visit in
                guard let file = assets.file(named: visit.places["file"] ?? "") else { throw Problem.notFound }
                var reply: Reply
                if visit.head.headerFields[.ifNoneMatch] == file.entityTag {
                    reply = Reply(status: 304, .nothing)
                } else {
                    reply = Reply(.bytes(file.bytes, type: file.type))
                }
                reply.storable = true
                return reply.setting(.eTag, file.entityTag)
            },
            Route(.get, "/keys") { visit in
                let language = visit.language
                let rows = Self.keys.map { ["key": $0, "what": language["key.\($0 == "/" ? "slash" : $0.lowercased())"]] }
                let desks = DeskEntry.open(to: visit.guest?.roles ?? []).map {
                    ["key": "G \($0.key)", "what": language["desk.\($0.name)"]]
                }
                return pages.page("keys", of: "keys", for: visit, ["rows": rows + desks])
            },
            Route(.get, "/contacts") { visit in
                pages.page("contacts", of: "contacts", for: visit, ["contacts": contacts(in: visit.language)])
            },
        ]
    }

    /// As printed on the sheet.
    static let keys = ["/", "Enter", "T", "S", "V", "N", "J", "K", "O", "C", "R", "X", "U", "W", "Esc"]

    /// Who is on duty for those who need protection, in the words the node was given.
    func contacts(in language: Language) -> [[String: String]] {
        rooms.contacts.map { contact in
            [
                "kind": language.word("referral", contact.kind.rawValue), "who": contact.who, "phone": contact.phone,
                "hours": contact.hours,
            ]
        }
    }
}
