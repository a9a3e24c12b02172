import Foundation
import Records
import SeraiTesting
import Synchronization
import Testing
import TravelDocuments

private let day = CalendarDay("2026-11-22")!

/// A seeded source of bytes that reader and chip share.
final class SeededBytes: Sendable {
    private let random: Mutex<SplitMix>
    init(_ seed: UInt64) { random = Mutex(SplitMix(seed: seed)) }
    var draw: @Sendable (Int) -> [UInt8] {
        { count in
            self.random.withLock { random in (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } }
        }
    }
}

private let lines = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F3204153ZE184226B<<<<<16",
]

private struct Scene {
    let issuer: SpecimenIssuer
    let passport: SpecimenPassport
    let key: AccessKey
    let bytes = SeededBytes(9303)

    init(_ cipher: SessionCipher = .aes128, photo: Int = 3_000) throws {
        let bytes = SeededBytes(1)
        issuer = try SpecimenIssuer(on: day, random: bytes.draw)
        let guess = try #require(AccessKeyGuess(MRZ.parse(lines, on: day), lines))
        key = .zone(guess)
        passport = try #require(
            SpecimenPassport(
                lines: lines, key: guess, photo: [0xFF, 0xD8] + [UInt8](repeating: 7, count: photo), cipher: cipher,
                issuer: issuer, random: bytes.draw))
    }

    /// - Parameter spoil: changes the chip's answers; by number of the command.
    func read(
        _ habits: SimulatedChip.Habits = .init(), with key: AccessKey? = nil, chunk: Int = 224,
        spoil: @escaping (Int, [UInt8]) -> [UInt8]? = { $1 }
    ) throws(ChipError) -> ChipContents {
        var chip = SimulatedChip(passport, habits: habits, random: bytes.draw)
        var count = 0
        var reader = ChipReader(chunk: chunk, random: bytes.draw) { command throws(ChipError) in
            count += 1
            guard let answer = spoil(count, chip.answer(command.encoded)), let response = ResponseAPDU(encoded: answer) else {
                throw .gone
            }
            return response
        }
        return try reader.read(with: key ?? self.key)
    }

    func verdict(_ contents: ChipContents) throws -> PassiveVerdict {
        var document = try #require(contents.document)
        document.printedZone = lines
        return PassiveAuthentication(trust: TrustList(authorities: [issuer.authority])).judge(document, on: day)
    }
}

@Suite struct `A simulated passport` {
    @Test(arguments: SessionCipher.allCases)
    func `is read byte for byte by PACE, proven, and authentic`(cipher: SessionCipher) throws {
        let scene = try Scene(cipher)
        let contents = try scene.read()
        #expect(contents.access == .pace)
        #expect(contents.files == scene.passport.files.filter { $0.key != .cardAccess })
        #expect(contents.chipAuthentication == .proven)
        #expect(contents.activeAuthentication == .proven)
        let verdict = try scene.verdict(contents)
        #expect(verdict.verdict == .authentic)
        #expect(verdict.reasons.isEmpty)
    }

    @Test func `is read by basic access where it knows no PACE, 160 bytes at a time`() throws {
        let scene = try Scene()
        var habits = SimulatedChip.Habits()
        (habits.knowsPace, habits.readLimit) = (false, 160)
        let contents = try scene.read(habits)
        #expect(contents.access == .basic)
        #expect(contents.files[.group(2)] == scene.passport.files[.group(2)])
    }

    @Test func `that knows only PACE opens with the card access number too`() throws {
        let scene = try Scene()
        var habits = SimulatedChip.Habits()
        habits.knowsBasic = false
        #expect(try scene.read(habits, with: .cardNumber(scene.passport.cardNumber)).access == .pace)
    }

