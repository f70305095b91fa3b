import Notation

@testable import Serving

/// The bytes of a connection: cut anywhere, they give the same heads and the same answers.
enum RequestHeadTarget {
    static func run(_ bytes: [UInt8]) throws {
        var whole = HeadParser(limits: ListenerLimits())
        let atOnce = whole.parse(bytes)
        var parts = HeadParser(limits: ListenerLimits())
        var byByte = parts.parse([])
        for count in 1...max(bytes.count, 1) where byByte == .needsMore {
            byByte = parts.parse(Array(bytes.prefix(count)))
        }
        try check(atOnce, byByte)
        if case .complete(let head, let length) = atOnce { try check(head, in: bytes.prefix(length)) }
        // Answers are compared only where no limit of a length applies.
        guard bytes.count < 4_096 else { return }
        try demandSame(answers(to: [bytes]), answers(to: bytes.map { [$0] }), "the answers depend on the cuts")
    }

    private static func check(_ atOnce: HeadParser.Progress, _ byByte: HeadParser.Progress) throws(Violation) {
        if case .refused(let left) = atOnce, case .refused(let right) = byByte {
            // Whoever sees only the first bytes may find another fault first.
            try demand(left.status == right.status || left.status == 400 || right.status == 414, "\(left), \(right)")
        } else {
            try demandSame(atOnce, byByte, "the head depends on the cuts")
        }
    }

    private static func check(_ head: RequestHead, in bytes: ArraySlice<UInt8>) throws(Violation) {
        try demand(!bytes.contains(0), "a head with a zero byte")
        try demand(head.target == .server || head.target.path.hasPrefix("/"), "a path of \(head.target.path)")
        try demand(head.contentLength >= 0, "a length of \(head.contentLength)")
        try demand(head.headers.values(of: "transfer-encoding").isEmpty, "a transfer encoding")
        try demand(head.headers.fields.allSatisfy(\.isSendable), "a field that would start another line")
        let hosts = head.headers.values(of: "host").count
        try demand(hosts == 1 || head.isVersion10 && hosts == 0, "\(hosts) hosts")
    }

    /// The answers that a client gets who sends these pieces one after the other.
    private static func answers(to pieces: [[UInt8]]) -> [String] {
        let now = ContinuousClock.now
        let echo = Route(methods: [.get, .post], bodyLimit: 100) { request in
            HTTPResponse(body: HTTPBody("\(request.method) \(request.path) \(request.query) \(request.body)"))
        }
        var state = ConnectionState(limits: ListenerLimits(), routes: { $0 == "/x" ? nil : echo }, at: now)
        var answers: [String] = []
        for piece in pieces {
            var action = state.handle(.received(piece[...]), at: now)
            while case .send(var outgoing) = action {
                var text: [UInt8] = []
                while !outgoing.isSent {
                    text += outgoing.window.joined()
                    outgoing.advance(by: outgoing.window.reduce(0) { $0 + $1.count })
                }
                answers.append(outgoing.status == 200 ? String(decoding: text, as: UTF8.self) : "\(outgoing.status)")
                action = state.handle(.sent, at: now)
            }
            switch action {
            case .close, .reset: answers.append("end")
            case .check: answers.append("check")
            case .wait, .send, .sendContinue, .endSending: break
            }
        }
        return answers
    }
}
