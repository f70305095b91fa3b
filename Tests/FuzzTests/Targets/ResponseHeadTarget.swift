import Notation

@testable import HTTPTransport

/// The lines of response heads, as libcurl gives them: taken as they are, or refused.
enum ResponseHeadTarget {
    static func run(_ bytes: [UInt8]) throws {
        var head = ResponseHead()
        var taken = 0
        do throws(AnswerDefect) {
            for line in lines(of: bytes) {
                taken += line.count
                try head.take(line)
            }
        } catch {
            guard case .tooLarge = error else { return }
            try demand(taken > ResponseHead.largest, "refused as too large after \(taken) bytes")
            return
        }
        try demand(taken <= ResponseHead.largest, "\(taken) bytes were taken")
        for field in head.headers.fields {
            try demand(!field.name.isEmpty && !field.name.contains(":"), "a name of \(field.name)")
            try demand(!field.value.utf8.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D }, "a value of two lines")
        }
        let lengths = Set(head.headers.values(of: "Content-Length"))
        try demand(lengths.count <= 1, "two lengths: \(lengths)")
        _ = (head.marksEnd, head.isCompressed, head.declaredLength)
        let response = TransportResponse(
            status: 429, headers: head.headers, body: [], transferredBytes: 0, duration: .zero)
        if let wait = response.retryAfter(now: 1_700_000_000) {
            try demand(wait >= .zero && wait <= RetryAfter.longest, "a wait of \(wait)")
        }
        _ = response.serverTime
    }

    /// The lines with their ends.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
            lines.append(rest[..<end])
            rest = rest[end...]
        }
        return lines
    }
}
