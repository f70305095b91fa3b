internal import Datastream
internal import Exposition

/// What a user chose of the series that objects have of their own.
public struct ObjectOptions: Sendable {
    /// Which objects get series by their state.
    public enum Detail: String, CaseIterable, Sendable {
        /// Every object.
        case all
        /// What is not plainly completed: in another state, partly loaded, or with errors.
        case attention
        /// None.
        case none
    }

    /// How the state of an object is shown.
    public enum States: String, CaseIterable, Sendable {
        /// One series, for the present state.
        case sparse
        /// A 0/1 set.
        case full
    }

    /// Which objects get series by their state.
    public var detail: Detail
    /// Most objects with series of their own, in the whole instance; 0 is no limit.
    public var limit: Int
    /// How the state of an object is shown.
    public var states: States
    /// The names of the opt-in families that are shown.
    public var extra: Set<String>
    /// Whether an object's label is wanted; nil where all are.
    public var isWanted: (@Sendable (_ label: String) -> Bool)?

    /// Choices; the defaults are those of the flags.
    public init(
        detail: Detail = .all, limit: Int = 20_000, states: States = .sparse, extra: Set<String> = [],
        isWanted: (@Sendable (_ label: String) -> Bool)? = nil
    ) {
        self.detail = detail
        self.limit = limit
        self.states = states
        self.extra = extra
        self.isWanted = isWanted
    }

    /// The names of all opt-in families.
    public static var extraFamilies: [String] { extraObjectMetrics.map(\.family.name) }
}

/// Which objects of a stream get series of their own by their labels and states, and how many do not.
struct ObjectSelection: Equatable {
    /// Why an object has no series of its own.
    enum Reason: String, CaseIterable, Sendable {
        case detail, filter, limit
    }

    /// Indices into the snapshot's objects, ascending.
    var visible: [Int] = []
    var dropped: [Reason: Int] = [:]

    init(of snapshot: Snapshot, options: ObjectOptions, wanted: WantedLabels) {
        visible.reserveCapacity(snapshot.objects.count)
        for index in snapshot.objects.indices {
            let isWanted = wanted.contains(snapshot.labels[index])
            if let reason = Self.hidden(snapshot.objects[index], isWanted, options.detail) {
                dropped[reason, default: 0] += 1
            } else {
                visible.append(index)
            }
        }
    }

    private static func hidden(_ object: StreamObject, _ isWanted: Bool, _ detail: ObjectOptions.Detail) -> Reason? {
        if !isWanted { return .filter }
        switch detail {
        case .all: return nil
        case .none: return .detail
        case .attention: return object.needsAttention ? nil : .detail
        }
    }

    /// Keeps the most urgent objects of all streams, and counts what that hides.
    ///
    /// - Parameters:
    ///   - limit: most objects in all; 0 is no limit.
    ///   - selections: what each stream would show; of the same order as `snapshots`.
    ///   - snapshots: the streams, in the order of their names.
    static func apply(limit: Int, to selections: inout [ObjectSelection], of snapshots: [Snapshot]) {
        struct Place {
            let urgency: Int
            let stream: Int
            let object: Int
        }
        guard limit > 0, selections.reduce(0, { $0 + $1.visible.count }) > limit else { return }
        let places = selections.enumerated().flatMap { stream, selection in
            selection.visible.map { Place(urgency: snapshots[stream].objects[$0].urgency, stream: stream, object: $0) }
        }
        // Streams come in the order of their names, so that their index stands for the name.
        let ranked = places.sorted { left, right in
            if left.urgency != right.urgency { return left.urgency < right.urgency }
            if left.stream != right.stream { return left.stream < right.stream }
            let labels = snapshots[left.stream].labels
            return labels[left.object].utf8.lexicographicallyPrecedes(labels[right.object].utf8)
        }
        for stream in selections.indices { selections[stream].visible = [] }
        for place in ranked.prefix(limit) { selections[place.stream].visible.append(place.object) }
        for place in ranked.dropFirst(limit) { selections[place.stream].dropped[.limit, default: 0] += 1 }
        for stream in selections.indices { selections[stream].visible.sort() }
    }
}

extension StreamObject {
    /// Whether the object is anything but whole, completed and without errors.
    var needsAttention: Bool {
        backfillState != .completed || backfillJob?.isPartial == true || !errors.isEmpty
            || backfillJob?.errors.isEmpty == false
    }

    /// The rank under a limit: the lower, the sooner a person wants to see it.
    var urgency: Int {
        if backfillState == .failed { return 0 }
        if !errors.isEmpty || backfillJob?.errors.isEmpty == false { return 1 }
        switch backfillState {
        case .unsupported: return 2
        case .active: return 3
        case .pending: return 4
        case .stopped: return 5
        case .notStarted: return 6
        case .failed, .none, .completed, .unknown: return 7
        }
    }
}
