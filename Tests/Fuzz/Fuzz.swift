// One entry for every parser that meets bytes from outside; SERAI_FUZZ names the one to feed. Built by Scripts/fuzz.sh with
// libFuzzer and the address sanitizer. A finding is a crash, a trap, or more memory than the run allows.

import Foundation
import Records
import TravelDocuments

private let day = CalendarDay("2026-11-22")!

private let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "mrz": { bytes in
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        let reading = MRZ.parse(lines, on: day)
        _ = reading.traveller
        precondition((reading.fields == nil) == (reading.verdict == .malformed))
    },
    // About 3,000 check-digit runs each: a target of its own.
    "repair": { bytes in
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        let found = MRZ.repair(lines, on: day)
        precondition(found.proposals.count <= 8 && (found.lines != nil) == (found.status == .unique))
    },
    "sod": { bytes in
        guard let object = try? SecurityObject(file: bytes) else { return }
        _ = object.signed.digestHolds
        if let signer = try? object.signed.signerCertificate() { _ = try? object.signed.isSigned(by: signer) }
    },
    "group": { bytes in
        _ = try? MachineReadableGroup(bytes)
        _ = try? FacialImage(bytes)
        _ = try? AdditionalDetails(bytes, tag: 0x6B)
        _ = try? SecurityInfos(group: bytes)
        _ = try? SecurityInfos(bytes[...])
        _ = CommonData(bytes)
        if let active = try? ActiveAuthentication(group: bytes, algorithm: nil, challenge: [1, 2, 3, 4, 5, 6, 7, 8]) {
            _ = active.holds(Array(bytes.suffix(64)))
        }
        _ = CommandAPDU(encoded: bytes)
        _ = try? TLV.list(bytes[...])
    },
    "crl": { bytes in
        guard let list = try? RevocationList(bytes) else { return }
        _ = list.isStale(on: day)
    },
    "certificate": { bytes in
        guard let certificate = try? Certificate(bytes) else { return }
        _ = certificate.isSigned(by: certificate)
    },
    "masterlist": { bytes in
        _ = try? MasterList(bytes, on: day)
    },
    "trust": { bytes in
        var found = TrustImport(on: day)
        found.take(bytes, file: "fuzz")
        _ = found.json
    },
]

private let target = targets[ProcessInfo.processInfo.environment["SERAI_FUZZ"] ?? ""]!

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    target(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
