/// How bad what happened is; of several results the worst decides how the program ends.
package enum Severity: Int, Comparable, CaseIterable, Sendable {
    /// It is as it was meant to be.
    case none
    /// It failed.
    case failure
    /// The job was not as it must be for that.
    case precondition
    /// There was no credential, no permission, or no such thing.
    case access
    /// Nobody knows.
    case unknown

    /// Orders from the harmless to the worst.
    package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
