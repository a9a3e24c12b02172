import Foundation
import Records
import SeraiTesting
import Testing
import TravelDocuments

private let day = CalendarDay("2026-11-22")!

/// One line of the published cases.
struct PassiveCase: Decodable {
    struct Expected: Decodable {
        var verdict: String
        var reasons: [String]
        var warnings: [String]
        var otherReasons: [[String]]?

        enum CodingKeys: String, CodingKey {
            case verdict, reasons, warnings
            case otherReasons = "reasons_also_accepted"
        }
    }
    struct Answer: Decodable {
        var verdict: String
        var reasons: [String]
        var warnings: [String]
        var revocation: String
    }
    var id: String
    var securityObject: Data
    var dataGroups: [String: Data]
    var printedZone: [String]?
    var expect: Expected

    enum CodingKeys: String, CodingKey {
        case id, expect
        case securityObject = "ef_sod"
        case dataGroups = "data_groups"
        case printedZone = "printed_mrz"
    }

    var document: ChipDocument {
        let groups = dataGroups.map { (Int($0)!, Array($1)) }
        return ChipDocument(
            securityObject: Array(securityObject), dataGroups: Dictionary(uniqueKeysWithValues: groups), printedZone: printedZone)
    }
}

func passiveLines() throws -> [String] {
    try String(contentsOf: fixture("documents/passive-auth/pa-cases.jsonl"), encoding: .utf8).split(separator: "\n").map(String.init)
}

func passiveCase(_ id: String) throws -> PassiveCase {
    let line = try #require(try passiveLines().first { $0.contains("\"\(id)\"") })
    return try JSONDecoder().decode(PassiveCase.self, from: Data(line.utf8))
}

func trustFiles() throws -> [String: [UInt8]] {
    let folder = fixture("documents/passive-auth/trust")
    var files: [String: [UInt8]] = [:]
    for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
        files[url.lastPathComponent] = Array(try Data(contentsOf: url))
    }
    return files
}

func authorities(_ except: String...) throws -> TrustList {
    let files = try trustFiles().filter { $0.key.hasPrefix("csca-") && !except.contains($0.key) }
    return TrustList(authorities: try files.values.map { try Certificate($0) })
}

@Suite struct `Passive authentication` {
    @Test func `answers every published case with its verdict, reasons and warnings`() throws {
        var cases = PassiveCases(files: try trustFiles(), today: day)
        let lines = try passiveLines()
        #expect(lines.count == 39)
        for line in lines {
            let known = try JSONDecoder().decode(PassiveCase.self, from: Data(line.utf8))
            let answer = try JSONDecoder().decode(PassiveCase.Answer.self, from: Data(cases.answer(jsonLine: line).utf8))
            #expect(answer.verdict == known.expect.verdict, "\(known.id)")
            #expect(([known.expect.reasons] + (known.expect.otherReasons ?? [])).contains(answer.reasons), "\(known.id) \(answer.reasons)")
            #expect(answer.warnings == known.expect.warnings, "\(known.id)")
        }
    }

    @Test func `finds every changed byte of a data group`() throws {
        let known = try passiveCase("PAD-04")
        let judge = PassiveAuthentication(trust: try authorities())
        var random = SplitMix(seed: 9303_10)
        #expect(judge.judge(known.document, on: day).verdict == .authentic)
        for _ in 0..<60 {
            var document = known.document
            let group = document.dataGroups.keys.randomElement(using: &random)!
            let place = document.dataGroups[group]!.indices.randomElement(using: &random)!
            document.dataGroups[group]![place] ^= UInt8.random(in: 1...255, using: &random)
            #expect(judge.judge(document, on: day).reasons.contains(.groupHashMismatch(group)))
        }
    }

