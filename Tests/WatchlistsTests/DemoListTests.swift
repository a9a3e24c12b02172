import Foundation
import Records
import SeraiTesting
import Testing
import Watchlists

@Suite struct `The lists of the demonstration` {
    @Test(arguments: [("ofac", 4_620), ("un", 730), ("national", 20)])
    func `are read without a fault`(name: String, entries: Int) throws {
        let url = repository.appending(path: "Sources/SeraiNode/Assets/lists/\(name).jsonl")
        let (rows, faults) = try SeraiList.file(jsonLines: Array(try Data(contentsOf: url))).read()
        #expect(rows.count == entries)
        #expect(faults.isEmpty)
    }

    @Test func `let the three specimens be told apart`() async throws {
        let node = try await Node()
        let url = repository.appending(path: "Sources/SeraiNode/Assets/lists/national.jsonl")
        _ = try await node.importing(try SeraiList.file(jsonLines: Array(try Data(contentsOf: url))))
        func screen(_ surname: String, _ given: String, _ born: String, _ number: String) async throws
            -> [AlertMatch]
        {
            try await node.screen(
                Traveller(
                    name: .machineReadable(surname: surname, given: given, truncated: false),
                    birth: PartialDate(born),
                    document: IdentityDocument(
                        number: DocumentNumber(number)!, kind: .passport, issuer: .specimen)))
        }
        #expect(try await screen("WINTERGREEN", "CLARA OPALINE", "1988-05-23", "C7315904A").isEmpty)
        #expect(
            try await screen("ALXSHXTTRNJAWY", "XKHWRXSHYD", "1979-03-14", "A4418207K").first?.reference
                == "DEMO:P2")
        #expect(
            try await screen("HOLLYMERE", "JUNIPER", "1993-08-08", "S70LEN123").first?.reference == "DEMO:D1")
        #expect(try await screen("OTTERVALE", "LINNET POSY", "2015-06-02", "X1").first?.protects == true)
    }
}
