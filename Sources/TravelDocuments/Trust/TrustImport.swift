// Files as states, ICAO and BSI publish them, sorted into what a trust list is made of. Nothing here decides to trust:
// the outcome is compared with the list in force, and two people approve the difference.

import Foundation
package import Records

package struct TrustImport: Sendable {
    package private(set) var authorities: [Certificate] = []
    package private(set) var links: [Certificate] = []
    package private(set) var revocationLists: [RevocationList] = []
    /// Document signers: read and left out, since documents bring their own.
    package private(set) var signers = 0
    package private(set) var masterLists: [MasterList] = []
    package private(set) var problems: [Problem] = []

    /// What could not be taken, by file and place in it.
    package struct Problem: Hashable, Sendable {
        package let file: String
        package let place: Int
        package let reason: String
    }

    private let day: CalendarDay
    private var seen: Set<[UInt8]> = []

    package init(on day: CalendarDay) { self.day = day }

    package var list: TrustList {
        TrustList(
            authorities: authorities, links: links, revocationLists: revocationLists)
    }

    /// Takes one file: DER or PEM certificate or revocation list, signed master list (.ml), or LDIF of any of them.
    ///
    /// Told by content, never by name; a part that cannot be read becomes a problem and stops nothing else.
    package mutating func take(_ bytes: [UInt8], file: String) {
        let text = bytes.starts(with: [0x30]) ? nil : String(validating: bytes, as: UTF8.self)
        guard let text else { return takeObject(bytes, file: file, place: 1) }
        let found = text.contains("-----BEGIN ") ? Self.pem(text) : Self.ldif(text)
        if found.isEmpty { problem(file, 1, "neither DER, PEM, LDIF nor a master list: get the file again") }
        for (place, object) in found.enumerated() {
            guard let object else {
                problem(file, place + 1, "not base64: get the file again")
                continue
            }
            takeObject(object, file: file, place: place + 1)
        }
    }

    private mutating func takeObject(_ bytes: [UInt8], file: String, place: Int) {
        guard seen.insert(HashAlgorithm.sha256.digest(bytes)).inserted else { return }
        if (try? SignedData(bytes[...], limit: MasterList.limit)) != nil {
            do throws(MasterList.Refusal) {
                let list = try MasterList(bytes, on: day)
                masterLists.append(list)
                if list.unreadable > 0 { problem(file, place, "\(list.unreadable) entries of the master list could not be read") }
                for certificate in list.authorities { sort(certificate, file, place) }
            } catch { problem(file, place, "\(error.code): \(error)") }
            return
        }
        do throws(PKIError) {
            sort(try Certificate(bytes), file, place)
        } catch let refusal {
            if let list = try? RevocationList(bytes) {
                revocationLists.append(list)
            } else {
                problem(file, place, "\(refusal)")
            }
        }
    }

    private mutating func sort(_ certificate: Certificate, _ file: String, _ place: Int) {
        guard seen.insert(HashAlgorithm.sha256.digest(certificate.der + [0])).inserted else { return }
        guard certificate.isIssuer else { return signers += 1 }
        if case .failure(let refusal) = certificate.key { return problem(file, place, "\(refusal)") }
        if certificate.isSigned(by: certificate) {
            authorities.append(certificate)
        } else {
            links.append(certificate)
        }
    }

    private mutating func problem(_ file: String, _ place: Int, _ reason: String) {
        problems.append(Problem(file: file, place: place, reason: reason))
    }

    /// Objects between `BEGIN` and `END` lines (RFC 7468); `nil` for what is not base64.
    private static func pem(_ text: String) -> [[UInt8]?] {
        var objects: [[UInt8]?] = []
        var body: String?
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN ") {
                body = ""
            } else if line.hasPrefix("-----END "), let whole = body {
                objects.append(Data(base64Encoded: whole).map(Array.init))
                body = nil
            } else {
                body? += line.filter { !$0.isWhitespace }
            }
        }
        return objects
    }

    /// Binary values of the attributes a PKD uses (RFC 2849 for the form, ICAO PKD for the names).
    private static func ldif(_ text: String) -> [[UInt8]?] {
        let names: Set = [
            "usercertificate", "cacertificate", "certificaterevocationlist", "pkdmasterlistcontent", "cscamasterlistdata",
        ]
        var objects: [[UInt8]?] = []
        var value: String?
        func finish() { if let value { objects.append(Data(base64Encoded: value).map(Array.init)) } }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.hasPrefix(" ") {
                value? += line.dropFirst().filter { !$0.isWhitespace }
                continue
            }
            finish()
            value = nil
            guard let colons = line.firstRange(of: "::") else { continue }
            let name = line[..<colons.lowerBound].lowercased().split(separator: ";").first.map(String.init) ?? ""
            if names.contains(name) { value = line[colons.upperBound...].filter { !$0.isWhitespace } }
        }
        finish()
        return objects
    }
}
