internal import DatastreamMetrics
internal import System

extension ProcessReader {
    /// The reader of the running process.
    static let live = ProcessReader(
        read: KernelFiles.text, list: KernelFiles.names, ticksPerSecond: KernelFiles.ticksPerSecond,
        pageBytes: KernelFiles.pageBytes)
}
