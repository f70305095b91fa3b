/// Why a web configuration is rejected; never contains a secret.
package struct WebConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The faulty file.
    package var path: String
    /// The line, counted from 1; nil for the file as a whole.
    package var line: Int?
    /// What is wrong.
    package var reason: String

    /// `FILE:LINE: what is wrong`.
    package var description: String { "\(path):\(line.map { "\($0):" } ?? "") \(reason)" }
}
