/// Reads what the kernel reports about this process, like Prometheus' own client; unreadable values are absent.
///
/// Values that cannot change while the process lives are read once.
package struct ProcessReader: Sendable {
    /// Reads a kernel file; nil when it cannot be read.
    private let read: @Sendable (_ path: String) -> String?
    /// Lists the names in a folder; nil when it cannot be read.
    private let list: @Sendable (_ path: String) -> [String]?
    /// Clock ticks per second.
    private let ticksPerSecond: Int
    /// Size of a memory page in bytes.
    private let pageBytes: Int
    /// When the machine started, as Unix time.
    private let bootTime: Int?
    /// The limits on descriptors and virtual memory; -1 for none.
    private let limits: (descriptors: Int?, virtualBytes: Int?)

    package init(
        read: @escaping @Sendable (_ path: String) -> String?, list: @escaping @Sendable (_ path: String) -> [String]?,
        ticksPerSecond: Int, pageBytes: Int
    ) {
        self.read = read
        self.list = list
        self.ticksPerSecond = ticksPerSecond
        self.pageBytes = pageBytes
        bootTime = read("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
            .flatMap { Int($0.dropFirst("btime ".count)) }
        let lines = read("/proc/self/limits")?.split(separator: "\n") ?? []
        func limit(_ name: String) -> Int? {
            guard let line = lines.first(where: { $0.hasPrefix(name) }) else { return nil }
            let soft = line.dropFirst(name.count).split(separator: " ").first
            return soft == "unlimited" ? -1 : soft.flatMap { Int($0) }
        }
        limits = (limit("Max open files"), limit("Max address space"))
    }

    /// The current statistics.
    package func statistics() -> ProcessStatistics {
        var statistics = ProcessStatistics()
        readStat(into: &statistics)
        statistics.maximumDescriptors = limits.descriptors
        statistics.maximumVirtualBytes = limits.virtualBytes
        readNetwork(into: &statistics)
        // Reading the folder itself opens a descriptor.
        statistics.openDescriptors = list("/proc/self/fd").map { max(0, $0.count - 1) }
        return statistics
    }

    /// How many descriptors the process may open.
    package var descriptorLimit: Int { limits.descriptors.flatMap { $0 >= 0 ? $0 : nil } ?? .max }

    private func readStat(into statistics: inout ProcessStatistics) {
        // The command name may contain spaces and parentheses, so the fields are counted from its end.
        guard let stat = read("/proc/self/stat"), let name = stat.lastIndex(of: ")"), ticksPerSecond > 0 else { return }
        let fields = stat[name...].split(separator: " ").dropFirst().map { Int($0) }
        func field(_ number: Int) -> Int? { number - 3 < fields.count ? fields[number - 3] : nil }
        if let user = field(14), let system = field(15) {
            statistics.cpu = .milliseconds(Int64((user &+ system) &* 1_000 / ticksPerSecond))
        }
        if let start = field(22), let boot = bootTime {
            statistics.startTime = Double(boot) + Double(start) / Double(ticksPerSecond)
        }
        statistics.virtualBytes = field(23)
        statistics.residentBytes = field(24).map { $0 &* pageBytes }
    }

    private func readNetwork(into statistics: inout ProcessStatistics) {
        // Bytes, because to find the characters of these long lines takes a millisecond.
        let text = read("/proc/self/net/netstat")?.utf8
        let lines = text?.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "IpExt:".utf8) } ?? []
        guard lines.count == 2 else { return }
        let columns = lines.map { $0.split(separator: UInt8(ascii: " ")) }
        for (name, value) in zip(columns[0], columns[1]) {
            if name.elementsEqual("InOctets".utf8) { statistics.receivedBytes = Int(Substring(value)) }
            if name.elementsEqual("OutOctets".utf8) { statistics.transmittedBytes = Int(Substring(value)) }
        }
    }
}
