internal import Datastream
internal import Exposition

private let process = RowShapes<ProcessStatistics>(identity: [])

/// The process metrics that every exporter has.
let processMetrics: [MetricRow<ProcessStatistics>] = [
    process.counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.") {
        $0.cpu.map { .real($0.seconds) }
    },
    process.gauge("process_open_fds", "Number of open file descriptors.") { $0.openDescriptors.map(SampleValue.init) },
    process.gauge("process_max_fds", "Maximum number of open file descriptors.") {
        $0.maximumDescriptors.map(SampleValue.init)
    },
    process.gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.") {
        $0.virtualBytes.map(SampleValue.init)
    },
    process.gauge("process_virtual_memory_max_bytes", "Maximum amount of virtual memory available in bytes.") {
        $0.maximumVirtualBytes.map(SampleValue.init)
    },
    process.gauge("process_resident_memory_bytes", "Resident memory size in bytes.") {
        $0.residentBytes.map(SampleValue.init)
    },
    process.gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.") {
        $0.startTime.map { .real($0) }
    },
    process.counter(
        "process_network_receive_bytes_total", "Number of bytes received by the process over the network."
    ) { $0.receivedBytes.map(SampleValue.init) },
    process.counter(
        "process_network_transmit_bytes_total", "Number of bytes sent by the process over the network."
    ) { $0.transmittedBytes.map(SampleValue.init) },
]
