internal import CProcess

/// The environment variables of this program.
package enum ProgramEnvironment {
    /// The values by name; of a name that is there twice, the first, which `getenv` returns too.
    package static var variables: [String: String] {
        var variables: [String: String] = [:]
        guard var next = process_environment() else { return variables }
        while let text = next.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, variables[String(parts[0])] == nil { variables[String(parts[0])] = String(parts[1]) }
            next += 1
        }
        return variables
    }
}
