/// Lets through one line per topic in five minutes, and counts the lines held back.
struct LogLimiter: Sendable {
    /// How long a topic is limited to one line.
    static let window: Duration = .seconds(300)
    /// The most topics remembered; streams times reasons stay far below it.
    private static let maximumTopics = 10_000

    private var topics: [String: (last: Duration, held: Int)] = [:]

    /// Whether a line on a topic may be written now.
    ///
    /// - Returns: how many lines were held back since the last one; nil if this one is held back too.
    mutating func admit(_ topic: String, at now: Duration) -> Int? {
        if let known = topics[topic], now - known.last < Self.window {
            topics[topic] = (known.last, known.held + 1)
            return nil
        }
        if topics.count >= Self.maximumTopics { topics = topics.filter { now - $0.value.last < Self.window } }
        guard topics.count < Self.maximumTopics || topics[topic] != nil else { return nil }
        let held = topics[topic]?.held ?? 0
        topics[topic] = (now, 0)
        return held
    }
}
