/// A promise that was broken.
struct Violation: Error {
    /// The number of the promise.
    var promise: Int
    var text: String
    /// Milliseconds since the beginning.
    var moment: Int
}