    @Test func `never calls authentic what differs in one bit of what was signed`() throws {
        var random = SplitMix(seed: 9303_12)
        let judge = PassiveAuthentication(trust: try authorities())
        for id in ["PAD-01", "PAD-02", "PAD-04", "PAD-06"] {
            let known = try passiveCase(id).document
            let original = judge.judge(known, on: day)
            for _ in 0..<150 {
                var document = known
                let place = document.securityObject.indices.randomElement(using: &random)!
                document.securityObject[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                let verdict = judge.judge(document, on: day)
                // Bits that no signature covers (a version, a list of hash names, the form of NULL) change no answer.
                #expect(verdict.verdict != .authentic || verdict.signer?.certificate == original.signer?.certificate)
                #expect(verdict.verdict != .authentic || verdict.warnings.count <= original.warnings.count + 2)
            }
        }
    }

    @Test func `never calls a document forged because its state is missing from the trust list`() throws {
        let empty = PassiveAuthentication(trust: TrustList(authorities: []))
        for line in try passiveLines() {
            let known = try JSONDecoder().decode(PassiveCase.self, from: Data(line.utf8))
            guard known.expect.verdict == "authentic" else { continue }
            let verdict = empty.judge(known.document, on: day)
            #expect(verdict.verdict == .notTrusted)
            #expect(verdict.reasons.contains(.noTrustAnchor))
        }
    }

    @Test func `does not believe a key whose curve is invented`() throws {
        // The generator of the spelled-out P-384 is changed by one bit, the rest of the certificate stays.
        var der = try #require(try trustFiles()["csca-p384x.cer"])
        let generator = try #require(Hex.bytes("04AA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A38"))
        let place = try #require(der.indices.first { der[$0...].starts(with: generator) })
        let whole = try Certificate(der)
        #expect(throws: Never.self) { try whole.key.get() }
        der[place + 20] ^= 1
        #expect(throws: PKIError.unknownCurve) { try Certificate(der).key.get() }
    }

    @Test func `says whether revocation could be checked at all`() throws {
        let document = try passiveCase("PAD-34").document
        let files = try trustFiles()
        let list = try RevocationList(try #require(files["crl-rsa.crl"]))
        let without = PassiveAuthentication(trust: try authorities()).judge(document, on: day)
        let trust = TrustList(authorities: try authorities().authorities, revocationLists: [list])
        #expect(without.revocation == .notChecked)
        #expect(PassiveAuthentication(trust: trust).judge(document, on: day).revocation == .current)
    }

    @Test func `matches the states of certificate and document`() {
        for (certificate, document) in [("DE", "D"), ("UT", "UTO"), ("KG", "KGZ"), ("GB", "GBD"), ("UN", "UNO"), ("EU", "EUE")] {
            #expect(IssuingState.matches(certificate: certificate, document: document))
        }
        for (certificate, document) in [("DE", "DE"), ("UT", "ZZZ"), ("KG", "KAZ"), ("GB", "GIB"), ("", ""), ("XX", "XXA")] {
            #expect(!IssuingState.matches(certificate: certificate, document: document))
        }
    }

    @Test func `answers whatever a chip sends`() throws {
        var random = SplitMix(seed: 77)
        let judge = PassiveAuthentication(trust: try authorities())
        let known = try passiveCase("PAD-08").document.securityObject
        for round in 0..<3_000 {
            var bytes = known
            switch round % 4 {
            case 0: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            case 1: for _ in 0..<8 { bytes[bytes.indices.randomElement(using: &random)!] = UInt8.random(in: 0...255, using: &random) }
            case 2:
                let cut = bytes.indices.randomElement(using: &random)!
                bytes.removeSubrange(cut..<min(bytes.count, cut + 7))
            default: bytes = [0x77, 0x82, 0x01, 0x00] + (0..<256).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            let verdict = judge.judge(ChipDocument(securityObject: bytes, dataGroups: [1: bytes]), on: day)
            #expect(verdict.verdict != .authentic)
        }
        #expect(SecurityObject.limit == 65_536)
        let huge = [UInt8](repeating: 0x30, count: 1 << 20)
        #expect(judge.judge(ChipDocument(securityObject: huge, dataGroups: [:]), on: day).verdict == .malformed)
    }
}
