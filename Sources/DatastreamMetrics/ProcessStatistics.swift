/// What the kernel reports about the process; unreported values are nil.
package struct ProcessStatistics: Sendable, Equatable {
    /// User and system CPU time.
    package var cpu: Duration?
    /// Open file descriptors.
    package var openDescriptors: Int?
    /// Maximum number of open file descriptors.
    package var maximumDescriptors: Int?
    /// Virtual memory size in bytes.
    package var virtualBytes: Int?
    /// Maximum virtual memory in bytes; -1 without a limit.
    package var maximumVirtualBytes: Int?
    /// Resident memory in bytes.
    package var residentBytes: Int?
    /// When the process started, as Unix time.
    package var startTime: Double?
    /// Bytes received over the network.
    package var receivedBytes: Int?
    /// Bytes sent over the network.
    package var transmittedBytes: Int?

    /// Creates statistics without values.
    package init() {}
}
