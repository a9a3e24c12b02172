import Foundation
import SeraiTesting
import Testing
import TravelDocuments

@Suite struct `Active authentication with RSA` {
    private struct Known: Decodable {
        var dg15: String
        var challenge: String
        var signatures: [String: String]
    }

    @Test func `holds for signatures computed elsewhere, and for nothing else`() throws {
        let data = try Data(contentsOf: fixture("documents/active-authentication.json"))
        let known = try JSONDecoder().decode(Known.self, from: data)
        let group = try #require(Hex.bytes(known.dg15))
        let challenge = try #require(Hex.bytes(known.challenge))
        let authentication = try ActiveAuthentication(group: group, algorithm: nil, challenge: challenge)
        let other = try ActiveAuthentication(group: group, algorithm: nil, challenge: challenge.reversed())
        #expect(authentication.command.encoded == [0x00, 0x88, 0x00, 0x00, 0x08] + challenge + [0x00])
        #expect(known.signatures.count == 2)
        for (name, text) in known.signatures {
            let signature = try #require(Hex.bytes(text))
            #expect(authentication.holds(signature), "\(name)")
            #expect(!other.holds(signature), "\(name)")
            for place in stride(from: 0, to: signature.count, by: 9) {
                var changed = signature
                changed[place] ^= 1
                #expect(!authentication.holds(changed))
            }
            #expect(!authentication.holds(Array(signature.dropLast())))
        }
        #expect(!authentication.holds([]))
    }
}
