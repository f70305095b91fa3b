/// A part of a catalog that can be scraped separately; the catalog defines the groups.
package struct MetricGroup: RawRepresentable, Hashable, Sendable {
    /// The name that a scrape uses to select it.
    package let rawValue: String

    /// Creates a group with this name.
    package init(rawValue: String) { self.rawValue = rawValue }
}
