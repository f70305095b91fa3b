/// What the listener has done since the start.
package struct ListenerStatistics: Sendable, Equatable {
    /// Requests answered, by status code.
    package var requests: [Int: Int] = [:]
    /// Connections open now.
    package var connections = 0
    /// Connections refused or closed early, by reason.
    package var rejected: [String: Int]
    /// Whether the last reading of the web configuration file succeeded; nil without a file.
    package var isWebConfigurationGood: Bool?
    /// When the served certificate expires, as Unix time; nil without TLS.
    package var certificateExpiry: Int64?

    /// Creates empty statistics with all reasons for which a connection can be refused or closed early.
    package init(rejectionReasons: [String]) {
        rejected = Dictionary(rejectionReasons.map { ($0, 0) }, uniquingKeysWith: +)
    }
}
