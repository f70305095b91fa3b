internal import CProcess
internal import Glibc

/// Runs a program for its output: without a shell, without this process' files, and for a limited time.
package struct ProgramRun: Sendable, Equatable {
    /// The program, which is searched for in `PATH`, and its arguments.
    package var arguments: [String]
    /// The program's environment.
    package var environment: [String: String]
    /// How long the program may run; after that, it and its process group are killed.
    package var timeout: Duration

    /// Most output that is accepted, in bytes.
    package static let maximumBytes = 1_024 * 1_024

    package init(arguments: [String], environment: [String: String], timeout: Duration) {
        self.arguments = arguments
        self.environment = environment
        self.timeout = timeout
    }

    /// Why there is no output, without any part of it.
    package struct Problem: Error, Hashable, Sendable {
        /// The reason, for messages.
        package let reason: String

        package init(_ reason: String) { self.reason = reason }
    }

    /// Runs the program and returns its standard output.
    ///
    /// Cancelling the task kills the program.
    package func output() async throws(Problem) -> [UInt8] {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            await BlockingThread.result { () throws(Problem) in try output(cancellation) }
        } onCancel: {
            cancellation.cancel()
        }.get()
    }

    /// Does the same, but blocks the thread.
    func output(_ cancellation: Cancellation) throws(Problem) -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, Int32(O_CLOEXEC)) == 0 else { throw Problem(SystemError.text(errno)) }
        let (source, sink) = (ends[0], ends[1])
        defer { close(source) }
        let pid: pid_t
        do throws(Problem) {
            pid = try cancellation.start { () throws(Problem) in try spawn(writingTo: sink) }
        } catch {
            close(sink)
            throw error
        }
        close(sink)
        let result = read(source, pid)
        let status = cancellation.end(pid)
        let output = try result.get()
        // As in <sys/wait.h>: the low seven bits are the signal, the next byte is the exit code.
        guard status & 0x7F == 0 else { throw Problem("ended by signal \(status & 0x7F)") }
        guard status == 0 else { throw Problem("ended with exit code \(status >> 8 & 0xFF)") }
        return output
    }

    /// Reads all output, then waits for the program to end.
    private func read(_ source: Int32, _ pid: pid_t) -> Result<[UInt8], Problem> {
        let deadline = ContinuousClock.now + timeout
        var output: [UInt8] = []
        while true {
            let left = ContinuousClock.now.duration(to: deadline).components
            let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0 else { return .failure(Problem("still running after \(timeout)")) }
            var ready = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, Int32(clamping: milliseconds)) > 0 else { continue }
            var isFailed = false
            let chunk = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
                let taken = Glibc.read(source, buffer.baseAddress, buffer.count)
                isFailed = taken < 0 && errno != EINTR
                count = max(0, taken)
            }
            if isFailed { return .failure(Problem(SystemError.text(errno))) }
            if chunk.isEmpty { return waitForEnd(pid, until: deadline).map { output } }
            output += chunk
            guard output.count <= Self.maximumBytes else {
                return .failure(Problem("wrote more than \(Self.maximumBytes) bytes"))
            }
        }
    }

    /// Waits for the program to end, which may be long after it closes its output.
    private func waitForEnd(_ pid: pid_t, until deadline: ContinuousClock.Instant) -> Result<Void, Problem> {
        var info = siginfo_t()
        while ContinuousClock.now < deadline {
            info.si_signo = 0
            // WNOWAIT only checks: `end` reaps the process later, so its PID cannot be reused before then.
            if waitid(P_PID, id_t(pid), &info, Int32(WEXITED | WNOHANG | WNOWAIT)) == 0, info.si_signo == SIGCHLD {
                return .success(())
            }
            usleep(5_000)
        }
        return .failure(Problem("still running after \(timeout)"))
    }
}

extension ProgramRun {
    /// Starts the program in its own process group, without any open files but its own standard streams.
    private func spawn(writingTo sink: Int32) throws(Problem) -> pid_t {
        guard let program = arguments.first else { throw Problem("no program is named") }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, sink, STDOUT_FILENO)
        // Its error output may contain a secret, so it is discarded.
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let words = CStrings(arguments)
        let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
        var pid = pid_t()
        let code = words.withPointers { words in
            variables.withPointers { posix_spawnp(&pid, program, &files, &attributes, words, $0) }
        }
        guard code == 0 else { throw Problem(SystemError.text(code)) }
        return pid
    }
}

/// Owns a null-terminated array of C strings, as exec requires.
private struct CStrings: ~Copyable {
    private var pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }

    borrowing func withPointers<Value>(_ body: ([UnsafeMutablePointer<CChar>?]) -> Value) -> Value { body(pointers) }
}
