// Sorting by plain links: each head of a table leads to the same page in that order, and once more to the reverse.
import Foundation

/// The order somebody asked a table to be shown in, by `?sort=column` or `?sort=-column`.
struct TableOrder {
    private let columns: [(key: String, title: String)]
    private let column: String?
    private let isReversed: Bool
    private let link: String

    /// - Parameters:
    ///   - path: of the page; its other query fields stay.
    ///   - columns: name of the value in a row, and key of the title's text. Unknown wishes leave the order as it is.
    init(_ visit: Visit, _ path: String, _ columns: [(key: String, title: String)]) {
        let wish = visit.query["sort"] ?? ""
        let name = wish.hasPrefix("-") ? String(wish.dropFirst()) : wish
        self.columns = columns.map { ($0.key, visit.language[$0.title]) }
        column = columns.contains { $0.key == name } ? name : nil
        isReversed = wish.hasPrefix("-")
        let kept = visit.query.fields.filter { !["sort", "format"].contains($0.name) }
            .map { "\($0.name.queryEncoded)=\($0.value.queryEncoded)&" }.joined()
        link = "\(path)?\(kept)sort="
    }

    /// Whether the page shows another order than its own.
    var isChosen: Bool { column != nil }

    /// Numbers inside texts count as numbers; equal rows keep their order.
    func sorted(_ rows: [[String: Any]]) -> [[String: Any]] {
        guard let column else { return rows }
        let keyed = rows.enumerated().map { (row: $1, place: $0, text: "\($1[column] ?? "")") }
        return keyed.sorted { a, b in
            let order = a.text.compare(b.text, options: [.numeric, .caseInsensitive])
            if order == .orderedSame { return a.place < b.place }
            return (order == .orderedAscending) != isReversed
        }.map(\.row)
    }

    /// The heads, for `table-heads`.
    var heads: [[String: Any]] {
        columns.map { key, title in
            let isCurrent = key == column
            return [
                "title": title, "href": link + (isCurrent && !isReversed ? "-" : "") + key, "isCurrent": isCurrent,
                "sorting": isReversed ? "descending" : "ascending", "arrow": isReversed ? "▼" : "▲",
            ]
        }
    }
}
