internal import Notation

/// The times of an object, each of which may be absent, in 48 bytes instead of 64.
struct ObjectTimes: Sendable {
    enum Kind: Int {
        /// When the backfill job last started.
        case start
        /// When the backfill job last ended.
        case end
        /// When the object was created.
        case creation
        /// When the object was last changed.
        case update
    }

    private var seconds: InlineArray<4, Int64> = [0, 0, 0, 0]
    /// Negative for an absent time.
    private var nanoseconds: InlineArray<4, Int32> = [-1, -1, -1, -1]

    subscript(kind: Kind) -> Timestamp? {
        get {
            let place = kind.rawValue
            if nanoseconds[place] < 0 { return nil }
            return Timestamp(seconds: seconds[place], nanoseconds: nanoseconds[place])
        }
        set {
            seconds[kind.rawValue] = newValue?.seconds ?? 0
            nanoseconds[kind.rawValue] = newValue?.nanoseconds ?? -1
        }
    }
}

extension ObjectTimes: Equatable {
    static func == (left: ObjectTimes, right: ObjectTimes) -> Bool {
        left.seconds.indices.allSatisfy {
            left.seconds[$0] == right.seconds[$0] && left.nanoseconds[$0] == right.nanoseconds[$0]
        }
    }
}
