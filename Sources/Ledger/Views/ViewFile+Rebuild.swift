
extension ViewFile {
    package func rebuild() async throws -> (live: [String: String], rebuilt: [String: String]) { ([:], [:]) }
}
