import Foundation
import Synchronization
import TestSupport

/// The real program, started as a user starts it.
final class RunningProgram: Sendable {
    /// The executable next to the tests.
    static let path: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "datastream-exporter").path
    }()

    private struct State {
        var output = ""
        var waiters: [(text: String, continuation: CheckedContinuation<String?, Never>)] = []
        var exitCode: Int32?
        var exitWaiters: [CheckedContinuation<Int32, Never>] = []
        var isWhole = false
        var endWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let process: Mutex<Process>
    private let state = Mutex(State())

    /// Keeps demos that run at the same time from competing for the simulator's port.
    static let anySimulatorPort = ["DATASTREAM_EXPORTER_SIMULATOR_LISTEN_ADDRESS": "127.0.0.1:0"]
    /// The longest lifetime in seconds: a test whose program falls silent fails instead of waiting forever.
    private static let longestLife: UInt32 = 300

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
        process.terminationHandler = { [weak self] process in self?.ended(process.terminationStatus) }
        try process.run()
        Thread.detachNewThread { [weak self] in
            sleep(Self.longestLife)
            self?.end()
        }
        // A separate thread: a readability handler may miss the end of a program that exits at once.
        let reading = pipe.fileHandleForReading
        Thread.detachNewThread { [weak self] in
            while true {
                let data = reading.availableData
                self?.received(String(decoding: data, as: UTF8.self), isEnd: data.isEmpty)
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
        await withCheckedContinuation { continuation in
            let isWhole = state.withLock { state in
                if !state.isWhole { state.endWaiters.append(continuation) }
                return state.isWhole
            }
            if isWhole { continuation.resume() }
        }
        return output
    }

    /// Everything it has written so far.
    var output: String { state.withLock { $0.output } }

    /// Waits for a text and returns the rest of its line; nil if the program ends without it.
    func line(after text: String) async -> String? {
        await withCheckedContinuation { continuation in
            let (found, isEnd) = state.withLock { state -> (String?, Bool) in
                let found = Self.line(after: text, in: state.output)
                if found == nil, state.exitCode == nil { state.waiters.append((text, continuation)) }
                return (found, state.exitCode != nil)
            }
            if found != nil || isEnd { continuation.resume(returning: found) }
        }
    }

    /// Waits for its end.
    func exitCode() async -> Int32 {
        await withCheckedContinuation { continuation in
            let code = state.withLock { state in
                if state.exitCode == nil { state.exitWaiters.append(continuation) }
                return state.exitCode
            }
            if let code { continuation.resume(returning: code) }
        }
    }

    private static func line(after text: String, in output: String) -> String? {
        guard let range = output.range(of: text), let end = output[range.upperBound...].firstIndex(of: "\n") else {
            return nil
        }
        return String(output[range.upperBound..<end])
    }

    private func received(_ text: String, isEnd: Bool) {
        let due = state.withLock { state in
            state.output += text
            let output = state.output
            let due = state.waiters.compactMap { waiter in
                Self.line(after: waiter.text, in: output).map { (waiter.continuation, $0) }
            }
            state.waiters.removeAll { Self.line(after: $0.text, in: output) != nil }
            return due
        }
        for (continuation, line) in due { continuation.resume(returning: line) }
        guard isEnd else { return }
        let ends = state.withLock { state in
            state.isWhole = true
            defer { state.endWaiters = [] }
            return state.endWaiters
        }
        for waiter in ends { waiter.resume() }
    }

    private func ended(_ code: Int32) {
        let (exits, lines) = state.withLock { state in
            state.exitCode = code
            defer {
                state.exitWaiters = []
                state.waiters = []
            }
            return (state.exitWaiters, state.waiters)
        }
        for waiter in exits { waiter.resume(returning: code) }
        for waiter in lines { waiter.continuation.resume(returning: nil) }
    }
}
