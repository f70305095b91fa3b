/// The words that the program was started with.
package enum ProgramArguments {
    /// Returns the arguments without the program's name.
    ///
    /// Swift's runtime looks for them beside the environment on the stack. It finds none when a preloaded library, such as
    /// libfaketime, has moved the environment; the kernel still knows them.
    ///
    /// - Parameters:
    ///   - found: what the runtime found, the program's name first; empty if it found nothing.
    ///   - written: reads `/proc/self/cmdline`, in which a NUL ends each word.
    /// - Returns: the arguments, in order.
    package static func all(found: [String], written: () -> [UInt8]) -> [String] {
        guard found.isEmpty else { return Array(found.dropFirst()) }
        let words = written().split(separator: 0, omittingEmptySubsequences: false).dropLast()
        return words.dropFirst().map { String(decoding: $0, as: UTF8.self) }
    }
}
