import CommandLine
import Datastream
import Testing

@testable import datastream_exporter

@Suite struct ShardChoiceTests {
    @Test(arguments: [
        ("0", 1, "any", 0), ("2", 3, "any", 2), ("auto", 3, "exporter-2", 2), ("auto", 3, "a-b-1.monitoring.svc", 1),
        ("auto", 11, "x-10", 10),
    ])
    func `a shard is chosen by its ordinal or by the host name`(
        text: String, total: Int, host: String, ordinal: Int
    ) throws {
        let choice = try #require(ShardChoice(text))
        #expect(try choice.shard(of: total, onHost: host) == Shard(ordinal: ordinal, of: total))
    }

    @Test(arguments: [
        ("3", 3, "any", "--shard: 3 must be below --total-shards, which is 3"),
        ("auto", 2, "exporter-2", "--shard: 2 must be below --total-shards, which is 2"),
        ("auto", 2, "laptop", #"--shard: the host name "laptop" does not end in a dash and a number"#),
        ("auto", 2, "node-", #"--shard: the host name "node-" does not end in a dash and a number"#),
        ("auto", 2, "web1", #"--shard: the host name "web1" does not end in a dash and a number"#),
        ("auto", 2, "x-1a", #"--shard: the host name "x-1a" does not end in a dash and a number"#),
        ("auto", 2, "", #"--shard: the host name "" does not end in a dash and a number"#),
    ])
    func `a shard that does not exist is refused`(text: String, total: Int, host: String, problem: String) throws {
        let choice = try #require(ShardChoice(text))
        #expect(throws: CommandFailure.usage(problem)) { try choice.shard(of: total, onHost: host) }
    }

    @Test(arguments: ["-1", "+1", "one", "", "1.0", "AUTO"])
    func `other words are refused`(text: String) { #expect(ShardChoice(text) == nil) }
}
