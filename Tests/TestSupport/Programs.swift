import Foundation

/// The result of a program that ran to its end.
package struct ProgramOutput: Sendable {
    /// Its exit code, or the number of the signal that ended it.
    package let code: Int32
    /// What it wrote.
    package let bytes: [UInt8]

    /// What it wrote, as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether a program exited with this code and wrote this text.
    package static func == (output: ProgramOutput, expected: (code: Int32, text: String)) -> Bool {
        output.code == expected.code && output.text == expected.text
    }
}

/// A program that a test needs exited with a code other than 0.
package struct ProgramFailure: Error, CustomStringConvertible {
    let output: ProgramOutput

    package var description: String { "exit code \(output.code): \(output.text)" }
}

/// Runs another program to its end.
///
/// - Parameters:
///   - arguments: the program's name or path, and its arguments.
///   - input: what it reads from its standard input.
///   - environment: its environment variables; by default those of this process.
///   - errors: whether its standard error is collected too.
/// - Returns: its exit code and what it wrote.
/// - Throws: when it cannot be started; ``DeadlinePassed`` with what it wrote when it runs for longer than
///   ``testPatience``.
package func output(
    of arguments: [String], input: [UInt8] = [], environment: [String: String]? = nil, errors: Bool = true
) throws -> ProgramOutput {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    if let environment { process.environment = environment }
    let (output, source) = try spawning {
        let (output, source) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors ? output : FileHandle.nullDevice
        process.standardInput = source
        try process.run()
        return (output, source)
    }
    let writer = Thread {
        try? source.fileHandleForWriting.write(contentsOf: Data(input))
        try? source.fileHandleForWriting.close()
    }
    writer.start()
    let end = ContinuousClock.now + testPatience
    var bytes: [UInt8] = []
    while isReadable(output.fileHandleForReading.fileDescriptor, by: end) {
        let data = output.fileHandleForReading.availableData
        if data.isEmpty { break }
        bytes += data
    }
    guard .now < end else {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        throw DeadlinePassed(
            what: "the end of \(arguments.joined(separator: " ")); it wrote \(String(decoding: bytes, as: UTF8.self))",
            limit: testPatience)
    }
    process.waitUntilExit()
    return ProgramOutput(code: process.terminationStatus, bytes: bytes)
}

/// Runs another program to its end, with a text as its input.
package func output(of arguments: [String], input: String) throws -> ProgramOutput {
    try output(of: arguments, input: Array(input.utf8))
}

/// Makes pipes and starts a program while no other thread of this process does the same.
///
/// Foundation notices the end of a program by a socket that closes with it. A program started at the same moment
/// inherits that socket, so the first program does not seem to end while the second one runs.
package func spawning<Value>(_ body: () throws -> Value) rethrows -> Value {
    // A program that ends before it has read its input must not kill the tests.
    signal(SIGPIPE, SIG_IGN)
    // The lock covers the whole process, so it works for the tests of every target.
    let file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
    flock(file, LOCK_EX)
    defer { close(file) }
    return try body()
}