    @Test func `with a photograph past 32 KiB is read to its end`() throws {
        let scene = try Scene(photo: 70_000)
        let contents = try scene.read(chunk: 240)
        #expect(contents.files[.group(2)] == scene.passport.files[.group(2)])
        let image = try FacialImage(try #require(contents.files[.group(2)]))
        #expect(image.format == .jpeg)
        #expect(image.bytes.count == 70_002)
    }

    @Test func `that was copied is authentic on paper and fails to prove itself`() throws {
        let scene = try Scene()
        var habits = SimulatedChip.Habits()
        habits.isCloned = true
        let contents = try scene.read(habits)
        #expect(try scene.verdict(contents).verdict == .authentic)
        #expect(contents.chipAuthentication == .failed)
        #expect(contents.activeAuthentication == .failed)
    }

    @Test func `whose keys are not in its security object proves nothing`() throws {
        let scene = try Scene()
        // A clone with key groups of its own: the proofs would hold, the hashes do not.
        let mine = try Scene(.aes256)
        let other = mine.passport.files
        var chip = SimulatedChip(mine.passport, random: scene.bytes.draw)
        #expect(other[.group(15)] == scene.passport.files[.group(15)])
        _ = chip.answer([0x00])
        var contents = try scene.read()
        contents.files[.group(14)] = other[.group(14)]
        let verdict = try scene.verdict(contents)
        #expect(verdict.reasons == [.groupHashMismatch(14)])
        #expect(contents.proofs(beside: verdict).chip == .notBound)
        #expect(contents.proofs(beside: verdict).active == .notBound)
    }

    @Test func `does not open with another document's lines`() throws {
        let scene = try Scene()
        let wrong = AccessKey.zone(AccessKeyGuess(documentNumber: "L898902C4", birth: "740812", expiry: "320415"))
        #expect(throws: ChipError.wrongKey(status: .authenticationFailed)) { try scene.read(with: wrong) }
        var habits = SimulatedChip.Habits()
        habits.knowsPace = false
        #expect(throws: ChipError.wrongKey(status: .authenticationFailed)) { try scene.read(habits, with: wrong) }
    }

    @Test func `taken away at any moment says so`() throws {
        let scene = try Scene(photo: 200)
        for moment in 1...20 {
            #expect(throws: ChipError.gone) { try scene.read { $0 >= moment ? nil : $1 } }
        }
    }

    @Test func `whose sealed answers are changed on the way is refused`() throws {
        let scene = try Scene(photo: 200)
        var random = SplitMix(seed: 4)
        for _ in 0..<60 {
            let moment = Int.random(in: 9...30, using: &random)
            let place = Int.random(in: 0..<12, using: &random)
            var reached = false
            let contents = try? scene.read { number, answer in
                guard number == moment, answer.count > 14 else { return answer }
                reached = true
                var changed = answer
                changed[place] ^= 0x10
                return changed
            }
            // Chip authentication that is disturbed counts as failed; nothing else survives a changed answer.
            if reached, let contents { #expect(contents.chipAuthentication == .failed) }
        }
    }

    @Test func `answers whatever a reader sends`() throws {
        let scene = try Scene(photo: 100)
        var chip = SimulatedChip(scene.passport, random: scene.bytes.draw)
        var random = SplitMix(seed: 5)
        for _ in 0..<4_000 {
            let ins = [0xA4, 0x84, 0x82, 0x22, 0x86, 0x88, 0xB0, 0xB1, 0xCA].randomElement(using: &random)!
            let tail = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(chip.answer([[0x00, 0x0C, 0x10].randomElement(using: &random)!, UInt8(ins)] + tail).count >= 2)
        }
    }

    @Test func `has its details read`() throws {
        let files = try Scene().passport.files
        #expect(CommonData(try #require(files[.common])).groups == [1, 2, 11, 12, 14, 15])
        let person = try AdditionalDetails(try #require(files[.group(11)]), tag: 0x6B)
        #expect(person.texts[0x5F0E] == "ERIKSSON<<ANNA<MARIA")
        let document = try AdditionalDetails(try #require(files[.group(12)]), tag: 0x6C)
        #expect(document.texts[0x5F19] == "SPECIMEN AUTHORITY OF UTOPIA")
        #expect(try MachineReadableGroup(try #require(files[.group(1)])).lines == lines)
    }
}
