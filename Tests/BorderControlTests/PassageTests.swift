import BorderControl
import Crypto
import Foundation
import Records
import Testing

private let minute: Int64 = 60_000

private func traveller(
    _ name: String = "AALTO, IDA", number: String = "P1234567", born: String? = "1990-02-03", issuer: String? = "FIN"
) -> Traveller {
    Traveller(
        name: .written(name), birth: born.flatMap { PartialDate($0) },
        document: IdentityDocument(
            number: DocumentNumber(number)!, kind: .passport, issuer: issuer.flatMap { CountryCode($0) }))
}

@Suite struct `A passage` {
    @Test func `folds scans of one document within the window and not after it`() {
        let passages = Passages(windowSeconds: 600)
        passages.note("p", caseID: "C1", now: 0)
        #expect(passages.earlier("p", now: 9 * minute).seen)
        #expect(passages.earlier("p", now: 9 * minute).caseID == "C1")
        #expect(!passages.earlier("p", now: 11 * minute).seen)
        #expect(!passages.earlier("other", now: 0).seen)
    }

    @Test func `counts a group, each traveller once`() {
        let passages = Passages(windowSeconds: 600)
        _ = passages.join("G", toSecondLine: false, folded: false, now: 0)
        _ = passages.join("G", toSecondLine: true, folded: false, now: minute)
        let group = passages.join("G", toSecondLine: true, folded: true, now: 2 * minute)
        #expect(group.travellers == 2 && group.toSecondLine == 1)
        #expect(passages.join("G", toSecondLine: false, folded: false, now: 63 * minute).travellers == 1)
    }
}

@Suite struct `The token of a traveller` {
    let token = TravellerToken(key: SymmetricKey(data: Data(repeating: 7, count: 32)))

    @Test func `is the same for the same identity and differs in every part of it`() {
        let mine = token.token(for: traveller())
        #expect(mine != nil && mine == token.token(for: traveller("aalto, ida")))
        let others = [
            traveller("AALTO, EVA"), traveller(number: "P1234568"), traveller(born: "1990-02-04"), traveller(issuer: "SWE"),
        ]
        for other in others { #expect(token.token(for: other) != mine) }
    }

    @Test func `does not exist for half an identity: nobody else is spared by it`() {
        #expect(token.token(for: traveller(born: nil)) == nil)
        #expect(token.token(for: traveller(issuer: nil)) == nil)
        #expect(token.token(for: Traveller(name: .written("AALTO, IDA"))) == nil)
    }

    @Test func `says nothing without the key`() {
        let other = TravellerToken(key: SymmetricKey(data: Data(repeating: 8, count: 32)))
        #expect(token.token(for: traveller()) != other.token(for: traveller()))
    }
}
