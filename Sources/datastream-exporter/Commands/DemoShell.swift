internal import Glibc
internal import Notation

/// Prepares a shell so that the commands on the demo's status page work in it.
struct DemoShell {
    /// URL of the simulated API.
    let endpoint: String
    /// The simulated project.
    let project: String

    /// Lines to run once; they extend PATH only if the shell would not find the program.
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

    /// The path of this program; nil if unknown.
    static var program: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }
}
