// A node as an authority runs it: a folder and a process.

package import Foundation

/// `serai serve` or `serai demo` on a home, listening on a port that the system chose.
package struct NodeProcess: Sendable {
    package let program: Program
    package let port: Int

    package enum Kind: Sendable { case serve, demo }

    package enum Problem: Error, CustomStringConvertible {
        case notReady(output: String, errors: String)
        package var description: String {
            switch self {
            case .notReady(let output, let errors): "the node did not listen; it said: \(output)\n\(errors)"
            }
        }
    }

    /// Starts the node and waits until it listens.
    package static func start(_ kind: Kind, _ home: URL) async throws -> NodeProcess {
        let program: Program
        let sign: String
        switch kind {
        case .serve:
            try chooseAnyPort(home)
            (program, sign) = (try Program(["serve", "--home", home.path]), "listening on port ")
        case .demo:
            (program, sign) = (try Program(["demo", "--home", home.path, "--port", "0"]), "listens on  http://127.0.0.1:")
        }
        guard try await program.says(sign, within: 120), try await program.says("\n", within: 5),
            let said = (program.output + program.errors).firstRange(of: sign)?.upperBound,
            let port = Int((program.output + program.errors)[said...].prefix { $0.isNumber })
        else {
            program.kill()
            throw Problem.notReady(output: program.output, errors: program.errors)
        }
        return NodeProcess(program: program, port: port)
    }

    package func stop() async throws -> ProgramResult { try await program.stop() }

    /// Changes the port in `node.json` to 0: the system then chooses a free one.
    package static func chooseAnyPort(_ home: URL) throws {
        let file = home.appending(path: "node.json")
        guard var node = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] else { return }
        node["port"] = 0
        try JSONSerialization.data(withJSONObject: node, options: .sortedKeys).write(to: file, options: .atomic)
    }
}
