internal import Notation

extension Refusal {
    /// Reads the body of an API's answer; a body of no known shape leaves the HTTP status alone.
    init(httpStatus: Int, body: [UInt8]) {
        self.init(httpStatus: httpStatus)
        guard let answer = try? JSONValue.parse(body), let error = answer.member("error") else { return }
        if let code = error.text { status = code } else { read(error) }
    }
}

extension JSONValue: AnswerJSON {
    var text: String? { if case .text(let text) = self { text } else { nil } }

    func member(_ key: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
        return value
    }

    func forEachMember(_ body: (_ key: String, _ value: JSONValue) -> Void) {
        switch self {
        case .object(let members): for (key, value) in members.sorted(by: { $0.key < $1.key }) { body(key, value) }
        case .array(let items): for item in items { body("", item) }
        case .null, .boolean, .number, .text: break
        }
    }
}
