import BorderControl
import Console
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Logging
import NIOCore
import Records
import Safeguards
import SeraiTesting
import TravelDocuments
import Watchlists

/// A whole node with its console, in a temporary folder: real ledger, real audit, real accounts.
struct Booth {
    static let password = "seven quiet lanterns"

    let folder: TemporaryFolder
    let clock = FixedClock()
    let gate: Gate
    let accounts: Accounts
    let sessions: Sessions
    let audit: AuditLog
    let rooms: ConsoleRooms
    let server: ConsoleServer
    let codes: [String: OneTimePassword]
    private let list: @Sendable (AlertDraft) async throws -> RecordID

    init(training: Bool = false) async throws {
        folder = try TemporaryFolder()
        let (clock, base) = (clock, folder.url)
        let secrets = try NodeSecrets(folder: base.appending(path: "keys"))
        audit = try AuditLog(folder: base.appending(path: "audit"), secrets: secrets, node: "AA", now: clock.now)
        let gate = Gate(audit: audit)
        self.gate = gate
        accounts = try Accounts(
            database: Accounts.open(base.appending(path: "accounts.sqlite")), secrets: secrets, gate: gate,
            cost: PasswordHash.Cost(rounds: 1 << 4, parallelism: 1), now: clock.now)
        sessions = Sessions(now: clock.now)
        let posts = [Post(id: "north", name: "North crossing"), Post(id: "harbour", name: "Harbour", loneOfficerMayDecide: true)]
        let ledger = try LedgerStore(
            folder: base.appending(path: "records"), name: "records", origin: "AA/serai/records/1",
            keys: .loadOrCreate(in: base.appending(path: "keys"), name: "records"), now: clock.now)
        let token = TravellerToken(key: SymmetricKey(size: .bits256))
        let caseView = CaseView(token: token)
        let today: @Sendable () -> CalendarDay = {
            CalendarDay(millisecondsSince1970: Int64(clock.now().timeIntervalSince1970 * 1_000))
        }
        let alerts = AlertRegister(key: try secrets.key("alerts"), today: today)
        try FileManager.default.createDirectory(at: base.appending(path: "views"), withIntermediateDirectories: true)
        let views = try ViewFile(folder: base.appending(path: "views"), ledger: ledger, views: [alerts, caseView])
        try await views.catchUp()
        try alerts.open(views.pool, under: try await gate.maintenance(.indexBuild, detail: "test"))
        let chance: @Sendable () -> (UInt64, UInt16) = { (.random(in: .min ... .max), .random(in: .min ... .max)) }
        let journal = Journal(node: "AA", ledger: ledger, views: views, now: clock.now, chance: chance)
        let cases = CaseRegister(ledger: ledger, views: views, view: caseView)
        var rules = DeskRules()
        rules.training = true
        let border = BorderDesk(
            posts: posts, rules: rules, journal: journal, gate: gate, alerts: alerts, cases: cases,
            token: token)
        let job = RetentionJob(registers: [], gate: gate, now: clock.now)
        let protection = DataProtectionDesk(
            gate: gate, job: job, subjects: [],
            authority: LetterHead(
                authority: "Border Police of AA", address: "1 Harbour Road", dataProtectionOfficer: "dpo@aa.example",
                supervisoryAuthority: "Data Protection Authority of AA"), now: clock.now)
        let alertDesk = AlertDesk(journal: journal, gate: gate, alerts: alerts)
        list = { draft in
            let record = try alertDesk.author.add(draft, by: "o-test")
            try await journal.write([record])
            return record.header.id
        }
        rooms = ConsoleRooms(
            gate: gate, accounts: accounts, sessions: sessions, audit: audit, border: border, cases: cases,
            journal: journal,
            alerts: alerts, alertDesk: alertDesk, protection: protection,
            importList: { _ in throw ListImportError.nothingReadable(faults: 0) }, posts: posts,
            contacts: [DutyContact(kind: .victim, who: "Protection unit, on duty", phone: "+000 555 0101", hours: "00-24")])
        var log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        log.logLevel = .critical
        server = try ConsoleServer(
            configuration: ConsoleConfiguration(port: 0, training: training, nodeName: "Serai AA", now: clock.now),
            rooms: rooms, logger: log)
        let staff: [(String, Set<Role>)] = [
            ("first", [.firstLine]), ("second", [.secondLine]), ("both", [.firstLine, .secondLine]), ("duty", [.nccDuty]),
            ("dpo", [.dataProtection]), ("root", [.sysadmin]),
        ]
        var codes: [String: OneTimePassword] = [:]
        for (name, roles) in staff {
            let account = try await accounts.create(
                NewAccount(
                    signInName: name, name: "Officer \(name)", roles: roles, password: Self.password,
                    mustChangePassword: false), under: gate.maintenance(.setUp, detail: "test"))
            guard name == "duty" else { continue }
            let device = try await accounts.beginSecondFactor(of: account.officer, issuer: "test")
            let secret = OneTimePassword(secret: Self.base32(device.secret))
            try await accounts.confirmSecondFactor(
                of: account.officer, code: secret.code(counter: OneTimePassword.counter(at: clock.now())), from: "")
            clock.advance(seconds: 60)
            codes[name] = secret
        }
        self.codes = codes
    }

