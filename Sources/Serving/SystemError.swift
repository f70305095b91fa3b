import Glibc

/// A system call that failed, and why.
struct SystemError: Error, Equatable {
    var call: String
    var code: Int32

    /// What the system calls the error.
    var reason: String { Self.text(code) }

    /// Gives the call's result, or what `errno` says of its failure.
    static func check(_ call: String, _ result: Int32) throws(SystemError) -> Int32 {
        guard result >= 0 else { throw SystemError(call: call, code: errno) }
        return result
    }

    static func text(_ code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress, strerror_r(code, start, buffer.count) == 0 else {
                return "error \(code)"
            }
            return String(cString: start)
        }
    }
}
