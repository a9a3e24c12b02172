/// Bytes nobody can foresee, from the operating system.
package enum SystemChance {
    @Sendable package static func bytes(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}
