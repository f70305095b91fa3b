internal import CProcess

/// The environment variables of this program.
package enum ProgramEnvironment {
    /// The values by name; of a name that is there twice, the first, which `getenv` returns too.
    package static var variables: [String: String] {
        var variables: [String: String] = [:]
        guard var next = process_environment() else { return variables }
        while let text = next.pointee {
            next += 1
            // Byte by byte: a value may begin with a character that would join the equals sign.
            let variable = String(cString: text).utf8
            guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(variable[..<equals]) ?? ""
            if variables[name] == nil { variables[name] = String(variable[variable.index(after: equals)...]) ?? "" }
        }
        return variables
    }
}
