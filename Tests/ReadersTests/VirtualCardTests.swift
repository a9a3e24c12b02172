import Foundation
import Glibc
import Readers
import Records
import SeraiTesting
import Testing
import TravelDocuments

/// The reader's end of the virtual reader, as vsmartcard's `vpcd` speaks.
private final class VirtualReader: Sendable {
    let port: Int
    private let listening: Int32

    init() throws {
        listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let handle = listening
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try #require(bind(handle, $0, length) == 0)
                try #require(listen(handle, 1) == 0)
                try #require(getsockname(handle, $0, &length) == 0)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(listening) }

    func accept() -> Int32 { Glibc.accept(listening, nil, nil) }

    static func send(_ socket: Int32, _ bytes: [UInt8]) {
        let message = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        _ = Glibc.send(socket, message, message.count, Int32(MSG_NOSIGNAL))
    }

    static func receive(_ socket: Int32) -> [UInt8]? {
        func read(_ count: Int) -> [UInt8]? {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: max(1, count))
            while bytes.count < count {
                let got = recv(socket, &buffer, count - bytes.count, 0)
                guard got > 0 else { return nil }
                bytes += buffer.prefix(got)
            }
            return bytes
        }
        return read(2).flatMap { read(Int($0[0]) << 8 | Int($0[1])) }
    }
}

private let lines = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F3204153ZE184226B<<<<<16",
]

@Suite struct `A virtual card` {
    /// Starts a card on a thread of its own and gives the reader's end of its connection.
    private func card(_ manners: VirtualCard.Manners = .init()) throws -> (socket: Int32, key: AccessKey) {
        let day = CalendarDay("2026-11-22")!
        let issuer = try SpecimenIssuer(on: day, random: SystemChance.bytes)
        let guess = try #require(AccessKeyGuess(MRZ.parse(lines, on: day), lines))
        let passport = try #require(
            SpecimenPassport(
                lines: lines, key: guess, photo: [0xFF, 0xD8], issuer: issuer, random: SystemChance.bytes))
        let reader = try VirtualReader()
        let (port, chip) = (reader.port, SimulatedChip(passport, random: SystemChance.bytes))
        Thread.detachNewThread {
            var card = try? VirtualCard(chip, manners: manners, port: port)
            _ = try? card?.serve()
        }
        return (reader.accept(), .zone(guess))
    }

    private func read(_ socket: Int32, _ key: AccessKey) throws(ChipError) -> ChipContents {
        var reader = ChipReader(random: SystemChance.bytes) { command throws(ChipError) in
            VirtualReader.send(socket, command.encoded)
            guard let answer = VirtualReader.receive(socket), let response = ResponseAPDU(encoded: answer) else { throw .gone }
            return response
        }
        return try reader.read(with: key)
    }

    @Test func `is switched on, asked for its answer to reset, and read through the wire`() throws {
        let (socket, key) = try card()
        defer { close(socket) }
        VirtualReader.send(socket, [1])
        VirtualReader.send(socket, [4])
        #expect(VirtualReader.receive(socket) == [0x3B, 0x80, 0x80, 0x01, 0x01])
        let contents = try read(socket, key)
        #expect(contents.access == .pace)
        #expect(contents.chipAuthentication == .proven)
        // A reset ends the session: the next reading starts anew and succeeds.
        VirtualReader.send(socket, [2])
        #expect(try read(socket, key).files == contents.files)
    }

    @Test func `that is torn away ends in an error that says so`() throws {
        var manners = VirtualCard.Manners()
        manners.tearsAfter = 25
        let (socket, key) = try card(manners)
        defer { close(socket) }
        #expect(throws: ChipError.gone) { try read(socket, key) }
    }

    @Test func `without a virtual reader says what to start`() throws {
        let issuer = try SpecimenIssuer(on: CalendarDay("2026-11-22")!, random: SystemChance.bytes)
        let guess = AccessKeyGuess(documentNumber: "L898902C3", birth: "740812", expiry: "320415")
        let passport = try #require(
            SpecimenPassport(lines: lines, key: guess, photo: [], issuer: issuer, random: SystemChance.bytes))
        #expect(throws: VirtualCard.Problem.noReader(host: "127.0.0.1", port: 1)) {
            try VirtualCard(SimulatedChip(passport, random: SystemChance.bytes), port: 1)
        }
    }
}
