internal import Datastream
internal import Notation

/// A row of the table of faults: the fault's name, its value and its effect.
package struct FaultKind: Sendable {
    /// The name, as in `server-error`.
    package let name: String
    /// The kind of its value.
    package let value: Value
    /// The default value; nil if a value is required.
    package let fallback: String?
    /// Its effect, in one line without a full stop.
    package let help: String
    let make: @Sendable (String) -> Fault?

    /// The kind of value that a fault takes; the raw value is its placeholder in usage lines.
    package enum Value: String, Sendable {
        case duration = "DURATION"
        case share = "SHARE"
        case stream = "STREAM"
        case location = "LOCATION"

        /// The valid values, for people.
        var expectation: String {
            switch self {
            case .duration: "a duration up to 1h, as in 300ms or 1.5s"
            case .share: "a share of the requests, from 0 to 1"
            case .stream: "one of \(StreamPlan.all.map(\.name.stream).joined(separator: ", "))"
            case .location: "one of \(StreamPlan.locations.joined(separator: ", "))"
            }
        }
    }

    /// All faults.
    package static let all: [FaultKind] = [
        FaultKind(name: "latency", value: .duration, fallback: "300ms", help: "every answer begins later") {
            duration($0).map(Fault.latency)
        },
        shared("quota", "429 with Retry-After; 1 is a storm", Fault.quota),
        shared("server-error", "503", Fault.serverError),
        shared("cut-body", "the connection is reset in the middle of the body", Fault.cutBody),
        shared("stalled-body", "nothing comes after the middle of the body", Fault.stalledBody),
        FaultKind(
            name: "token-loop", value: .stream, fallback: "-",
            help: "page tokens of the stream's objects come back; - is every stream"
        ) {
            $0 == "-" ? .tokenLoop(stream: $0) : stream($0).map(Fault.tokenLoop)
        },
        shared("unauthorized", "401", Fault.unauthorized),
        FaultKind(
            name: "unreachable", value: .location, fallback: nil,
            help: "the location answers 503, and listings of all locations name it as unreachable"
        ) {
            StreamPlan.locations.contains($0) ? .unreachable(location: $0) : nil
        },
        FaultKind(name: "permission", value: .stream, fallback: nil, help: "403 on the listing of the stream's objects")
        {
            stream($0).map(Fault.permission)
        },
        shared("html", "200 with an HTML page", Fault.html),
        shared("empty-error", "200 with the body of an error", Fault.emptyError),
    ]

    private static func shared(
        _ name: String, _ help: String, _ fault: @escaping @Sendable (Double) -> Fault
    ) -> FaultKind {
        FaultKind(name: name, value: .share, fallback: "0.3", help: help) { text in
            Double(text).flatMap { (0...1).contains($0) ? fault($0) : nil }
        }
    }

    private static func stream(_ id: String) -> String? {
        StreamPlan.all.contains { $0.name.stream == id } ? id : nil
    }

    /// A number with its unit: `ms`, `s`, `m` or `h`.
    private static func duration(_ text: String) -> Duration? {
        let number = text.prefix { $0.isASCIIDigit || $0 == "." }
        let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3_600]
        guard let unit = units[String(text.dropFirst(number.count))], let count = Double(number), count * unit <= 3_600
        else { return nil }
        return .seconds(count * unit)
    }
}
