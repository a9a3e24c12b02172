import Foundation

/// An OpenAPI document, read far enough to hold real answers to it: `$ref`, `type`, `required`, `properties`,
/// `additionalProperties`, `items`, `enum`, `pattern`, lengths.
struct OpenAPIBook: Sendable {
    private let text: Data
    private var root: [String: Any] { (try? JSONSerialization.jsonObject(with: text)) as? [String: Any] ?? [:] }

    init(_ file: URL) throws { text = try Data(contentsOf: file) }

    var operations: Set<String> {
        let paths = root["paths"] as? [String: [String: Any]] ?? [:]
        return Set(paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } })
    }

    func faults(_ value: Any, method: String, path: String, status: Int) -> [String] {
        let paths = root["paths"] as? [String: [String: Any]] ?? [:]
        guard let operation = paths[path]?[method.lowercased()] as? [String: Any],
            let answers = operation["responses"] as? [String: Any],
            let answer = answers["\(status)"].map(resolved) as? [String: Any]
        else { return ["\(method) \(path) \(status) is not described"] }
        guard let content = (answer["content"] as? [String: Any])?.values.first as? [String: Any], let schema = content["schema"]
        else { return ["no content described"] }
        return check(value, schema, at: "$")
    }

    private func resolved(_ value: Any) -> Any {
        guard let reference = (value as? [String: Any])?["$ref"] as? String else { return value }
        var place: Any = root
        for part in reference.dropFirst(2).split(separator: "/") { place = (place as? [String: Any])?[String(part)] ?? [:] }
        return resolved(place)
    }

    private func check(_ value: Any, _ schema: Any, at place: String) -> [String] {
        guard let schema = resolved(schema) as? [String: Any] else { return ["\(place): no schema"] }
        var faults: [String] = []
        switch schema["type"] as? String {
        case "object":
            guard let object = value as? [String: Any] else { return ["\(place): no object"] }
            for name in schema["required"] as? [String] ?? [] where object[name] == nil { faults.append("\(place).\(name) is missing") }
            let properties = schema["properties"] as? [String: Any] ?? [:]
            for (name, item) in object {
                if let property = properties[name] {
                    faults += check(item, property, at: "\(place).\(name)")
                } else if let rest = schema["additionalProperties"] as? [String: Any] {
                    faults += check(item, rest, at: "\(place).\(name)")
                } else if schema["additionalProperties"] as? Bool == false {
                    faults.append("\(place).\(name) is not described")
                }
            }
        case "array":
            guard let array = value as? [Any] else { return ["\(place): no array"] }
            if let most = schema["maxItems"] as? Int, array.count > most { faults.append("\(place): too many") }
            if let items = schema["items"] {
                for (index, item) in array.enumerated() { faults += check(item, items, at: "\(place)[\(index)]") }
            }
        case "string":
            guard let text = value as? String else { return ["\(place): no text"] }
            if let words = schema["enum"] as? [String], !words.contains(text) { faults.append("\(place): \(text) is not a described word") }
            if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
                faults.append("\(place): \(text) does not have the described form")
            }
        case "integer": if !(value is Int) { faults.append("\(place): no whole number") }
        case "boolean": if !(value is Bool) { faults.append("\(place): neither true nor false") }
        default: break
        }
        return faults
    }
}
