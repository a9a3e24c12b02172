// Who may see a record and what they may do with it.

/// How far a record may travel.
///
/// Source: FIRST, Traffic Light Protocol 2.0.
package enum TrafficLight: String, Codable, Sendable, CaseIterable, Comparable {
    case clear = "TLP:CLEAR"
    case green = "TLP:GREEN"
    case amber = "TLP:AMBER"
    case amberStrict = "TLP:AMBER+STRICT"
    case red = "TLP:RED"

    package static func < (a: Self, b: Self) -> Bool {
        allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
}

/// What a record may not be used for without asking its author.
///
/// Modelled on the handling codes of police message exchange (Europol SIENA H0–H2).
package enum UseCode: String, Codable, Sendable, CaseIterable {
    /// Border and crime-prevention purposes only.
    case borderPurposesOnly = "H0"
    /// Not in court without permission.
    case notInCourt = "H1"
    /// Not passed on without permission.
    case notOnward = "H2"
}

/// Handling of a record. An empty audience means nobody outside the author's node.
package struct Handling: Hashable, Codable, Sendable {
    package var light: TrafficLight
    package var use: Set<UseCode>
    package var audience: Set<NodeID>

    package init(_ light: TrafficLight, use: Set<UseCode> = [], audience: Set<NodeID> = []) {
        self.light = light
        self.use = use
        self.audience = audience
    }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        light = try box.decode(TrafficLight.self, forKey: .light)
        use = Set(try box.decode([UseCode].self, forKey: .use))
        audience = Set(try box.decode([NodeID].self, forKey: .audience))
    }

    /// Sets are written in order, so that equal handling gives equal bytes.
    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(light, forKey: .light)
        try box.encode(use.sorted { $0.rawValue < $1.rawValue }, forKey: .use)
        try box.encode(audience.sorted(), forKey: .audience)
    }

    private enum CodingKeys: CodingKey { case light, use, audience }
}
