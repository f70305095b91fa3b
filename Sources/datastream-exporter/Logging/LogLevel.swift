/// The level of a log line.
enum LogLevel: String, CaseIterable, Comparable {
    case debug, info, warn, error

    static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The level's name in Google Cloud Logging.
    var severity: String { self == .warn ? "WARNING" : rawValue.uppercased() }
}
