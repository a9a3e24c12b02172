// What the engine says about one listed identity, for a person to judge: three kinds of evidence that stay
// apart, and one number to sort by. A match is the machine's word; whether it is a hit, an officer decides.

package import Records

/// One listed identity that may be the traveller.
package struct Match: Sendable, Hashable, Codable {
    /// The key the identity was indexed under.
    package var key: UInt64
    /// 0…1 for ranking and the alarm threshold. 1 only when name and birth date are the same to the letter and the day.
    package var score: Double
    package var name: NameEvidence
    package var birth: BirthEvidence
    package var document: DocumentEvidence

    package init(
        key: UInt64, score: Double, name: NameEvidence, birth: BirthEvidence, document: DocumentEvidence
    ) {
        self.key = key
        self.score = score
        self.name = name
        self.birth = birth
        self.document = document
    }

    /// What an officer reads, strongest first: document, birth date, then the name part by part.
    package var reasons: [String] {
        var reasons: [String] = []
        if document.relation != .none { reasons.append(document.reason) }
        if birth.relation != .unknown { reasons.append(birth.reason) }
        return reasons + name.parts.map(\.reason)
    }
}

/// How one part of the traveller's name stands to one part of a listed name.
package struct NamePart: Sendable, Hashable, Codable {
    package enum Relation: String, Sendable, Codable, CaseIterable {
        /// The same letters after case and accents are set aside.
        case same
        /// Another spelling of the same name.
        case variant
        /// Alike, but no known spelling of it.
        case similar
        /// Set against each other and not alike.
        case differs
        /// Only the traveller has it.
        case extra
        /// Only the list has it.
        case missing
    }

    /// As the traveller's name has it; `nil` for `missing`.
    package var traveller: String?
    /// As the list has it; `nil` for `extra`.
    package var listed: String?
    package var relation: Relation
    /// The rule that says so, in words.
    package var rule: String

    package init(traveller: String?, listed: String?, relation: Relation, rule: String) {
        self.traveller = traveller
        self.listed = listed
        self.relation = relation
        self.rule = rule
    }

    package var reason: String {
        switch (traveller, listed) {
        case (let mine?, let listed?): "\(mine) / \(listed): \(rule)"
        case (let mine?, nil): "\(mine): \(rule)"
        case (nil, let listed?): "\(listed): \(rule)"
        case (nil, nil): rule
        }
    }
}

/// The listed name that fits best, set beside the traveller's part by part.
package struct NameEvidence: Sendable, Hashable, Codable {
    /// 0 nothing shared, 1 the same parts letter for letter.
    package var strength: Double
    package var listed: PersonName?
    package var parts: [NamePart]

    package init(strength: Double, listed: PersonName?, parts: [NamePart]) {
        self.strength = strength
        self.listed = listed
        self.parts = parts
    }
}

/// The listed birth date that fits best.
package struct BirthEvidence: Sendable, Hashable, Codable {
    package enum Relation: String, Sendable, Codable, CaseIterable {
        /// The same day.
        case same
        /// One of the two is partial, and they can be the same.
        case compatible
        /// A slip would explain the difference: day and month swapped, one digit, one year.
        case slip
        /// The same or a neighbouring year, another day.
        case near
        /// Years apart.
        case contradicts
        /// One side has no date.
        case unknown
    }

    package var relation: Relation
    package var traveller: PartialDate?
    package var listed: PartialDate?
    package var reason: String

    package init(relation: Relation, traveller: PartialDate?, listed: PartialDate?, reason: String) {
        self.relation = relation
        self.traveller = traveller
        self.listed = listed
        self.reason = reason
    }
}

/// The listed document that fits best. Another number says nothing: people own several documents.
package struct DocumentEvidence: Sendable, Hashable, Codable {
    package enum Relation: String, Sendable, Codable, CaseIterable {
        case same
        /// The same but for characters that readers confuse (0 O, 1 I, 2 Z, 5 S, 6 G, 8 B).
        case confusable
        case none
    }

    package var relation: Relation
    package var traveller: DocumentNumber?
    package var listed: DocumentNumber?
    package var reason: String

    package init(relation: Relation, traveller: DocumentNumber?, listed: DocumentNumber?, reason: String) {
        self.relation = relation
        self.traveller = traveller
        self.listed = listed
        self.reason = reason
    }
}
