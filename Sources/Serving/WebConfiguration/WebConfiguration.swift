internal import Notation

/// What the web configuration file asks for, in the format that the Prometheus exporters share.
struct WebConfiguration: Sendable, Equatable {
    /// The TLS settings; nil for plain HTTP.
    var tls: TLSSettings?
    /// Header fields to add to every response.
    var headers: [HTTPHeaders.Field] = []
    /// The users and their password hashes; if empty, everyone is let in.
    var users: [String: BcryptHash] = [:]
    /// The rate limit; nil for none.
    var rateLimit: RateLimit?
    /// Whether the file sets nothing.
    var isEmpty = true

    /// The header fields that can be set, with their allowed values if these are limited.
    private static let headerValues: [String: [String]] = [
        "Content-Security-Policy": [], "Strict-Transport-Security": [], "X-Content-Type-Options": ["nosniff"],
        "X-Frame-Options": ["deny", "sameorigin"], "X-XSS-Protection": [],
    ]
}

extension WebConfiguration {
    /// Parses the text of the file.
    ///
    /// - Parameters:
    ///   - text: the bytes of the file.
    ///   - directory: the base of relative paths, with its trailing slash.
    /// - Throws: ``YAMLError``, with the line.
    init(parsing text: [UInt8], directory: String) throws(YAMLError) {
        for (key, line, value) in try YAMLDocument.root(of: text).entries(of: "the file") {
            isEmpty = false
            switch key {
            case "tls_server_config": tls = try TLSSettings(value, line: line, directory: directory)
            case "http_server_config": headers = try Self.headers(value)
            case "basic_auth_users": users = try Self.users(value)
            case "rate_limit": rateLimit = try RateLimit(value)
            default: throw YAMLError(line: line, reason: "\(SecretText.shown(key)): unknown")
            }
        }
    }

    private static func headers(_ section: YAMLNode) throws(YAMLError) -> [HTTPHeaders.Field] {
        var headers: [HTTPHeaders.Field] = []
        for (key, line, value) in try section.entries(of: "http_server_config") {
            switch key {
            // HTTP/2 may be configured, but clients get HTTP/1.1, the only version that the listener offers.
            case "http2": _ = try value.flag(of: "http2")
            case "headers": headers = try fields(value)
            default: throw YAMLError(line: line, reason: "http_server_config: \(SecretText.shown(key)): unknown")
            }
        }
        return headers
    }

    private static func fields(_ section: YAMLNode) throws(YAMLError) -> [HTTPHeaders.Field] {
        var fields: [HTTPHeaders.Field] = []
        for (name, line, value) in try section.entries(of: "headers") {
            guard let allowed = headerValues[name] else {
                throw YAMLError(line: line, reason: "headers: \(SecretText.shown(name)) cannot be set")
            }
            let text = try value.text(of: name)
            guard allowed.isEmpty || allowed.contains(text) else {
                throw YAMLError(line: line, reason: "\(name): must be \(allowed.joined(separator: " or "))")
            }
            if !text.isEmpty { fields.append(HTTPHeaders.Field(name: name, value: text)) }
        }
        return fields
    }

    /// No error repeats a user name, which may be a misplaced password.
    private static func users(_ section: YAMLNode) throws(YAMLError) -> [String: BcryptHash] {
        var users: [String: BcryptHash] = [:]
        for (name, line, value) in try section.entries(of: "basic_auth_users") {
            do throws(BcryptProblem) {
                users[name] = try BcryptHash(parsing: (try? value.text(of: "")) ?? "")
            } catch {
                throw YAMLError(line: line, reason: "basic_auth_users: \(error.reason)")
            }
        }
        return users
    }
}
