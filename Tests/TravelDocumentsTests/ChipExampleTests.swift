import Records
import SeraiTesting
import Testing
import TravelDocuments

private func hex(_ text: String) -> [UInt8] { Hex.bytes(text)! }

/// The worked examples of ICAO Doc 9303-11: appendix D (basic access, secure messaging) and G.1 (PACE, generic mapping).
@Suite struct `The worked examples of Doc 9303-11` {
    private let bac = AccessKey.zone(AccessKeyGuess(documentNumber: "L898902C", birth: "690806", expiry: "940623"))

    @Test func `derive the keys of the zone`() throws {
        let seed = HashAlgorithm.sha1.digest(Array("L898902C<369080619406236".utf8)).prefix(16)
        #expect(Hex.text(seed) == "239AB9CB282DAF66231DC5A4DF6BFBAE")
        let cipher = SessionCipher.tripleDES
        #expect(Hex.text(cipher.deriveKey(seed, .encryption)) == "AB94FDECF2674FDFB9B391F85D7F76F2")
        #expect(Hex.text(cipher.deriveKey(seed, .authentication)) == "7962D9ECE03D1ACD4C76089DCE131543")
    }

    @Test func `open a chip by basic access`() throws {
        var handshake = BasicAccess(bac, random: hex("781723860C06C226 0B795240CB7049B01C19B33E32804F0B"))
        guard case .send(let first) = try handshake.next(after: nil) else { throw ChipError.gone }
        #expect(Hex.text(first.encoded) == "0084000008")
        guard case .send(let second) = try handshake.next(after: ResponseAPDU(hex("4608F91988702212"))) else {
            throw ChipError.gone
        }
        #expect(
            Hex.text(second.encoded)
                == "008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728")
        let answer = hex("46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449")
        var copy = handshake
        guard case .done(var session) = try handshake.next(after: ResponseAPDU(answer)) else { throw ChipError.gone }

        // D.4: SELECT EF.COM, read its first four bytes, read the rest.
        let select = session.seal(CommandAPDU(0xA4, 0x02, 0x0C, hex("011E")))
        #expect(Hex.text(select.encoded) == "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800")
        #expect(try session.open(ResponseAPDU(encoded: hex("990290008E08FA855A5D4C50A8ED9000"))!).status == .ok)
        let head = session.seal(CommandAPDU(0xB0, 0, 0, expecting: 4))
        #expect(Hex.text(head.encoded) == "0CB000000D9701048E08ED6705417E96BA5500")
        let start = try session.open(ResponseAPDU(encoded: hex("8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000"))!)
        #expect(start.data == hex("60145F01"))
        let rest = session.seal(CommandAPDU(0xB0, 0, 4, expecting: 0x12))
        #expect(Hex.text(rest.encoded) == "0CB000040D9701128E082EA28A70F3C7B53500")
        let sealed = hex("871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000")
        var twice = session
        #expect(try session.open(ResponseAPDU(encoded: sealed)!).data == hex("04303130365F36063034303030305C026175"))

        // Changed, repeated, or another chip's: refused.
        for place in sealed.indices.dropLast(2) {
            var changed = sealed
            changed[place] ^= 1
            var attempt = twice
            #expect(throws: ChipError.self) { try attempt.open(ResponseAPDU(encoded: changed)!) }
        }
        _ = try twice.open(ResponseAPDU(encoded: sealed)!)
        #expect(throws: ChipError.tampered) { try twice.open(ResponseAPDU(encoded: sealed)!) }
        #expect(throws: ChipError.tampered) { try copy.next(after: ResponseAPDU([answer[0] ^ 1] + answer.dropFirst())) }
        #expect(throws: ChipError.wrongKey(status: .conditions)) { try copy.next(after: ResponseAPDU([], .conditions)) }
    }

    @Test func `open a chip by PACE`() throws {
        let info = try #require(try SecurityInfos(hex("31143012060A04007F0007020204020202010202010D")[...]).pace.first)
        #expect(info.cipher == .aes128)
        #expect(info.curve.name == "brainpoolP256r1")
        let key = AccessKey.zone(AccessKeyGuess(documentNumber: "T22000129", birth: "640812", expiry: "101031"))
        var terminal = Pace(
            info, key, mapping: hex("7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99"),
            agreement: hex("A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595"))
        let exchanges: [(String, String)] = [
            ("0022C1A40F800A04007F00070202040202830101", "9000"),
            ("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C39000"),
            (
                "10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E544552DCB6725218799115B5"
                    + "5C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00",
                "7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F5730D8C879AAA9C9F73991E61B58F4D52EB8"
                    + "7A0A0C709A49DC63719363CCD13C549000"
            ),
            (
                "10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C3556F3B3B186DF10B857B58F"
                    + "6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200",
                "7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB7764B22277A2EDDC3C265A9F018F9CB852"
                    + "E111B768B326904B59A0193776F0949000"
            ),
            ("008600000C7C0A8508C2B0BD78D94BA86600", "7C0A86083ABB9674BCE93C089000"),
        ]
        // The chip's side of the same example.
        nonisolated(unsafe) var drawn = [
            hex("3F00C4D39D153F2B2A214A078D899B22"), hex("498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560"),
            hex("107CF58696EF6155053340FD633392BA81909DF7B9706F226F32086C7AFF974A"),
        ]
        var chip = PaceChip(info, key) { _ in drawn.removeFirst() }
        var response: ResponseAPDU?
        for (command, answer) in exchanges {
            guard case .send(let sent) = try terminal.next(after: response) else { throw ChipError.gone }
            #expect(Hex.text(sent.encoded) == command)
            if sent.ins == 0x86 {
                let content = try TLV(0x7C, only: sent.data[...]).value
                #expect(Hex.text(chip.answer(content).encoded) == answer)
            }
            response = ResponseAPDU(encoded: hex(answer))
        }
        guard case .done(var session) = try terminal.next(after: response) else { throw ChipError.gone }
        var expected = SecureMessaging(
            .aes128, encryption: hex("F5F0E35C0D7161EE6724EE513A0D9A7F"),
            authentication: hex("FE251C7858B356B24514B3BD5F4297D1"))
        let command = CommandAPDU(0xA4, 0x02, 0x0C, hex("011E"))
        #expect(session.seal(command) == expected.seal(command))
        #expect(chip.session != nil)
    }

    @Test func `count a document number longer than nine whole`() {
        let key = AccessKeyGuess(documentNumber: "D23145890734", birth: "340712", expiry: "950712")
        #expect(AccessKey.zone(key).information == Array("D23145890734934071279507122".utf8))
    }
}
