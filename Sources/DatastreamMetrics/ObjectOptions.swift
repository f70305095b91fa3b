internal import Exposition

/// The user's choices about per-object series.
package struct ObjectOptions: Sendable {
    /// Which objects get series, by their state.
    package enum Detail: String, CaseIterable, Sendable {
        /// Every object.
        case all
        /// Objects that are not simply completed: in another state, partly loaded, or with errors.
        case attention
        /// No objects.
        case none
    }

    /// How to show the state of an object.
    package enum States: String, CaseIterable, Sendable {
        /// One series, for the current state.
        case sparse
        /// One 0/1 series per state.
        case full
    }

    /// Which objects get series, by their state.
    package var detail: Detail
    /// Maximum number of objects with their own series in the whole instance; 0 means no limit.
    package var limit: Int
    /// How to show the state of an object.
    package var states: States
    /// The names of the opt-in families to show.
    package var extra: Set<String>
    /// Whether to show the object with this label; nil to show all.
    package var isWanted: (@Sendable (_ label: String) -> Bool)?

    /// Creates options; the defaults are those of the flags.
    package init(
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
    package static var extraFamilies: [String] { extraObjectMetrics.map(\.family.name) }
}
