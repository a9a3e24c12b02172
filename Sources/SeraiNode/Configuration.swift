// What an authority decides about its node: one file, `node.json`, read once at start.

package import BorderControl
package import Foundation
package import Records

/// The content of `node.json`.
package struct NodeConfiguration: Codable, Sendable {
    package var node: NodeID
    /// The authority, as its officers call it.
    package var name: String
    package var posts: [Post]
    /// Address to listen on. Plain HTTP is served to the loopback address only; any other needs `tls`.
    package var address: String
    package var port: Int
    package var tls: TLSFiles?
    package var screening: Screening?
    package var letters = Letters()
    /// Whom to call for somebody who needs protection, by kind of need.
    package var contacts: [Contact] = []
    /// Demonstration data is loaded: every page says so.
    package var training: Bool

    package struct TLSFiles: Codable, Sendable {
        /// PEM files.
        package var certificate: String
        package var key: String
    }

    /// How the node screens; what is left out is the program's own choice. Each change is written down at the next start.
    package struct Screening: Codable, Sendable {
        /// Lowest score of a name that is shown to an officer, 0.3 to 0.95. Higher for long lists, where chance finds more.
        package var threshold: Double?

        package init(threshold: Double? = nil) { self.threshold = threshold }
    }

    /// Who signs the answers to people who ask what is held about them.
    package struct Letters: Codable, Sendable {
        package var address = ""
        package var dataProtectionOfficer = "The data protection officer"
        package var supervisoryAuthority = "the national data protection authority"
    }

    package struct Contact: Codable, Sendable {
        package var kind: ReferralKind
        /// A function, never a private person.
        package var who: String
        package var phone: String
        package var hours: String
    }

    /// - Throws: `NodeError.badThreshold` for one that would stop everybody or nobody.
    var threshold: Double {
        get throws {
            guard let asked = screening?.threshold else { return ScreeningRules().threshold }
            guard (0.3...0.95).contains(asked) else { throw NodeError.badThreshold(asked) }
            return asked
        }
    }

    package init(
        node: NodeID, name: String, posts: [Post], address: String = "127.0.0.1", port: Int = 8080,
        tls: TLSFiles? = nil, training: Bool = false
    ) {
        self.node = node
        self.name = name
        self.posts = posts
        self.address = address
        self.port = port
        self.tls = tls
        self.training = training
    }
}

/// Where a node keeps what it has: one folder.
package struct Home: Sendable {
    package let folder: URL

    package init(_ folder: URL) { self.folder = folder }

    package var configurationFile: URL { folder.appending(path: "node.json") }
    package var keys: URL { folder.appending(path: "keys") }
    package var records: URL { folder.appending(path: "records") }
    package var audit: URL { folder.appending(path: "audit") }
    package var views: URL { folder.appending(path: "views") }
    package var accounts: URL { folder.appending(path: "accounts.sqlite") }
    /// Files waiting to be imported by the running node.
    package var inbox: URL { folder.appending(path: "inbox") }

    package func configuration() throws -> NodeConfiguration {
        guard let data = try? Data(contentsOf: configurationFile) else {
            throw NodeError.noHome(folder.path)
        }
        do {
            return try JSONDecoder().decode(NodeConfiguration.self, from: data)
        } catch {
            throw NodeError.badConfiguration(configurationFile.path, "\(error)")
        }
    }

    package func write(_ configuration: NodeConfiguration) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(configuration).write(to: configurationFile, options: .atomic)
    }
}

package enum NodeError: Error, Equatable, CustomStringConvertible {
    case noHome(String)
    case homeExists(String)
    case badConfiguration(String, String)
    case homeInUse(String)
    case badThreshold(Double)

    package var description: String {
        switch self {
        case .noHome(let path): "there is no node in \(path): make one with `serai init --home \(path)`, or name another folder"
        case .homeExists(let path): "\(path) already holds a node: nothing was changed; name another folder"
        case .homeInUse(let path):
            "the node in \(path) is running already: use that one, stop it first, or name another folder with --home"
        case .badThreshold(let value): "screening.threshold is \(value), expected 0.3 to 0.95: correct node.json, nothing was started"
        case .badConfiguration(let path, let why): "\(path) cannot be read (\(why)): correct it, nothing was started"
        }
    }
}
