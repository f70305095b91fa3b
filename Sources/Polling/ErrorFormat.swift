/// The error format requested from the API: the query parameter `$.xgafv`.
package enum ErrorFormat: String, CaseIterable, Sendable {
    /// The older format, with a list of `errors`.
    case legacy = "1"
    /// `google.rpc.Status`, with `details`.
    case status = "2"
}
