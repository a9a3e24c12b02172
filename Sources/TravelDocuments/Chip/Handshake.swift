/// A protocol with a chip as a value: it says what to send, is told what came back, and does no input or output.
package protocol Handshake {
    /// - Parameter response: to the last command; `nil` at the start.
    mutating func next(after response: ResponseAPDU?) throws(ChipError) -> HandshakeStep
}

package enum HandshakeStep: Sendable {
    case send(CommandAPDU)
    case done(SecureMessaging)
}
