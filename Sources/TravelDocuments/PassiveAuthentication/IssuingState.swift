import Records

/// The state whose key signed, against the state that the document names.
package enum IssuingState {
    /// Certificates carry two letters, documents three (or `D`), and some issuers share a key.
    ///
    /// Source: Doc 9303-12 table 6 (countryName), Doc 9303-3 section 5. `UT` and `ZZ` stand for the specimen states.
    package static func matches(certificate country: String, document state: String) -> Bool {
        if let states = shared[country] { return states.contains(state) }
        guard let code = CountryCode(document: state) else { return false }
        return CountryCode(country) == code
    }

    /// Two-letter codes that are not one state of ISO 3166-1, or whose key signs for several codes of Doc 9303-3.
    private static let shared: [String: Set<String>] = [
        "UT": ["UTO"], "ZZ": ["ZZZ"], "UN": ["UNO", "UNA", "UNK"], "EU": ["EUE"], "KS": ["RKS"], "XK": ["RKS"],
        "GB": ["GBR", "GBD", "GBN", "GBO", "GBP", "GBS"], "XO": ["XOM"],
    ]
}
