import ArgumentParser
import Foundation
import Records
import TravelDocuments

struct MRZCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mrz", abstract: "Machine-readable zones of travel documents.", subcommands: [Parse.self, Repair.self])

    struct Parse: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read zones, one JSON object a line.",
            discussion: """
                Each line of standard input is {"id","lines":[…]} with optional "format" (TD1 TD2 TD3 MRV-A MRV-B) and \
                "reference_date" (YYYY-MM-DD, today if absent); each line of output is the reading with the same id.
                """)

        @Flag(help: "JSON Lines in, JSON Lines out (the only form).")
        var jsonl = false

        func run() throws {
            let today = CalendarDay.today
            for line in standardInputLines() {
                print(MRZ.answer(jsonLine: line, today: today))
            }
        }
    }

    struct Repair: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what check digits, and the grammar of documents, make of misread characters.",
            discussion: """
                Lines as for `parse`. "status" is unique, ambiguous or none by the check digits alone, with "lines" only when unique; \
                "proposals" holds what names, fillers and issuers' numbers make likely, each change with its reason. Nothing is applied: \
                an officer compares with the document.
                """)

        @Flag(help: "JSON Lines in, JSON Lines out (the only form).")
        var jsonl = false

        func run() throws {
            let today = CalendarDay.today
            for line in standardInputLines() {
                print(MRZ.repairAnswer(jsonLine: line, today: today))
            }
        }
    }
}
