/// A part of a catalog that can be scraped by itself; the catalog says which there are.
public struct MetricGroup: RawRepresentable, Hashable, Sendable {
    /// The name by which a scrape asks for it.
    public let rawValue: String

    /// A group of this name.
    public init(rawValue: String) { self.rawValue = rawValue }
}
