import Testing

@testable import DatastreamMetrics

struct ProcessMetricsTests {
    @Test func `the process metrics are what the kernel reports`() {
        var process = ProcessStatistics()
        process.cpu = .milliseconds(1_230)
        process.openDescriptors = 12
        process.maximumDescriptors = 1_024
        process.virtualBytes = 1_000_000
        process.maximumVirtualBytes = -1
        process.residentBytes = 500_000
        process.startTime = 1_795_428_000.25
        process.receivedBytes = 7
        process.transmittedBytes = 8
        #expect(
            samples(processMetrics, of: process) == """
                process_cpu_seconds_total 1.23
                process_open_fds 12
                process_max_fds 1024
                process_virtual_memory_bytes 1000000
                process_virtual_memory_max_bytes -1
                process_resident_memory_bytes 500000
                process_start_time_seconds 1795428000.25
                process_network_receive_bytes_total 7
                process_network_transmit_bytes_total 8

                """)
    }

    @Test func `what the kernel does not report has no sample`() {
        #expect(samples(processMetrics, of: ProcessStatistics()) == "")
    }
}
