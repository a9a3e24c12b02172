// How commands speak to a node: as an officer, through the same door as everyone. When no node runs on the home, one is
// started for the length of the command, so there is one road and not two.

import ArgumentParser
import Foundation
import FoundationNetworking
import SeraiNode

/// Who gives the command.
struct OfficerOptions: ParsableArguments {
    @OptionGroup var home: HomeOption

    @Option(name: .customLong("as"), help: "Sign-in name; the password is asked for, or read from SERAI_PASSWORD.")
    var officer: String

    @Option(help: "Post of the shift.")
    var post: String?

    @Option(help: "Why: border-check, investigation, victim-protection, administration, oversight. There is no default.")
    var purpose: String

    @Option(help: "Code of the second factor, when the account has one.")
    var code: String?

    func withNode<Answer>(_ work: (NodeClient) async throws -> Answer) async throws -> Answer {
        let place = home.place
        var client: NodeClient
        var own: RunningNode?
        if let port = await place.runningPort() {
            client = NodeClient(port: port)
        } else {
            let started = try await RunningNode.start(place, port: 0)
            own = started
            client = NodeClient(port: started.port)
        }
        let result: Result<Answer, any Error>
        do {
            try await client.signIn(
                officer, password: Password.ask(), code: code, post: post, purpose: purpose)
            let answer = try await work(client)
            await client.signOut()
            result = .success(answer)
        } catch { result = .failure(error) }
        await own?.stop()
        return try result.get()
    }
}

enum Password {
    /// Out of the environment, or typed without echo.
    static func ask(_ prompt: String = "Password: ", variable: String = "SERAI_PASSWORD") throws -> String {
        if let given = ProcessInfo.processInfo.environment[variable] { return given }
        guard let typed = getpass(prompt) else { throw ValidationError("no password was given") }
        return String(cString: typed)
    }
}

/// What the node answered when it did not do what was asked.
struct NodeProblem: Error, CustomStringConvertible {
    var status: Int
    var code: String
    var detail: String
    var description: String { "\(detail) (\(code))" }
}

/// A JSON object as the node sent it.
struct NodeAnswer: Sendable {
    let data: Data
    var object: [String: Any] { (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:] }
}

struct NodeClient: Sendable {
    private let base: URL
    private var token: String?

    init(port: Int) { base = URL(string: "http://127.0.0.1:\(port)/api/v1/")! }

    mutating func signIn(_ name: String, password: String, code: String?, post: String?, purpose: String) async throws {
        var body: [String: Any] = ["name": name, "password": password, "purpose": purpose]
        body["post"] = post
        body["code"] = code
        token = try await send("POST", "sessions", json(body)).object["token"] as? String
    }

    func signOut() async { _ = try? await send("DELETE", "sessions/current") }

    /// - Throws: `NodeProblem` for a status of 400 and above.
    func send(_ method: String, _ path: String, _ body: Data? = nil) async throws -> NodeAnswer {
        guard let url = URL(string: path, relativeTo: base) else { throw ValidationError("not a path: \(path)") }
        var request = URLRequest(url: url, timeoutInterval: 3_600)
        request.httpMethod = method
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = body
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        let answer = NodeAnswer(data: data)
        guard status < 400 else {
            throw NodeProblem(
                status: status, code: answer.object["code"] as? String ?? "status-\(status)",
                detail: answer.object["detail"] as? String ?? "the node answered \(status)")
        }
        return answer
    }
}

func json(_ object: [String: Any]) throws -> Data {
    try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
}

/// Prints one JSON object on one line.
func printJSON(_ object: [String: Any]) throws { print(String(decoding: try json(object), as: UTF8.self)) }
