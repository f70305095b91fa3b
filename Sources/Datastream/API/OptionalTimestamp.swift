internal import Notation

/// A time that may be absent, in 12 bytes instead of 16.
struct OptionalTimestamp: Hashable, Sendable {
    private let seconds: Int64
    /// Negative for an absent time.
    private let nanoseconds: Int32

    init(_ time: Timestamp?) {
        seconds = time?.seconds ?? 0
        nanoseconds = time?.nanoseconds ?? -1
    }

    var time: Timestamp? { nanoseconds < 0 ? nil : Timestamp(seconds: seconds, nanoseconds: nanoseconds) }
}