    /// Requests without a socket.
    func open<Value>(_ body: @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        try await server.application().test(.router, body)
    }

    /// Requests over a real loopback port.
    func listen<Value>(_ body: @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        try await server.application().test(.live, body)
    }

    var entries: UInt64 { audit.size }

    func code(_ name: String) -> String? {
        codes[name]?.code(counter: OneTimePassword.counter(at: clock.now()))
    }

    private static func base32(_ text: String) -> [UInt8] {
        var bits = 0
        var value = 0
        var bytes: [UInt8] = []
        for letter in text {
            guard let place = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").firstIndex(of: letter) else { continue }
            value = (value << 5 | place) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: value >> bits))
            }
        }
        return bytes
    }

    /// A passport of the specimen state, as a scanner types it. (ICAO Doc 9303-4 has it with an expiry long past.)
    static let clear: [String] = {
        var draft = MRZDraft(
            .td3, code: "P", issuer: "UTO", number: "L898902C3", surname: "ERIKSSON", given: "ANNA MARIA",
            birth: PartialDate("1974-08-12"), sex: .female, expiry: CalendarDay(ordinal: 22_750))
        draft.optional1 = "ZE184226B"
        return (try? MRZ.make(draft)) ?? []
    }()

    /// Puts a person on the national list, as an administrator of lists would.
    func list(_ name: String, born: String, action: AlertAction = .locate) async throws -> RecordID {
        guard let birth = PartialDate(born) else { throw Problem.missing("born") }
        let draft = AlertDraft(
            .person(Identity(names: [PersonName(name)], births: [birth])), action: action, reason: .judicial,
            category: action.rule.protects ? .victim : .other, legalBasis: "test law", reference: "T-1")
        return try await list(draft)
    }
}

/// One browser: cookies, and the form token of the last page.
final class Browser {
    let client: any TestClientProtocol
    var cookies: [String: String] = [:]
    var token = ""
    let host = "127.0.0.1"

    init(_ client: any TestClientProtocol) { self.client = client }

    @discardableResult
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.get, path, headers: headers, body: nil)
    }

    @discardableResult
    func post(
        _ path: String, _ fields: [String: String], token: Bool = true, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var fields = fields
        if token { fields["form-token"] = self.token }
        let text = fields.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&")
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers: headers, body: ByteBuffer(string: text))
    }

    func send(_ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: ByteBuffer?) async throws -> TestResponse {
        var headers = headers
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: body)
        for line in response.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        let page = String(buffer: response.body)
        if let range = page.firstRange(of: "name=\"form-token\" value=\"") {
            token = String(page[range.upperBound...].prefix { $0 != "\"" })
        }
        return response
    }

    /// Signs in and begins a shift, all the way a person goes.
    func begin(_ name: String, purpose: String = "border-check", post: String? = "north", code: String? = nil) async throws {
        try await get("/sign-in")
        var fields = ["name": name, "password": Booth.password]
        fields["code"] = code
        try await self.post("/sign-in", fields)
        try await get("/shift")
        var shift = ["purpose": purpose, "direction": "entry"]
        shift["post"] = post
        try await self.post("/shift", shift)
        try await get("/account")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
