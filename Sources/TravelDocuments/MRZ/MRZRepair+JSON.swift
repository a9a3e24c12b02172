// The answer of `serai mrz repair`: the rule's result at the top, whatever is cleverer under `proposals`.

extension MRZRepair {
    /// Keys in order of the alphabet; the form is described in Fixtures/documents/SOURCE.md.
    package func json(id: String) -> String {
        "{\"changes\":\(changes.json),\"id\":\(quoted(id)),\"lines\":\(lines?.json ?? "null"),"
            + "\"proposals\":[\(proposals.map(\.json).joined(separator: ","))],\"status\":\"\(status.rawValue)\"}"
    }
}

extension MRZProposal {
    fileprivate var json: String {
        "{\"changes\":\(changes.json),\"cost\":\(cost),\"lines\":\(lines.json)}"
    }
}

extension [String] {
    fileprivate var json: String { "[" + map(quoted).joined(separator: ",") + "]" }
}

extension [MRZChange] {
    fileprivate var json: String {
        "["
            + map { change in
                "{\"from\":\"\(change.from)\",\"line\":\(change.line),\"place\":\(change.place),"
                    + "\"reason\":\"\(change.reason.rawValue)\",\"to\":\"\(change.to)\"}"
            }.joined(separator: ",") + "]"
    }
}
