internal import Notation

/// How a client wants enums encoded: `$alt=json;enum-encoding=int` asks for numbers.
enum EnumEncoding: Hashable, Sendable {
    case names
    case numbers

    /// An enum value; its number is its position in the list of names, and the first name is the default.
    func json(_ name: String, among names: [String]) -> JSON? {
        guard let number = names.firstIndex(of: name) else { return nil }
        return switch self {
        case .names: number == 0 ? nil : .string(name)
        case .numbers: .number(Int64(number))
        }
    }
}
