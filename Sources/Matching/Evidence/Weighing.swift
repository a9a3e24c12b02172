// From three kinds of evidence to one number to sort by. The weights are judgement, checked against the development
// set (docs/figures/screening-dev.md); a table, so that people can read and dispute it.

/// What is known about one candidate before it becomes a number.
struct Findings: Sendable {
    var strength: Float
    /// Weight of name words matched; two rare words are about 2.
    var matched: Float
    var birth: BirthCase
    var document: DocumentEvidence.Relation
}

enum Weighing {
    /// Log-odds for the whole of the name's strength; `nameMiddle` is where a name speaks neither way.
    static let nameSlope: Float = 9
    static let nameMiddle: Float = 0.80
    /// What each word matched beyond one adds, up to three.
    static let perWord: Float = 1.75
    /// Flattens the curve, so that strong matches still differ and can be ranked.
    static let spread: Float = 0.4
    static let document: Float = 8
    static let confusableDocument: Float = 7

    /// 0…0.99; 1 is given by the caller, and to identity only.
    static func score(_ findings: Findings) -> Double {
        score(odds: odds(findings))
    }

    static func score(odds: Float) -> Double {
        min(0.99, Double(1 / (1 + exponential(-odds * spread))))
    }

    /// Odds below which no finding can reach a score, a little generous.
    static func odds(at threshold: Double) -> Float {
        var (low, high): (Float, Float) = (-30, 30)
        for _ in 0..<20 {
            let middle = (low + high) / 2
            if Double(1 / (1 + exponential(-middle * spread))) < threshold {
                low = middle
            } else {
                high = middle
            }
        }
        return low - 0.01
    }

    /// Natural log-odds that the two are one person, every kind of evidence in.
    static func odds(_ findings: Findings) -> Float {
        odds(
            name: nameOdds(strength: findings.strength, matched: findings.matched), birth: findings.birth,
            document: findings.document)
    }

    static func odds(name: Float, birth: BirthCase, document relation: DocumentEvidence.Relation) -> Float {
        var odds = name + birth.points
        switch relation {
        case .none: break
        // The document speaks for itself, whoever's name is on it; name and date can add but not take away.
        case .same: odds = max(odds, -5) + document
        case .confusable: odds = max(odds, -5) + confusableDocument
        }
        return odds
    }

    static func nameOdds(strength: Float, matched: Float) -> Float {
        nameSlope * (strength - nameMiddle) + perWord * (min(matched, 3) - 1.5)
    }

    /// e to the power of x by squaring; within 0.1 % for the range scores need.
    static func exponential(_ x: Float) -> Float {
        let x = min(30, max(-30, x))
        var result = 1 + x / 1024
        for _ in 0..<10 { result *= result }
        return result
    }
}
