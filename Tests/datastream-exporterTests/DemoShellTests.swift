import Testing

@testable import datastream_exporter

@Suite struct DemoShellTests {
    private let shell = DemoShell(endpoint: "http://127.0.0.1:10156", project: "demo")
    private let variables = [
        "export DATASTREAM_EXPORTER_GOOGLE_ENDPOINT=http://127.0.0.1:10156", "export GOOGLE_CLOUD_PROJECT=demo",
    ]

    @Test func `a shell that can find the program needs two variables`() {
        let setup = shell.setup(program: "/srv/datastream-exporter", searchPath: "/bin:/usr/bin") {
            $0 == "/usr/bin/datastream-exporter"
        }
        #expect(setup == variables)
    }

    @Test func `a shell that cannot find the program gets its folder`() {
        let setup = shell.setup(program: "/my builds/datastream-exporter", searchPath: "/bin") { _ in false }
        #expect(setup == variables + ["export PATH='/my builds':\"$PATH\""])
    }

    @Test(arguments: [nil, "/srv/another-name"])
    func `a program with another or an unknown name adds no folder`(program: String?) {
        #expect(shell.setup(program: program, searchPath: "") { _ in false } == variables)
    }
}
