internal import Glibc
internal import Synchronization

extension ProgramRun {
    /// Lets another thread end a run.
    final class Cancellation: Sendable {
        private struct State {
            var group: pid_t?
            var isCancelled = false
        }

        private let state = Mutex(State())

        /// Kills the program, or prevents its start.
        func cancel() {
            state.withLock { state in
                state.isCancelled = true
                if let group = state.group { kill(-group, SIGKILL) }
            }
        }

        /// Starts a program unless the run has already been cancelled.
        func start(_ spawn: () throws(Problem) -> pid_t) throws(Problem) -> pid_t {
            try state.withLock { state throws(Problem) in
                guard !state.isCancelled else { throw Problem("cancelled") }
                let pid = try spawn()
                state.group = pid
                return pid
            }
        }

        /// Kills what is left of the program's process group, and waits for the program to end.
        func end(_ pid: pid_t) -> Int32 {
            state.withLock { state in
                kill(-pid, SIGKILL)
                state.group = nil
            }
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            return status
        }
    }
}
