import Foundation
import Records
import SeraiTesting
import Testing
import TravelDocuments

@Suite struct `The specimens of the demonstration` {
    @Test func `are conformant documents of the specimen state`() throws {
        struct Specimen: Decodable { var lines: [String] }
        let url = repository.appending(path: "Sources/SeraiNode/Assets/lists/specimens.json")
        let specimens = try JSONDecoder().decode([Specimen].self, from: try Data(contentsOf: url))
        #expect(specimens.count == 3)
        for specimen in specimens {
            let reading = MRZ.parse(specimen.lines, on: CalendarDay("2026-11-22")!)
            #expect(reading.verdict == .conformant)
            #expect(reading.specimen)
            #expect(reading.expired == false)
        }
    }
}
