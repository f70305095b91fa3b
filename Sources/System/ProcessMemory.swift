internal import CProcess
internal import Glibc

/// The memory of this process, in which tokens and keys lie.
package enum ProcessMemory {
    /// The signals of a crash, which Swift's backtraces hang on.
    private static let crashes = [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP]

    /// Keeps what lies in memory out of cores, of debuggers of the same user and of backtraces, which print it.
    ///
    /// To be called before a secret is read. It cannot be taken back.
    package static func hide() {
        _ = process_hide_memory()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        for number in crashes { signal(number, SIG_DFL) }
    }

    /// Whether it is kept so.
    static var isHidden: Bool { process_is_memory_hidden() != 0 }
}
