/// Why a text is not a document, or not the expected one.
struct YAMLError: Error, Equatable {
    /// Counted from 1; nil for the whole text.
    var line: Int?
    var reason: String
}
