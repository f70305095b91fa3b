import Synchronization
import Testing

@testable import DatastreamMetrics

@Suite struct ProcessReaderTests {
    private func statistics(_ files: [String: String], list: [String]? = nil) -> ProcessStatistics {
        ProcessReader(read: { files[$0] }, list: { _ in list }, ticksPerSecond: 100, pageBytes: 4_096).statistics()
    }

    @Test func `the kernel's files are read as Prometheus reads them`() {
        let stat =
            "42 (a) b) S 1 1 1 0 -1 4194560 1 0 0 0 250 150 0 0 20 0 7 0 12345 1048576 100 18446744073709551615 1 1"
        let limits = """
            Limit                     Soft Limit           Hard Limit           Units
            Max open files            1024                 4096                 files
            Max address space         unlimited            unlimited            bytes
            """
        let statistics = statistics(
            [
                "/proc/self/stat": stat, "/proc/stat": "cpu 1 2\nbtime 1700000000\n", "/proc/self/limits": limits,
                "/proc/self/net/netstat":
                    "TcpExt: A\nTcpExt: 1\nIpExt: InNoRoutes InOctets OutOctets\nIpExt: 0 11 22\n",
            ], list: ["0", "1", "2", "3"])
        var expected = ProcessStatistics()
        expected.cpu = .seconds(4)
        expected.startTime = 1_700_000_123.45
        expected.virtualBytes = 1_048_576
        expected.residentBytes = 409_600
        expected.maximumDescriptors = 1_024
        expected.maximumVirtualBytes = -1
        expected.openDescriptors = 3
        expected.receivedBytes = 11
        expected.transmittedBytes = 22
        #expect(statistics == expected)
    }

    @Test(arguments: ["", "42", "42 (a", "42 (a)", "42 (a) S x y"])
    func `what cannot be read is absent`(stat: String) {
        #expect(statistics(["/proc/self/stat": stat]) == ProcessStatistics())
    }

    @Test func `values that cannot change are read once`() {
        let paths = Mutex<[String]>([])
        let reader = ProcessReader(
            read: { path in
                paths.withLock { $0.append(path) }
                return nil
            }, list: { _ in nil }, ticksPerSecond: 100, pageBytes: 4_096)
        for _ in 0..<3 { _ = reader.statistics() }
        let counts = paths.withLock { Dictionary($0.map { ($0, 1) }, uniquingKeysWith: +) }
        #expect(
            counts == [
                "/proc/stat": 1, "/proc/self/limits": 1, "/proc/self/stat": 3, "/proc/self/net/netstat": 3,
            ])
    }
}
