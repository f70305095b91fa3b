import Glibc

/// An open file descriptor, closed when its owner goes.
struct FileDescriptor: ~Copyable, Sendable {
    let number: Int32

    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // Not repeated on EINTR: Linux has closed it by then, and the number may be another's.
        _ = close(number)
    }
}
