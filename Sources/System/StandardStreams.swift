internal import Glibc

/// Writes a text to standard output at once: a pipe's reader sees it before the program ends.
///
/// - Returns: false once nobody reads.
@discardableResult
package func standardOutput(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

/// Writes a text to standard error.
package func standardError(_ text: String) { _ = write(text, to: STDERR_FILENO) }

private func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno != EINTR { return false }
        rest = rest.dropFirst(max(0, count))
    }
    return true
}
