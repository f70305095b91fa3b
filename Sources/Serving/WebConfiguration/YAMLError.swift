/// Why a text is not a YAML document, or not the expected one.
struct YAMLError: Error, Equatable {
    /// Counted from 1; nil for the whole text.
    var line: Int?
    var reason: String
}
