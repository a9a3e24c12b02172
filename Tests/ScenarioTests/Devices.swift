import Foundation
import Records
import Safeguards
import SeraiNode

/// What an officer carries: shows codes, each of which works once.
final class Device {
    private let password: OneTimePassword
    private var next: UInt64

    init(_ password: OneTimePassword, first: UInt64) { (self.password, next) = (password, first) }

    /// The code of the next 30-second step that was not used yet. Three are good at any moment: the step before, now, the next.
    func code() -> String {
        defer { next += 1 }
        return password.code(counter: next)
    }

    /// Makes accounts with a second factor on a home that nobody has open.
    static func enrol(_ people: [(signIn: String, role: Role)], password: String, on home: URL) async throws -> [Device] {
        // Early in a step, so that three codes last for the scenario.
        while Date().timeIntervalSince1970.truncatingRemainder(dividingBy: 30) > 10 { try await Task.sleep(for: .milliseconds(500)) }
        let step = OneTimePassword.counter(at: Date())
        let node = try await Node(Home(home))
        var devices: [Device] = []
        for (signIn, role) in people {
            let account = try await node.accounts.create(
                NewAccount(
                    signInName: signIn, name: "Officer \(devices.count)", roles: [role], password: password, mustChangePassword: false),
                under: try await node.gate.maintenance(.setUp, detail: "scenario"))
            let shown = try await node.accounts.beginSecondFactor(of: account.officer, issuer: "Serai")
            let device = Device(OneTimePassword(secret: bytes(base32: shown.secret)), first: step - 1)
            try await node.accounts.confirmSecondFactor(of: account.officer, code: device.code(), from: "scenario")
            devices.append(device)
        }
        return devices
    }

    private static func bytes(base32 text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, buffer, held): ([UInt8], Int, Int) = ([], 0, 0)
        for letter in text {
            buffer = buffer << 5 | (alphabet.firstIndex(of: letter) ?? 0)
            held += 5
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(buffer >> held & 255))
                buffer &= (1 << held) - 1
            }
        }
        return bytes
    }
}
