import Foundation
import Records
import SeraiTesting
import Testing
import TravelDocuments

private let day = CalendarDay("2026-11-22")!

@Suite struct `A trust list` {
    @Test func `takes a signed master list, and nothing from one that was changed`() throws {
        let files = try trustFiles()
        let list = try MasterList(try #require(files["masterlist.ml"]), on: day)
        #expect(list.authorities.count == 10)
        #expect(list.unreadable == 0)
        #expect(throws: MasterList.Refusal.signature) { try MasterList(files["masterlist-tampered.ml"]!, on: day) }
        var found = TrustImport(on: day)
        found.take(try #require(files["masterlist-tampered.ml"]), file: "tampered.ml")
        #expect(found.authorities.isEmpty)
        #expect(found.problems.map(\.file) == ["tampered.ml"])
        #expect(found.problems[0].reason.hasPrefix("signature"))
    }

    @Test func `is the same from DER, PEM, LDIF and a master list`() throws {
        let files = try trustFiles()
        let names = files.keys.filter { $0.hasPrefix("csca-") }.sorted()
        func taken(_ parts: [(String, [UInt8])]) -> TrustImport {
            var found = TrustImport(on: day)
            for (name, bytes) in parts { found.take(bytes, file: name) }
            return found
        }
        let der = taken(names.map { ($0, files[$0]!) })
        let pem = names.map { name in
            "-----BEGIN CERTIFICATE-----\n"
                + Data(files[name]!).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
                + "\n-----END CERTIFICATE-----\n"
        }.joined()
        let ldif = names.enumerated().map { number, name in
            let text = Data(files[name]!).base64EncodedString()
            let folded = stride(from: 0, to: text.count, by: 70).map { String(text.dropFirst($0).prefix(70)) }.joined(separator: "\n ")
            return "dn: cn=\(number)\nobjectClass: inetOrgPerson\nuserCertificate;binary:: \(folded)\n"
        }.joined(separator: "\n")
        let expected = Set(der.authorities)
        #expect(expected.count == 10)
        #expect(Set(taken([("all.pem", Array(pem.utf8))]).authorities) == expected)
        #expect(Set(taken([("pkd.ldif", Array(ldif.utf8))]).authorities) == expected)
        #expect(Set(taken([("list.ml", files["masterlist.ml"]!)]).authorities) == expected)
        #expect(der.problems.isEmpty)
    }

    @Test func `keeps link certificates apart from authorities, and leaves signers out`() throws {
        var found = TrustImport(on: day)
        found.take(try #require(try trustFiles()["link-rollover-1-2.cer"]), file: "link")
        #expect(found.links.count == 1)
        #expect(found.authorities.isEmpty)
        let object = try SecurityObject(file: Array(try passiveCase("PAD-01").securityObject))
        found.take(try #require(try object.signed.signerCertificate()).der, file: "signer")
        #expect(found.signers == 1)
        #expect(found.authorities.isEmpty)
    }

    @Test func `says what is no trust file, and takes the rest`() throws {
        var found = TrustImport(on: day)
        for (name, bytes) in [("empty", []), ("text", Array("hello".utf8)), ("cut", Array([0x30, 0x82, 0x01])), ("noise", [0x31, 0x00])] {
            found.take(bytes, file: name)
        }
        found.take(try #require(try trustFiles()["csca-rsa.cer"]), file: "good")
        #expect(found.problems.map(\.file) == ["empty", "text", "cut", "noise"])
        #expect(found.authorities.count == 1)
    }

    @Test func `shows what another would change, in words two people can approve`() throws {
        let all = try authorities()
        let fewer = try authorities("csca-zz.cer", "csca-rsa.cer")
        let diff = TrustDiff(from: fewer, to: all)
        #expect(diff.changes.map(\.kind) == [.added, .added])
        #expect(diff.changes.first { $0.certificate.subject.country == "ZZ" }?.isNewState == true)
        #expect(diff.changes.first { $0.certificate.subject.country == "UT" }?.isNewState == false)
        #expect(diff.lostStates.isEmpty)
        let back = TrustDiff(from: all, to: fewer)
        #expect(back.lostStates == ["ZZ"])
        #expect(back.digest != diff.digest)
        #expect(TrustDiff(from: all, to: all).isEmpty)
        #expect(TrustDiff(from: fewer, to: all).digest == diff.digest)
    }

    @Test func `judges past inspections again when it changes`() throws {
        let known = try passiveCase("PAD-33")
        let list = try RevocationList(try #require(try trustFiles()["crl-rsa.crl"]))
        let before = PassiveAuthentication(trust: try authorities()).judge(known.document, on: day)
        #expect(before.verdict == .authentic)
        let past = before.json(id: "lane-3", withEvidence: true)
        #expect(!past.contains("ERIKSSON"))
        let after = TrustReplay(trust: TrustList(authorities: try authorities().authorities, revocationLists: [list]))
        #expect(after.answer(jsonLine: past) == #"{"changed":true,"id":"lane-3","now":["dsc_revoked"],"then":[]}"#)
        let same = TrustReplay(trust: try authorities())
        #expect(same.answer(jsonLine: past) == #"{"changed":false,"id":"lane-3","now":[],"then":[]}"#)
        // What contradicted itself stays so, whoever is trusted now.
        let forged = try passiveCase("PAD-17")
        let verdict = PassiveAuthentication(trust: TrustList(authorities: [])).judge(forged.document, on: day)
        let answer = same.answer(jsonLine: verdict.json(id: "x", withEvidence: true))
        #expect(answer == #"{"changed":true,"id":"x","now":["dg_hash_mismatch:1"],"then":["dg_hash_mismatch:1","no_trust_anchor"]}"#)
    }
}
