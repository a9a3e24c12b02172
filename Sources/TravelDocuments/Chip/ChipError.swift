/// Why a chip was not read. Nothing about its holder, and never a verdict: a chip that fails is examined by a person.
package enum ChipError: Error, Hashable, Sendable {
    /// The chip answered a step with a status that step does not expect.
    case refused(step: String, status: StatusWord)
    /// The key from the printed lines does not open the chip: most often one misread character.
    case wrongKey(status: StatusWord)
    case answer(step: String, expected: String)
    /// A protected answer was changed on its way, or is not the chip's.
    case tampered
    case data(TLVError)
    case key(PKIError)
    case unsupported(String)
    /// The connection ended.
    case gone
}

extension ChipError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let step, let status): "the chip answered \(status) to \(step), expected 9000: lay the document down again"
        case .wrongKey(let status):
            "the chip did not accept the key from the printed lines (\(status)): look at number, birth and expiry for 0/O, 1/I, and type them"
        case .answer(let step, let expected): "the chip's answer to \(step) is not \(expected): lay the document down again"
        case .tampered:
            "a protected answer does not carry the chip's seal, expected it on each: lay the document down again, then second line"
        case .data(let error): "\(error)"
        case .key(let error): "\(error)"
        case .unsupported(let what): "the chip asks for \(what), which is not supported here: use the printed page and the second line"
        case .gone: "the chip is gone, expected it until the last file: hold the document still and lay it down again"
        }
    }
}
