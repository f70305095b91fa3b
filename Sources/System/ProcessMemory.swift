internal import CProcess
internal import Glibc

/// Protects this process' memory, which contains tokens and keys.
package enum ProcessMemory {
    /// The crash signals, which Swift handles to print backtraces.
    private static let crashes = [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP]

    /// Keeps memory contents out of core dumps, out of the same user's debuggers, and out of backtraces.
    ///
    /// Call this before reading a secret. It cannot be undone.
    package static func hide() {
        _ = process_hide_memory()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        for number in crashes { signal(number, SIG_DFL) }
    }

    /// Whether the memory is hidden.
    static var isHidden: Bool { process_is_memory_hidden() != 0 }
}
