import Foundation
import Synchronization
import TestSupport
import Testing

/// The real program, started as a user starts it.
final class RunningProgram: Sendable {
    /// The executable next to the tests.
    static let path: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "datastream-exporter").path
    }()

    private struct State {
        var output = ""
        /// Whether both streams have ended.
        var isWhole = false
        var exitCode: Int32?
    }

    private let process: Mutex<Process>
    private let state = Watched(State())

    /// Keeps demos that run at the same time from competing for the simulator's port.
    static let anySimulatorPort = ["DATASTREAM_EXPORTER_SIMULATOR_LISTEN_ADDRESS": "127.0.0.1:0"]

    /// Starts the program; its output on both streams is collected.
    init(
        _ arguments: [String], environment: [String: String] = anySimulatorPort, path: String = RunningProgram.path
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment
        self.process = Mutex(process)
        try spawning { try start(process) }
    }

    private func start(_ process: Process) throws {
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.terminationHandler = { [weak self] process in
            self?.state.change { $0.exitCode = process.terminationStatus }
        }
        try process.run()
        // A separate thread: a readability handler may miss the end of a program that exits at once.
        let reading = pipe.fileHandleForReading
        Thread.detachNewThread { [weak self] in
            while true {
                let data = reading.availableData
                self?.state.change { state in
                    state.output += String(decoding: data, as: UTF8.self)
                    state.isWhole = data.isEmpty
                }
                if data.isEmpty { return }
            }
        }
    }

    deinit { process.withLock { if $0.isRunning { $0.terminate() } } }

    private func end() { process.withLock { _ = $0.isRunning ? kill($0.processIdentifier, SIGKILL) : 0 } }

    /// Asks it to stop, as an init system does.
    func terminate() { process.withLock { $0.terminate() } }

    /// Its process ID.
    var processIdentifier: Int32 { process.withLock { $0.processIdentifier } }

    /// Interrupts it, as Ctrl-C does.
    func interrupt() { process.withLock { $0.interrupt() } }

    /// Everything it wrote, once both streams have ended.
    func wholeOutput() async -> String {
        await wait(for: "the end of its output") { $0.isWhole }
        return output
    }

    /// Everything it has written so far.
    var output: String { state.value.output }

    /// Waits for a text and returns the rest of its line; nil if the program ends without it.
    func line(after text: String) async -> String? {
        await wait(for: text.debugDescription) { Self.line(after: text, in: $0.output) != nil || $0.isWhole }
        return Self.line(after: text, in: output)
    }

    /// Waits for its end and for all of its output; -1 if it did not end in time.
    func exitCode() async -> Int32 {
        await wait(for: "its end") { $0.exitCode != nil && $0.isWhole }
        return state.value.exitCode ?? -1
    }

    /// Waits until a condition is met; if that takes too long, reports what the program wrote, and kills it.
    private func wait(for what: String, until isMet: @escaping @Sendable (State) -> Bool) async {
        do {
            try await state.wait(for: what, within: testPatience, until: isMet)
        } catch {
            Issue.record("\(error); the program wrote:\n\(output)")
            end()
        }
    }

    private static func line(after text: String, in output: String) -> String? {
        guard let range = output.range(of: text), let end = output[range.upperBound...].firstIndex(of: "\n") else {
            return nil
        }
        return String(output[range.upperBound..<end])
    }
}
