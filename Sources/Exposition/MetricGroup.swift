/// A part of a catalog that can be scraped by itself; the catalog says which there are.
package struct MetricGroup: RawRepresentable, Hashable, Sendable {
    /// The name by which a scrape asks for it.
    package let rawValue: String

    /// A group of this name.
    package init(rawValue: String) { self.rawValue = rawValue }
}
