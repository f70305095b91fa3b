internal import Glibc
internal import Notation

/// Writes lines to standard output at once: a pipe's reader sees them before the program ends.
///
/// Nothing in them acts on a terminal.
///
/// - Returns: false once nobody reads.
@discardableResult
package func standardOutput(_ text: String) -> Bool { write(VisibleText.escapedLines(text), to: STDOUT_FILENO) }

/// Writes lines to standard error; nothing in them acts on a terminal.
package func standardError(_ text: String) { _ = write(VisibleText.escapedLines(text), to: STDERR_FILENO) }

private func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno != EINTR { return false }
        rest = rest.dropFirst(max(0, count))
    }
    return true
}
