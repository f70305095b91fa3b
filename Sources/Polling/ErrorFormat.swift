/// The shape in which the API is to write its errors: what is sent as `$.xgafv`.
package enum ErrorFormat: String, CaseIterable, Sendable {
    /// The older shape, with a list of `errors`.
    case legacy = "1"
    /// `google.rpc.Status`, with `details`.
    case status = "2"
}
