import Foundation
import Records
import Safeguards
import SeraiTesting
import Testing

@Suite(.serialized) struct `The cost of leave` {
    /// The bound is far below what the machine does, so that a busy one passes; the figure is printed.
    @Test func `is one shared disk write for all who wait`() async throws {
        let house = try await House()
        let (askers, each) = (50, 40)
        let clock = ContinuousClock()
        let start = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for asker in 0..<askers {
                group.addTask {
                    for number in 0..<each { try await look(house, "Ana Müller", "1987-03-04", "A\(asker)N\(number)") }
                }
            }
            try await group.waitForAll()
        }
        let together = start.duration(to: clock.now)
        let aloneStart = clock.now
        for number in 0..<100 { try await look(house, "Ana Müller", "1987-03-04", "S\(number)") }
        let alone = aloneStart.duration(to: clock.now)
        let indexStart = clock.now
        try house.audit.archive.catchUp()
        let indexed = indexStart.duration(to: clock.now)
        print("leave: \(askers * each) together in \(together), 100 one by one in \(alone), traces of \(house.audit.size) in \(indexed)")
        // In one run, so that a busy machine weighs on both alike: sharing the write makes a look cheaper.
        #expect(together / (askers * each) < alone / 100)
    }

    @Test func `of a password is bounded and says how much it is`() async throws {
        let house = try await House(cost: .standard)
        let time = try await ContinuousClock().measure {
            _ = try await house.accounts.signIn("anna.first", password: House.password, from: "a")
        }
        print("sign-in with scrypt N=2^15 r=8 p=3: \(time)")
        #expect(time > .milliseconds(20))
    }
}
