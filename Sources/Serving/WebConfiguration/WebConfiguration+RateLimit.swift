internal import Notation

extension WebConfiguration {
    /// A token bucket; each request takes one token.
    struct RateLimit: Sendable, Equatable {
        /// The time between two new tokens.
        var interval: Duration
        /// How many tokens the bucket holds.
        var burst: Int
    }
}

extension WebConfiguration.RateLimit {
    /// Reads the section `rate_limit`; nil without a limit.
    init?(_ section: YAMLNode) throws(YAMLError) {
        interval = .zero
        burst = 0
        for (key, line, value) in try section.entries(of: "rate_limit") {
            let text = try value.text(of: key)
            switch key {
            case "interval":
                guard let duration = text.isEmpty ? .zero : GoDuration.parse(text) else {
                    throw YAMLError(line: line, reason: "interval: not a duration such as 1s or 100ms")
                }
                interval = duration
            case "burst":
                guard let count = text.isEmpty ? 0 : Int(text), count >= 0 else {
                    throw YAMLError(line: line, reason: "burst: not a whole number ≥ 0")
                }
                // A larger burst amounts to no limit.
                burst = min(count, 1_000_000)
            default:
                throw YAMLError(line: line, reason: "rate_limit: \(SecretText.shown(key)): unknown")
            }
        }
        if interval == .zero { return nil }
        guard burst > 0 else {
            throw YAMLError(
                line: section.line, reason: "rate_limit: burst must be above 0, or every request is refused")
        }
    }
}
