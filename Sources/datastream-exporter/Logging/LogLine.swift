internal import Datastream
internal import Notation

/// A log line, as a value.
struct LogLine: Sendable, Equatable {
    var level: LogLevel
    var message: String
    /// Names and values, in order.
    var fields: [(name: String, value: String)]

    init(_ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        self.level = level
        self.message = message
        self.fields = fields.map { (name: $0.key, value: $0.value) }
    }

    static func == (left: LogLine, right: LogLine) -> Bool {
        left.level == right.level && left.text(.logfmt, at: zero) == right.text(.logfmt, at: zero)
    }

    private static let zero = Timestamp(seconds: 0)

    /// Longest line in bytes, with its line end: what a pipe takes in one write.
    static let maximumBytes = 4_096
    /// Longest value in bytes, which leaves room for later fields.
    private static let maximumValueBytes = 1_024

    /// The formatted line, with its line end.
    func text(_ format: LogFormat, at time: Timestamp) -> String {
        var head = [("time", time.description), ("level", level.rawValue), ("msg", message)]
        if format == .json { head.insert(("severity", level.severity), at: 2) }
        let parts = (head.map { (name: $0.0, value: $0.1) } + fields).map { field in
            let value = Self.cut(field.value, to: Self.maximumValueBytes)
            return switch format {
            case .logfmt: "\(field.name)=\(Self.logfmt(value))"
            case .json: "\(Self.quoted(field.name)):\(Self.quoted(value))"
            }
        }
        // A line that is too long loses its last fields, so that JSON stays JSON.
        var kept = parts
        func joined() -> String {
            format == .logfmt ? kept.joined(separator: " ") + "\n" : "{" + kept.joined(separator: ",") + "}\n"
        }
        while kept.count > head.count, joined().utf8.count > Self.maximumBytes { kept.removeLast() }
        return joined()
    }

    private static func cut(_ value: String, to count: Int) -> String {
        guard value.utf8.count > count else { return value }
        return String(decoding: value.utf8.prefix(count - 3), as: UTF8.self) + "..."
    }

    private static func logfmt(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { $0 > 0x20 && !"\"=".utf8.contains($0) } && VisibleText.isVisible(value)
        return isPlain && !value.isEmpty ? value : quoted(value)
    }

    private static func quoted(_ value: String) -> String { JSON.string(value).text }
}
