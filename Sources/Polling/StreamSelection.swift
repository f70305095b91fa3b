package import Datastream

/// Decides which of the found streams are polled: those that pass every filter.
package struct StreamSelection: Sendable {
    /// A flag that filters streams.
    package struct Filter: Sendable {
        /// The flag as given, such as `--datastream.streams.include=.*/orders`.
        package let flag: String
        /// The usual mistake with this flag.
        package let hint: String
        /// Whether a stream passes the filter.
        package let keeps: @Sendable (StreamName) -> Bool

        package init(flag: String, hint: String, keeps: @escaping @Sendable (StreamName) -> Bool) {
            self.flag = flag
            self.hint = hint
            self.keeps = keeps
        }
    }

    private let filters: [Filter]

    /// Creates a selection that applies these filters in this order.
    package init(_ filters: [Filter] = []) { self.filters = filters }

    /// Whether a stream passes every filter.
    package func selects(_ name: StreamName) -> Bool { filters.allSatisfy { $0.keeps(name) } }

    /// Why none of these streams is selected; nil if at least one is.
    package func emptiness(of found: some Collection<StreamName>) -> EmptySelection? {
        guard var example = found.min() else { return EmptySelection(found: 0) }
        var left = Array(found)
        for filter in filters {
            left = left.filter(filter.keeps)
            guard let next = left.min() else {
                return EmptySelection(found: found.count, filter: filter.flag, hint: filter.hint, example: example)
            }
            example = next
        }
        return nil
    }
}
