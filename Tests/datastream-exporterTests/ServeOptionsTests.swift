import CommandLine
import Datastream
import DatastreamMetrics
import GoogleAuth
import HTTPTransport
import Notation
import Polling
import Testing

@testable import datastream_exporter

@Suite struct ServeOptionsTests {
    private func options(_ arguments: [String], _ environment: [String: String] = [:]) throws(CommandFailure)
        -> ServeOptions
    {
        let values = try FlagValues(arguments, flags: Command.serve.flags, environment: environment)
        return try ServeOptions(serve: values, environment: environment)
    }

    private let minimal = ["--google.project-ids=p", "--google.access-token-file=/t"]

    @Test func `the defaults match the design`() throws {
        let options = try options(minimal)
        #expect(options.endpoint.url == "https://datastream.googleapis.com")
        #expect(options.polling.sources == [.project("p", locations: [])])
        #expect(options.polling.interval == .seconds(60) && options.polling.timeout == .seconds(60))
        #expect(options.polling.concurrency == 10)
        #expect(options.staleAfter == .seconds(300))
        #expect(options.maximumRequestsPerMinute == 600)
        #expect(options.objects.limit == 20_000)
    }

    @Test(arguments: [("1s", 300), ("100s", 300), ("12m", 2_160), ("1h", 10_800), ("1d", 259_200)])
    func `data survives two failed polls, whatever the interval`(interval: String, seconds: Int) throws {
        let options = try options(minimal + ["--poll.interval=\(interval)"])
        #expect(options.staleAfter == .seconds(seconds))
        #expect(try self.options(minimal + ["--poll.stale-after=2m"]).staleAfter == .seconds(120))
    }

    @Test func `projects come from the flag, or else from Google's variables`() throws {
        let environment = ["GOOGLE_CLOUD_PROJECT": "a", "GCLOUD_PROJECT": "b"]
        #expect(try options(minimal, environment).polling.sources == [.project("p", locations: [])])
        let token = ["--google.access-token-file=/t"]
        #expect(try options(token, environment).polling.sources == [.project("a", locations: [])])
        #expect(try options(token, ["GCLOUD_PROJECT": "b"]).polling.sources == [.project("b", locations: [])])
    }

    @Test func `several projects and locations are allowed, each once`() throws {
        let options = try options(
            ["--google.project-ids=a,b,a", "--google.locations=l1,l1,l2", "--google.access-token-file=/t"])
        #expect(
            options.polling.sources == [
                .project("a", locations: ["l1", "l2"]), .project("b", locations: ["l1", "l2"]),
            ])
    }

    @Test func `named streams need no project`() throws {
        let name = StreamName(project: "p", location: "l", stream: "s")
        let options = try options(["--datastream.streams=\(name)", "--google.access-token-file=/t"])
        #expect(options.polling.sources == [.named([name])])
    }

    @Test func `a shard selects its own streams`() throws {
        let environment = ["HOSTNAME": "exporter-1"]
        let shards = [["--shard=0"], ["--shard=auto"]].map { minimal + ["--total-shards=2"] + $0 }
        let both = try shards.map { try options($0, environment) }
        #expect(both.map(\.shard.ordinal) == [0, 1])
        for number in 0..<20 {
            let name = StreamName(project: "p", location: "l", stream: "s\(number)")
            #expect(both.filter { $0.polling.selection.selects(name) }.count == 1)
        }
        #expect(try options(minimal).shard == .whole)
    }

    @Test func `include and exclude match the whole resource name`() throws {
        let options = try options(
            minimal + ["--datastream.streams.include=.*/streams/orders-.*", "--datastream.streams.exclude=.*-test"])
        func isSelected(_ stream: String) -> Bool {
            options.polling.selection.selects(StreamName(project: "p", location: "l", stream: stream))
        }
        #expect(isSelected("orders-a") && !isSelected("orders-test") && !isSelected("other"))
    }

    @Test func `an expression that may be a secret is not shown when it selects nothing`() throws {
        let options = try options(minimal + ["--datastream.streams.include=ya29.a0AfH6SMB"])
        let emptiness = options.polling.selection.emptiness(of: [StreamName(project: "p", location: "l", stream: "s")])
        #expect(emptiness?.filter == "--datastream.streams.include=\(SecretText.placeholder)")
    }

    @Test func `without a configured project the credentials' own is used`() throws {
        var options = try options(["--google.locations=l1,-"])
        #expect(options.needsProject)
        #expect(throws: CommandFailure.usage("no project: give --google.project-ids or --datastream.streams")) {
            try options.complete(with: nil)
        }
        #expect(throws: CommandFailure.usage("the credentials' project is not an id: give --google.project-ids")) {
            try options.complete(with: "a/b")
        }
        try options.complete(with: "own")
        #expect(options.polling.sources == [.project("own", locations: ["l1"])])
        try options.complete(with: "other")
        #expect(options.polling.sources == [.project("own", locations: ["l1"])])
    }

    @Test func `another universe has its own API address, unless one is configured`() throws {
        let universe = "--google.universe-domain=s3ns.example"
        #expect(try options(minimal + [universe]).endpoint.url == "https://datastream.s3ns.example")
        let named = ["--google.endpoint=https://private.example"]
        #expect(try options(minimal + [universe] + named).endpoint.url == "https://private.example")
    }

    @Test func `the error format is the API's own unless one is requested`() throws {
        #expect(try options(minimal).errorFormat == nil)
        #expect(try options(minimal + ["--google.error-format=1"]).errorFormat == .legacy)
        #expect(try options(minimal + ["--google.error-format=2"]).errorFormat == .status)
    }

    @Test func `a loopback endpoint needs no token`() throws {
        let options = try options(["--google.project-ids=p", "--google.endpoint=http://127.0.0.1:8080/"])
        #expect(options.endpoint.url == "http://127.0.0.1:8080" && options.credentials?.isRequired == false)
    }

    @Test(arguments: [
        (
            ["--google.credentials-file=/c"],
            "--google.credentials-file: cannot be combined with --google.access-token-file"
        ),
        (["--poll.interval=500ms"], "--poll.interval: must be at least 1s"),
        (["--poll.interval=10s", "--poll.timeout=11s"], "--poll.timeout: must not be longer than --poll.interval"),
        (["--objects.extra=nonsense"], nil),
        (
            ["--poll.stale-after=119s"],
            "--poll.stale-after: must be at least twice --poll.interval: 2m"
        ),
        (
            ["--poll.interval=1h", "--poll.stale-after=5m"],
            "--poll.stale-after: must be at least twice --poll.interval: 2h"
        ),
    ])
    func `bad combinations of flags are refused`(arguments: [String], text: String?) {
        #expect { _ = try self.options(minimal + arguments) } throws: { error in
            text == nil || (error as? CommandFailure)?.text == text
        }
    }
}
