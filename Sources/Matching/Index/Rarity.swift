// How much a word of a name tells. A shared Mohammad says little, a shared Boughanemi much.

/// Weights of words, from how often the list itself has them.
///
/// Smoothed as if 3,000 other names without the word stood beside the list, so that a list of three persons does not
/// make every name common.
struct Rarity: Sendable {
    private var counts: [UInt32: UInt32] = [:]
    private var names = 0

    init() {}

    init(_ segment: Segment) {
        names = segment.nameCount
        for word in 0..<segment.wordCount {
            counts[segment.words.entries[word].rarityClass, default: 0] +=
                segment.postingStart[word + 1] - segment.postingStart[word]
        }
        counts = counts.filter { $0.value > 1 }
    }

    /// 0.4 (in a twentieth of all names) to 1 (rare), scaled down by role.
    func weight(class rarityClass: UInt32, role: NameWord.Role) -> Float {
        switch role {
        case .compound: return 0.25
        case .initial: return 0.2
        case .particle, .title: return 0
        case .name: break
        }
        let share = Float(counts[rarityClass] ?? 1) / Float(names + 3_000)
        // log2 by the exponent is fine enough for a weight.
        let bits = -Self.log2(share + 0.0003)
        return min(1, max(0.4, bits / 10.5))
    }

    private static func log2(_ value: Float) -> Float {
        Float(value.exponent) + (value.significand - 1) * (1.3465 - 0.3465 * (value.significand - 1))
    }
}
