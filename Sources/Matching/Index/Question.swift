// What is asked, worked out once for all segments.

import Records

/// A traveller made ready to be looked up.
struct Question: Sendable {
    struct Reading: Sendable {
        var words: [PreparedWord]
        var weights: [Float]
        var keys: [[UInt32]]
        var total: Float
        var parsed: ParsedName
    }

    var readings: [Reading]
    var birth: PackedDate?
    var reach: BirthReach
    var document: DocumentNumber?
    var documentKey: UInt32?

    init(_ traveller: Traveller, rarity: Rarity) {
        readings = ParsedName.readings(of: traveller.name).map { parsed in
            let words = parsed.identifying.map(PreparedWord.init)
            let weights = words.map {
                rarity.weight(class: WordKeys.rarityClass($0.word), role: $0.word.role)
            }
            return Reading(
                words: words, weights: weights, keys: words.map { WordKeys.keys($0.word) },
                total: weights.reduce(0, +),
                parsed: parsed)
        }
        birth = traveller.birth.map(PackedDate.init)
        reach = BirthReach(birth)
        document = traveller.document?.number
        documentKey = document.flatMap {
            $0.value.utf8.count >= DocumentFolding.shortest ? SegmentBuilder.documentKey($0) : nil
        }
    }
}
