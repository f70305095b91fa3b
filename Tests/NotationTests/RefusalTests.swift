import Testing

@testable import Notation

/// A JSON value as a tree, which is all that reading a refusal needs.
indirect enum Tree: AnswerJSON {
    case string(String)
    case list([Tree])
    case object([(key: String, value: Tree)])

    var text: String? { if case .string(let text) = self { text } else { nil } }

    func member(_ key: String) -> Tree? {
        if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
    }

    func forEachMember(_ body: (String, Tree) -> Void) {
        switch self {
        case .string: break
        case .list(let items): for item in items { body("", item) }
        case .object(let members): for member in members { body(member.key, member.value) }
        }
    }
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    init(stringLiteral text: String) { self = .string(text) }
    init(arrayLiteral items: Tree...) { self = .list(items) }
    init(dictionaryLiteral members: (String, Tree)...) { self = .object(members.map { (key: $0.0, value: $0.1) }) }
}

@Suite struct RefusalTests {
    private func refusal(_ status: Int, _ error: Tree) -> Refusal {
        var refusal = Refusal(httpStatus: status)
        refusal.read(error)
        return refusal
    }

    @Test func `the newer shape is read with its details`() {
        let read = refusal(
            403,
            [
                "status": "PERMISSION_DENIED", "message": "No.",
                "details": [
                    ["reason": "SERVICE_DISABLED", "metadata": ["consumer": "projects/7"]],
                    ["reason": "LATER", "metadata": ["consumer": "projects/8"]],
                    ["links": [["description": "Help", "url": "https://cloud.google.com/x"]]],
                    ["violations": [["type": "A", "subject": "b", "description": "c"]]],
                    ["fieldViolations": [["field": "name", "description": "is wrong"]]], ["retryDelay": "7s"],
                ],
            ])
        #expect(read.status == "PERMISSION_DENIED" && read.message == "No." && read.reason == "SERVICE_DISABLED")
        #expect(read.metadata == ["consumer": "projects/7"] && read.links == ["https://cloud.google.com/x"])
        #expect(read.violations == ["A b c", "name is wrong"] && read.retryDelay == "7s")
    }

    @Test(arguments: [
        (403, "forbidden", "PERMISSION_DENIED", ""), (404, "notFound", "NOT_FOUND", ""),
        (401, "authError", "UNAUTHENTICATED", ""),
        (400, "failedPrecondition", "FAILED_PRECONDITION", ""), (400, "badRequest", "INVALID_ARGUMENT", ""),
        (403, "accessNotConfigured", "PERMISSION_DENIED", "SERVICE_DISABLED"), (503, "backendError", "UNAVAILABLE", ""),
        (500, "backendError", "INTERNAL", ""), (429, "rateLimitExceeded", "RESOURCE_EXHAUSTED", "rateLimitExceeded"),
        (403, "somethingNew", "", "somethingNew"),
    ])
    func `the older shape is read alike`(code: Int, older: String, status: String, reason: String) {
        let read = refusal(
            code, ["message": "m", "errors": [["reason": .string(older), "domain": "global"], ["reason": "other"]]])
        #expect(read.status == status && read.reason == reason && read.message == "m")
    }

    @Test func `both shapes of one error give the same words`() {
        let request = RefusedRequest(project: "p", quotaProject: nil, permission: "datastream.objects.list")
        let newer = refusal(403, ["status": "PERMISSION_DENIED", "message": "No."])
        let older = refusal(403, ["message": "No.", "errors": [["reason": "forbidden", "message": "No."]]])
        #expect(
            newer.explanation(of: request, alwaysQuoting: false) == older.explanation(of: request, alwaysQuoting: false)
        )
        #expect(newer.missingPermission(for: request) == older.missingPermission(for: request))
    }

    @Test func `lists are bounded, and other types are passed over`() {
        let many = Tree.list(Array(repeating: ["url": "https://x"], count: 1_000))
        #expect(refusal(403, ["details": [["links": many]]]).links.count == 10)
        #expect(
            refusal(403, ["details": ["x", [], ["reason": []]], "errors": "x", "status": []])
                == Refusal(httpStatus: 403))
    }

    @Test func `a secret that was sent along is in none of its texts`() {
        let read = refusal(
            400,
            [
                "message": "s3cret\u{301}",
                "details": [
                    ["reason": "X", "metadata": ["token": "as3cret"]], ["links": [["url": "https://x/s3cret"]]],
                    ["violations": [["description": "s3cret"]]],
                ],
            ]
        ).hiding("s3cret")
        #expect(!"\(read)".contains("s3cret"))
    }

    @Test(arguments: [
        (502, "", "", "HTTP 502"), (403, "PERMISSION_DENIED", "", "HTTP 403 PERMISSION_DENIED"),
        (403, "PERMISSION_DENIED", "SERVICE_DISABLED", "HTTP 403 PERMISSION_DENIED SERVICE_DISABLED"),
        (400, "free text\nof a server", "token=abc", "HTTP 400"),
        (400, String(repeating: "A", count: 65), "", "HTTP 400"),
    ])
    func `a summary holds names and never free text`(code: Int, status: String, reason: String, summary: String) {
        var refusal = Refusal(httpStatus: code)
        refusal.status = status
        refusal.reason = reason
        #expect(refusal.summary == summary)
    }
}
