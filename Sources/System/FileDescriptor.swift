internal import Glibc

/// An open file descriptor, closed at the end of its lifetime.
package struct FileDescriptor: ~Copyable, Sendable {
    package let number: Int32

    package init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // Not retried on EINTR: Linux has already closed it, and the number may belong to another file by now.
        _ = close(number)
    }
}
