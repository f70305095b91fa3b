internal import Glibc
internal import Notation

/// What a shell needs before the commands on the demo's status page work in it.
struct DemoShell {
    /// URL of the simulated API.
    let endpoint: String
    /// The project that it has.
    let project: String

    /// Lines to run once; they name the program's folder only if the shell does not find the program by itself.
    func setup(
        program: String?, searchPath: String, isExecutable: (String) -> Bool = { access($0, X_OK) == 0 }
    ) -> [String] {
        let name = "datastream-exporter"
        var lines = [
            "export DATASTREAM_EXPORTER_GOOGLE_ENDPOINT=\(ShellWord.quoted(endpoint))",
            "export GOOGLE_CLOUD_PROJECT=\(ShellWord.quoted(project))",
        ]
        let isFound = searchPath.split(separator: ":").contains { isExecutable("\($0)/\(name)") }
        if !isFound, let program, program.hasSuffix("/\(name)") {
            lines.append("export PATH=\(ShellWord.quoted(String(program.dropLast(name.count + 1)))):\"$PATH\"")
        }
        return lines
    }

    /// The path of this program; nil when the kernel does not tell.
    static var program: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }
}
