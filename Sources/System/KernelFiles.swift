internal import Glibc

/// Files in which the kernel describes itself and this process, and the units that they use.
package enum KernelFiles {
    /// The text of a file below `/proc`; nil if it cannot be read.
    package static func text(of path: String) -> String? {
        // Such a file reports no size, and its text grows with the size of the machine.
        guard let file = try? BoundedFile.read(path, limit: 16 << 20) else { return nil }
        return String(decoding: file.bytes, as: UTF8.self)
    }

    /// The names in a folder; nil if it cannot be read.
    package static func names(in path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Clock ticks per second.
    package static var ticksPerSecond: Int { sysconf(Int32(_SC_CLK_TCK)) }

    /// The size of a memory page, in bytes.
    package static var pageBytes: Int { sysconf(Int32(_SC_PAGESIZE)) }
}
