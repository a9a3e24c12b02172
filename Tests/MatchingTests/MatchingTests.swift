import Matching
import Records
import Testing

@Suite struct `A name index` {
    @Test func `sees an update at the next question and not what was removed`() {
        let index = NameIndex()
        let traveller = Traveller(name: .written("Karim Haddad"))
        index.update(7, Identity(names: [PersonName("HADDAD, Karim")]))
        #expect(index.ask(traveller).map(\.key) == [7])
        index.remove(7)
        #expect(index.ask(traveller).isEmpty)
        #expect(index.count == 0)
    }
}
