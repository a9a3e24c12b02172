import Hummingbird

/// What the server knows of a connection, kept for one request.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end's address, without its port; "" where there is no socket.
    let address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
