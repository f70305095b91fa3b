/// Why a text does not name a fault.
package enum FaultError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no fault with this name.
    case unknownName(String)
    /// The fault needs a value.
    case missingValue(of: String, expected: String)
    /// The fault does not accept this value.
    case badValue(String, of: String, expected: String)

    /// The problem and the valid values, in one line.
    package var description: String {
        switch self {
        case .unknownName(let name):
            "unknown fault \"\(name)\"; known are \(FaultKind.all.map(\.name).joined(separator: ", "))"
        case .missingValue(let name, let expected): "fault \(name) needs a value: \(expected)"
        case .badValue(let value, let name, let expected): "\"\(value)\" is not a value of fault \(name): \(expected)"
        }
    }
}
