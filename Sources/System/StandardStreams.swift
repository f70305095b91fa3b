internal import Glibc
internal import Notation

/// Writes lines to standard output at once, so that a pipe's reader sees them before the program ends.
///
/// Characters that could affect a terminal are escaped.
package func standardOutput(_ text: String) -> WriteOutcome { write(VisibleText.escapedLines(text), to: STDOUT_FILENO) }

/// Writes lines to standard error.
///
/// A failure is ignored, since it cannot be reported anywhere.
///
/// Characters that could affect a terminal are escaped.
package func standardError(_ text: String) { _ = write(VisibleText.escapedLines(text), to: STDERR_FILENO) }

/// Writes a whole text, and waits while the descriptor cannot accept more.
package func write(_ text: String, to descriptor: Int32) -> WriteOutcome {
    Array(text.utf8).withUnsafeBytes { write($0, to: descriptor) }
}

/// Writes all bytes, and waits while the descriptor cannot accept more.
package func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> WriteOutcome {
    var rest = bytes
    while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count > 0 {
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            continue
        }
        // A write of zero bytes without an error should never happen. If it did, retrying could loop forever.
        let code = count < 0 ? errno : EIO
        switch code {
        case EINTR: continue
        case EAGAIN:
            // The result of poll does not matter: the next write reports any error.
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
/// Call this before opening any file. Otherwise the next file would get the number of a closed standard stream, and
/// printed text would go into that file. A placeholder takes the number instead, and fails as the closed stream would.
package func prepareStandardStreams() {
    // A write beyond the file size limit must fail with EFBIG instead of ending the process.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
        // open returns the lowest free number, which is this one.
        _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
}
