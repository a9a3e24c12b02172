// What a desk answers, before it becomes bytes: so that headers which protect people are set in one place.
import Foundation
package import HTTPTypes
import Hummingbird
import NIOCore

/// One answer.
package struct Reply: Sendable {
    package enum Content: Sendable {
        case text(String, type: String)
        case bytes([UInt8], type: String)
        case events(EventStream)
        case nothing
    }

    package var status: Int
    package var content: Content
    package var headers: [(HTTPField.Name, String)] = []
    /// Pages and answers about people are never stored; static files are kept for ever.
    package var storable = false

    package init(status: Int = 200, _ content: Content) {
        self.status = status
        self.content = content
    }

    package static func html(_ text: String, status: Int = 200) -> Reply {
        Reply(status: status, .text(text, type: "text/html; charset=utf-8"))
    }

    /// Keys in order, so that equal answers are equal bytes.
    package static func json(_ value: some Encodable, status: Int = 200) throws -> Reply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Reply(status: status, .bytes(Array(try encoder.encode(value)), type: "application/json"))
    }

    /// After a form: the browser fetches the next page itself, so that reloading does not send the form again.
    package static func seeOther(_ path: String) -> Reply {
        var reply = Reply(status: 303, .nothing)
        reply.headers.append((.location, path))
        return reply
    }

    package static func csv(_ rows: [[String]], named name: String) -> Reply {
        var reply = Reply(.text(CSV.text(rows), type: "text/csv; charset=utf-8"))
        reply.headers.append((.contentDisposition, "attachment; filename=\"\(name).csv\""))
        return reply
    }

    package func setting(_ name: HTTPField.Name, _ value: String) -> Reply {
        var reply = self
        reply.headers.append((name, value))
        return reply
    }

    /// With the headers every answer carries.
    func response(secure: Bool) -> Response {
        var fields = HTTPFields()
        fields[.contentSecurityPolicy] = Self.policy
        fields[.xContentTypeOptions] = "nosniff"
        fields[.referrerPolicy] = "same-origin"  // with "no-referrer" browsers hide the Origin of our own forms
        fields[.xFrameOptions] = "DENY"
        fields[.crossOriginOpenerPolicy] = "same-origin"
        fields[.crossOriginResourcePolicy] = "same-origin"
        fields[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if secure { fields[.strictTransportSecurity] = "max-age=31536000" }
        fields[.cacheControl] = storable ? "public, max-age=31536000, immutable" : "no-store"
        for (name, value) in headers { fields.append(HTTPField(name: name, value: value)) }
        let body: ResponseBody
        switch content {
        case .nothing: body = ResponseBody()
        case .text(let text, let type):
            fields[.contentType] = type
            body = ResponseBody(byteBuffer: ByteBuffer(string: text))
        case .bytes(let bytes, let type):
            fields[.contentType] = type
            body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .events(let stream):
            fields[.contentType] = "text/event-stream"
            fields[.xAccelBuffering] = "no"
            body = stream.body
        }
        return Response(status: .init(code: status), headers: fields, body: body)
    }

    /// Nothing from elsewhere, nothing inline, no frames.
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}

extension HTTPField.Name {
    static let referrerPolicy = Self("Referrer-Policy")!
    static let xFrameOptions = Self("X-Frame-Options")!
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let permissionsPolicy = Self("Permissions-Policy")!
    static let xAccelBuffering = Self("X-Accel-Buffering")!
    static let lastEventID = Self("Last-Event-ID")!
    static let clearSiteData = Self("Clear-Site-Data")!
    static let part = Self("X-Serai-Part")!
}
