import SwiftASN1

/// A certificate's name, compared as RFC 5280 7.1 asks: letter case and runs of spaces do not count, the kind of
/// string does not either (issuers change from PrintableString to UTF8String between certificate and list).
package struct DistinguishedName: Hashable, Sendable {
    private let attributes: [String]
    /// Two letters, upper case; `nil` when the name has no country or several.
    package let country: String?
    /// For officers' lists: the common name.
    package let commonName: String?

    init(_ node: ASN1Node) throws(PKIError) {
        var attributes: [String] = []
        var countries: [String] = []
        var common: String?
        var sets = try node.children("name")
        while let set = sets.next() {
            for pair in try set.parts("name part") {
                var parts = try pair.children("name part")
                let kind = try parts.need("kind").identifierValue("kind")
                guard case .primitive(let bytes) = try parts.need("value").content else {
                    throw .unexpected("name part", expected: "a string")
                }
                let text = String(decoding: bytes, as: UTF8.self)
                if kind == [2, 5, 4, 6] { countries.append(text.uppercased()) }
                if kind == [2, 5, 4, 3] { common = text }
                let folded = text.lowercased().split(separator: " ").joined(separator: " ")
                attributes.append("\(kind)=\(folded)")
            }
        }
        self.attributes = attributes
        country = countries.count == 1 ? countries[0] : nil
        commonName = common
    }
}
