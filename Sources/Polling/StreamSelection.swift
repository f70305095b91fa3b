package import Datastream

/// Which of the streams found are polled: those that every filter keeps.
package struct StreamSelection: Sendable {
    /// A flag that leaves streams out.
    package struct Filter: Sendable {
        /// The flag as it was given, such as `--datastream.streams.include=.*/orders`.
        package let flag: String
        /// What people get wrong about it.
        package let hint: String
        /// Whether a stream passes.
        package let keeps: @Sendable (StreamName) -> Bool

        package init(flag: String, hint: String, keeps: @escaping @Sendable (StreamName) -> Bool) {
            self.flag = flag
            self.hint = hint
            self.keeps = keeps
        }
    }

    private let filters: [Filter]

    /// The streams that pass these filters, in this order.
    package init(_ filters: [Filter] = []) { self.filters = filters }

    /// Whether a stream is polled.
    package func selects(_ name: StreamName) -> Bool { filters.allSatisfy { $0.keeps(name) } }

    /// Why none of these streams is selected; nil when one is.
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
