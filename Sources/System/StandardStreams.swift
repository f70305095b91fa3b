internal import Glibc
internal import Notation

/// Writes lines to standard output at once: a pipe's reader sees them before the program ends.
///
/// Nothing in them acts on a terminal.
package func standardOutput(_ text: String) -> WriteOutcome { write(VisibleText.escapedLines(text), to: STDOUT_FILENO) }

/// Writes lines to standard error; when that fails, there is nobody left to tell.
///
/// Nothing in them acts on a terminal.
package func standardError(_ text: String) { _ = write(VisibleText.escapedLines(text), to: STDERR_FILENO) }

/// Writes all of a text, and waits where the descriptor takes nothing for now.
package func write(_ text: String, to descriptor: Int32) -> WriteOutcome {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            rest = rest.dropFirst(count)
            continue
        }
        // No file takes zero bytes of some without an error; should one do so, it would go on for ever.
        let code = count < 0 ? errno : EIO
        switch code {
        case EINTR: continue
        case EAGAIN:
            // Whatever poll says, the next write tells what is wrong.
            var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&ready, 1, -1)
        case EPIPE: return .nobodyReads
        default: return .failed(SystemError(call: "write", code: code))
        }
    }
    return .written
}

/// Makes every failed write an error that the program sees.
///
/// Call it before any file is opened: a standard stream that is closed would otherwise lend its number to the next file, and
/// what is printed would end up there. A placeholder takes the number instead, and fails as the closed stream would.
package func prepareStandardStreams() {
    // Beyond the limit on the size of a file, a write shall fail with EFBIG and not end the process.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
        // The lowest free number is taken: this one.
        _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
}
