internal import Notation

/// The first line of a request: method, target, version.
struct RequestLine: Equatable {
    var method: String
    var target: RequestTarget
    var isVersion10: Bool

    /// Parses the line without its line end.
    init(parsing line: ArraySlice<UInt8>) throws(RequestRefusal) {
        let words = line.split(separator: .space, omittingEmptySubsequences: false)
        guard words.count == 3, let name = words.first, !name.isEmpty, name.allSatisfy(\.isToken) else {
            throw RequestRefusal(400, "malformed request line")
        }
        isVersion10 = try Self.isVersion10(words[2])
        method = String(decoding: name, as: UTF8.self)
        // The target of CONNECT is an authority, not a path.
        if method == "CONNECT" { throw RequestRefusal(501, "method not implemented") }
        let isServer = method == HTTPRequest.Method.options.rawValue && words[1].elementsEqual("*".utf8)
        target = isServer ? .server : try RequestTarget(parsing: words[1])
    }

    private static func isVersion10(_ word: ArraySlice<UInt8>) throws(RequestRefusal) -> Bool {
        if word.elementsEqual("HTTP/1.1".utf8) { return false }
        if word.elementsEqual("HTTP/1.0".utf8) { return true }
        let number = word.dropFirst(5)
        let isVersion =
            word.starts(with: "HTTP/".utf8) && number.count == 3 && number.first?.isDigit == true
            && number.dropFirst().first == UInt8(ascii: ".") && number.last?.isDigit == true
        throw isVersion
            ? RequestRefusal(505, "only HTTP/1.0 and HTTP/1.1 are supported") : RequestRefusal(400, "malformed version")
    }
}
