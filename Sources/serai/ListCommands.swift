import ArgumentParser
import Foundation
import SeraiNode

struct Lists: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists from which alerts come.", subcommands: [Import.self, Status.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Bring a list up to date: added, changed and withdrawn alerts are counted.",
            discussion: """
                Formats: ofac (files sdn.csv, alt.csv, sdn_comments.csv, in this order; addresses are not compared), un \
                (consolidated XML), documents (bulk CSV number,kind,issuer,status,date, its last line #end and the count), serai (JSON Lines). The whole list becomes visible \
                at once, or nothing does. Rows that cannot be read are reported by line and left out.
                """)

        @OptionGroup var officer: OfficerOptions
        @Option(help: "ofac, un, documents or serai.") var format: String
        @Option(help: "Name of the list, such as OFAC.") var list: String
        @Option(help: "Date of the publisher's file, YYYY-MM-DD.") var date: String?
        @Flag(help: "Someone has checked that more than a fifth of the list really is gone.") var confirmShrink = false
        @Argument(help: "The publisher's files, plain.") var files: [String]

        func run() async throws {
            var request: [String: Any] = [
                "purpose": officer.purpose, "format": format, "list": list, "confirmShrink": confirmShrink,
                "files": try officer.home.place.deliver(files),
            ]
            request["date"] = date
            let answer = try await officer.withNode { [body = try json(request)] in try await $0.send("POST", "lists/imports", body) }
            try printJSON(answer.object)
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What each list holds and how old it is.")
        @OptionGroup var officer: OfficerOptions

        func run() async throws {
            let answer = try await officer.withNode { try await $0.send("GET", "lists") }
            for list in answer.object["lists"] as? [[String: Any]] ?? [] { try printJSON(list) }
        }
    }
}

struct AlertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "National alerts.", subcommands: [Add.self, Withdraw.self, Show.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a national alert; the next screening sees it.")
        @OptionGroup var officer: OfficerOptions
        @Option(help: "Name of the person, any script; may be given several times.") var name: [String] = []
        @Option(help: "Birth date: YYYY-MM-DD, YYYY-MM, YYYY, YYYY/YYYY, with ~ for about.") var born: String?
        @Option(help: "Document number.") var number: String?
        @Option(help: "Three-letter code of the document's issuer.") var issuer: String?
        @Option(help: "For a document alert: stolen, lost, revoked or invalidated.") var status: String?
        @Option(help: "Action to take: arrest, protect, locate, discreet-check, seize-document, …") var action: String
        @Option(help: "Reason class: wanted, missing, vulnerable, judicial, security, document-misuse, …") var reason: String
        @Option(help: "Whose data: suspect, wanted, convicted, victim, missing, child, witness, other.") var category: String
        @Option(help: "Law the alert rests on.") var legalBasis: String
        @Option(help: "The file it belongs to, in your own numbering.") var reference: String

        func run() async throws {
            var request: [String: Any] = [
                "purpose": officer.purpose, "action": action, "reason": reason, "category": category,
                "legalBasis": legalBasis, "reference": reference,
            ]
            var document: [String: Any]?
            if let number { document = ["number": number, "kind": "passport"] }
            document?["issuer"] = issuer
            if let status {
                request["status"] = status
                request["document"] = document
            } else {
                request["person"] = [
                    "names": name.map { ["value": $0, "kind": "primary"] }, "births": born.map { [$0] } ?? [],
                    "nationalities": [], "documents": document.map { [$0] } ?? [],
                ]
            }
            let answer = try await officer.withNode { [body = try json(request)] in try await $0.send("POST", "alerts", body) }
            try printJSON(answer.object)
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Withdraw a national alert.")
        @OptionGroup var officer: OfficerOptions
        @Option(help: "Why.") var reason: String
        @Argument(help: "Id of the alert.") var id: String

        func run() async throws {
            _ = try await officer.withNode {
                try await $0.send("POST", "alerts/\(id)/withdrawal", json(["purpose": officer.purpose, "reason": reason]))
            }
            print("withdrawn: \(id)")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show an alert. Looking is audited.")
        @OptionGroup var officer: OfficerOptions
        @Argument(help: "Id of the alert.") var id: String

        func run() async throws {
            try printJSON(try await officer.withNode { try await $0.send("GET", "alerts/\(id)?purpose=\(officer.purpose)") }.object)
        }
    }
}
