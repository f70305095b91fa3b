import CommandLine
import Datastream
import GoogleAuth
import Notation
import Testing

@testable import Operating
@testable import Polling

@Suite struct CheckReportTests {
    private func finding(_ reason: PollFailure.Reason) -> Reachability.Finding {
        Reachability.Finding(resource: "projects/p", failure: PollFailure(reason, "because"))
    }

    @Test(
        arguments: [
            ([], ExitCode.success), ([.permission], .denied), ([.notFound], .denied), ([.auth], .denied),
            ([.network], .runtimeFailure), ([.timeout], .runtimeFailure), ([.server], .runtimeFailure),
            ([.network, .permission], .denied),
        ] as [([PollFailure.Reason], ExitCode)])
    func `a refusal is worse than a failure`(reasons: [PollFailure.Reason], code: ExitCode) {
        var report = CheckReport()
        report.findings = [Reachability.Finding(resource: "projects/q", note: "1 stream")] + reasons.map(finding)
        #expect(report.exitCode == code)
    }

    @Test(arguments: [
        (TokenFailure.Kind.refused, ExitCode.denied), (.unreachable, .runtimeFailure),
    ])
    func `a missing token's exit code depends on the cause`(kind: TokenFailure.Kind, code: ExitCode) {
        var report = CheckReport()
        report.token = CheckReport.Token(failure: TokenFailure("because", kind))
        #expect(report.exitCode == code)
    }

    @Test func `selected streams are counted by project, and none selected is exit code 4`() {
        let found = ["p": Set(["a", "b"].map { StreamName(project: "p", location: "l", stream: $0) }), "q": []]
        var report = CheckReport()
        report.add(Reachability.Survey(found: found), StreamSelection())
        #expect(report.exitCode == .success)
        #expect(
            report.lines.suffix(2).map(\.text) == [
                "projects/p: 2 of 2 streams selected", "projects/q: 0 of 0 streams selected",
            ])
        let include = StreamSelection.Filter(flag: "--include=orders", hint: "hint") { _ in false }
        report = CheckReport()
        report.add(Reachability.Survey(findings: [finding(.network)], found: found), StreamSelection([include]))
        #expect(report.exitCode == .denied, "what was found is certain, whatever else fails")
        #expect(
            report.lines.last?.text
                == "FAILED: no stream is selected: --include=orders leaves none of 2, such as "
                + "projects/p/locations/l/streams/a (hint)")
        let json = report.json
        #expect(json.contains(#""streamsFound":2"#) && json.contains(#""streamsSelected":0"#))
        #expect(json.contains(#""message":"no stream is selected: --include=orders"#))
    }

    @Test func `no stream found means none selected, unless the search failed`() {
        var report = CheckReport()
        report.add(Reachability.Survey(found: ["p": []]), StreamSelection())
        #expect(report.exitCode == .denied)
        report = CheckReport()
        report.add(Reachability.Survey(findings: [finding(.network)]), StreamSelection())
        #expect(report.exitCode == .runtimeFailure)
    }

    @Test func `the report is lines of text or JSON`() {
        var report = CheckReport()
        report.credentials = CheckReport.Credentials(
            source: "metadata", place: "metadata server", principal: "vm@p", quotaProject: "q", notes: ["beware"])
        report.token = CheckReport.Token(expiry: Timestamp(seconds: 1_700_000_000))
        report.findings = [
            Reachability.Finding(resource: "projects/p", note: "1 stream"),
            Reachability.Finding(
                resource: "projects/r", failure: PollFailure(.permission, "denied"),
                permission: "datastream.streams.list"),
        ]
        #expect(
            report.lines == [
                .init(text: "credentials: metadata from metadata server, as vm@p, with the quota project q"),
                .init(text: "note: beware"), .init(text: "token: ok, expires 2023-11-14T22:13:20Z"),
                .init(text: "projects/p: ok, 1 stream"),
                .init(text: "projects/r: FAILED: denied", isFailure: true),
            ])
        #expect(
            report.json == """
                {"credentials":{"notes":["beware"],"place":"metadata server","principal":"vm@p","quotaProject":"q",\
                "source":"metadata"},"exitCode":4,"projects":[],"resources":[{"note":"1 stream","ok":true,"resource":"projects/p"},\
                {"message":"denied","missingPermission":"datastream.streams.list","ok":false,"reason":"permission",\
                "resource":"projects/r"}],"token":{"expiry":"2023-11-14T22:13:20Z","ok":true}}

                """)
    }

    @Test func `what prevented the search is reported and decides the exit code`() {
        var report = CheckReport()
        report.obstacle = CommandFailure(.authentication, "no credentials")
        #expect(report.lines.isEmpty && report.exitCode == .denied)
        #expect(report.json == #"{"error":"no credentials","exitCode":4,"projects":[],"resources":[]}"# + "\n")
    }
}
