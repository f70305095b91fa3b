internal import Exposition

/// What a user chose of the series that objects have of their own.
package struct ObjectOptions: Sendable {
    /// Which objects get series by their state.
    package enum Detail: String, CaseIterable, Sendable {
        /// Every object.
        case all
        /// What is not plainly completed: in another state, partly loaded, or with errors.
        case attention
        /// None.
        case none
    }

    /// How the state of an object is shown.
    package enum States: String, CaseIterable, Sendable {
        /// One series, for the present state.
        case sparse
        /// A 0/1 set.
        case full
    }

    /// Which objects get series by their state.
    package var detail: Detail
    /// Most objects with series of their own, in the whole instance; 0 is no limit.
    package var limit: Int
    /// How the state of an object is shown.
    package var states: States
    /// The names of the opt-in families that are shown.
    package var extra: Set<String>
    /// Whether an object's label is wanted; nil where all are.
    package var isWanted: (@Sendable (_ label: String) -> Bool)?

    /// Choices; the defaults are those of the flags.
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
