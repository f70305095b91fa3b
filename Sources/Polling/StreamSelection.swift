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

        /// A filter of known parts.
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

/// Why no stream is polled.
package struct EmptySelection: Sendable, Equatable, CustomStringConvertible {
    /// How many streams were found.
    package var found: Int
    /// The flag that left none of them, as it was given; nil when none was found.
    package var filter: String?
    /// What people get wrong about that flag.
    package var hint: String?
    /// One of the names that the flag left out.
    package var example: StreamName?

    /// Why, in one line.
    package var description: String {
        guard let filter, let example else { return "no stream is selected: none was found" }
        return "no stream is selected: \(filter) leaves none of \(found), such as \(example) (\(hint ?? ""))"
    }
}
