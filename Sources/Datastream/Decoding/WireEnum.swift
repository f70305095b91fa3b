/// An enum of the API, encoded by name or by number.
protocol WireEnum: RawRepresentable<String>, CaseIterable, Equatable, Sendable {
    /// Stands for an absent, unspecified or unknown value.
    static var unknown: Self { get }
    /// What the API calls the values.
    static var wireNames: WireNames<Self> { get }
}
