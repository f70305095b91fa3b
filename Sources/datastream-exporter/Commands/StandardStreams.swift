internal import Glibc

/// Writes a text to standard output at once: a pipe's reader sees it before the program ends.
func standardOutput(_ text: String) { write(text, to: STDOUT_FILENO) }

/// Writes a text to standard error.
func standardError(_ text: String) { write(text, to: STDERR_FILENO) }

private func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno != EINTR { return }
        rest = rest.dropFirst(max(0, count))
    }
}
