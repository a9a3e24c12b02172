// swift-tools-version: 6.2
import PackageDescription

// The house as a table: each room, the rooms it may stand on, and what it takes from outside.
// Stairs go down only; Tests/HouseTests reads the imports and holds them to this table.
struct Room {
    var name: String
    var rooms: [String] = []
    var products: [Outside] = []
    /// Libraries of the system it may call; no other room may.
    var libraries: [String] = []
    var assets = false
    var tests = true
    var testing: [Outside] = []
}

struct Outside {
    var name: String
    var package: String
}

let hummingbird = Outside(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Outside(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Outside(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Outside(name: "HummingbirdTesting", package: "hummingbird")
let mustache = Outside(name: "Mustache", package: "swift-mustache")
let grdb = Outside(name: "GRDB", package: "GRDB.swift")
let crypto = Outside(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Outside(name: "CryptoExtras", package: "swift-crypto")
let arguments = Outside(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Outside(name: "Logging", package: "swift-log")
let httpTypes = Outside(name: "HTTPTypes", package: "swift-http-types")
let nioSSL = Outside(name: "NIOSSL", package: "swift-nio-ssl")
let nio = Outside(name: "NIOCore", package: "swift-nio")
let asn1 = Outside(name: "SwiftASN1", package: "swift-asn1")
let lifecycle = Outside(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let rooms = [
    Room(name: "Records"),
    Room(name: "Matching", rooms: ["Records"]),
    Room(name: "TravelDocuments", rooms: ["Records"], products: [asn1], libraries: ["CLibCrypto"]),
    Room(name: "Readers", rooms: ["Records", "TravelDocuments"], libraries: ["CPCSCLite"]),
    Room(name: "Ledger", rooms: ["Records"], products: [grdb, crypto]),
    Room(name: "Safeguards", rooms: ["Records", "Ledger"], products: [grdb, crypto, cryptoExtras]),
    Room(name: "Watchlists", rooms: ["Records", "Matching", "Ledger", "Safeguards"], products: [grdb, crypto]),
    Room(
        name: "BorderControl",
        rooms: ["Records", "Matching", "TravelDocuments", "Ledger", "Safeguards", "Watchlists"],
        products: [grdb, crypto]),
    Room(
        name: "Console",
        rooms: [
            "Records", "Matching", "TravelDocuments", "Ledger", "Safeguards", "Watchlists", "BorderControl",
        ],
        products: [
            hummingbird, hummingbirdCore, hummingbirdTLS, mustache, crypto, logging, lifecycle, httpTypes, nio, nioSSL,
        ], assets: true,
        testing: [hummingbirdTesting]),
    Room(
        name: "SeraiNode",
        rooms: [
            "Records", "Matching", "TravelDocuments", "Ledger", "Safeguards", "Watchlists", "BorderControl",
            "Console",
        ],
        products: [grdb, crypto, hummingbird, logging, lifecycle], assets: true),
]

/// `SERAI_ROOM=Matching swift test` builds that room and what it stands on, nothing else: the ground floors
/// then need no outside package and build in seconds.
let only = Context.environment["SERAI_ROOM"]

func standsOn(_ name: String) -> Set<String> {
    guard let room = rooms.first(where: { $0.name == name }) else { return [] }
    return room.rooms.reduce(into: [name]) { $0.formUnion(standsOn($1)) }
}

let shown = only.map { room in rooms.filter { standsOn(room).contains($0.name) } } ?? rooms
let needed = only == nil ? nil : Set(shown.flatMap { $0.products.map(\.package) })

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func dependencies(_ room: Room) -> [Target.Dependency] {
    (room.rooms + room.libraries).map { .target(name: $0) }
        + room.products.map { .product(name: $0.name, package: $0.package) }
}

var targets: [Target] = shown.map { room in
    .target(
        name: room.name, dependencies: dependencies(room),
        resources: room.assets ? [.copy("Assets")] : [], swiftSettings: settings)
}
/// Debian's package of each library; its module map is in Sources under the same name.
let libraries: [(name: String, pkgConfig: String?, debian: String)] = [
    ("CLibCrypto", "libcrypto", "libssl-dev"),
    ("CPCSCLite", nil, "libpcsclite-dev"),
]
targets += libraries.filter { library in shown.contains { $0.libraries.contains(library.name) } }.map {
    .systemLibrary(name: $0.name, pkgConfig: $0.pkgConfig, providers: [.apt([$0.debian])])
}
targets.append(.target(name: "SeraiTesting", dependencies: [.target(name: "Records")], swiftSettings: settings))
targets += shown.filter { $0.tests && (only == nil || $0.name == only) }.map { room in
    .testTarget(
        name: room.name + "Tests",
        dependencies: [.target(name: room.name), .target(name: "SeraiTesting")] + dependencies(room)
            + room.testing.map { .product(name: $0.name, package: $0.package) },
        swiftSettings: settings)
}
if only == nil {
    targets += [
        .executableTarget(
            name: "serai",
            dependencies: rooms.map { .target(name: $0.name) } + dependencies(Room(name: "serai", products: [arguments, logging])),
            swiftSettings: settings),
        .testTarget(
            name: "ScenarioTests", dependencies: ["SeraiTesting", "Records", "Ledger", "Safeguards", "SeraiNode"],
            swiftSettings: settings),
        .testTarget(name: "HouseTests", swiftSettings: settings),
    ]
}

let packages: [(name: String, package: Package.Dependency)] = [
    ("hummingbird", .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: [])),
    ("swift-mustache", .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1")),
    ("GRDB.swift", .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")),
    ("swift-crypto", .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")),
    ("swift-argument-parser", .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")),
    ("swift-log", .package(url: "https://github.com/apple/swift-log", from: "1.16.2")),
    ("swift-service-lifecycle", .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0")),
    ("swift-http-types", .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0")),
    ("swift-nio", .package(url: "https://github.com/apple/swift-nio", from: "2.101.2")),
    ("swift-asn1", .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4")),
    ("swift-nio-ssl", .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6")),
]

let package = Package(
    name: "serai",
    products: only == nil ? [.executable(name: "serai", targets: ["serai"])] : [],
    dependencies: packages.filter { needed?.contains($0.name) ?? true }.map(\.package),
    targets: targets,
    swiftLanguageModes: [.v6]
)
