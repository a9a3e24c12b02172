import Synchronization

/// A value that several tasks may change, one at a time.
final class Guarded<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
    func with<Answer: Sendable>(_ body: (inout sending Value) -> sending Answer) -> Answer {
        value.withLock(body)
    }
}
