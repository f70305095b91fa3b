import Datastream
import Testing

@testable import Polling

struct StreamSelectionTests {
    private func stream(_ id: String) -> StreamName { StreamName(project: "p", location: "l", stream: id) }

    private func selection(include: Set<String>, exclude: Set<String>, shard: Set<String>) -> StreamSelection {
        StreamSelection([
            .init(flag: "--include", hint: "full name") { include.contains($0.stream) },
            .init(flag: "--exclude", hint: "all out") { !exclude.contains($0.stream) },
            .init(flag: "--shard", hint: "others have them") { shard.contains($0.stream) },
        ])
    }

    @Test func `a stream is selected if every filter keeps it`() {
        let selection = selection(include: ["a", "b", "c"], exclude: ["b"], shard: ["a", "b"])
        #expect(["a", "b", "c", "d"].filter { selection.selects(stream($0)) } == ["a"])
        #expect(selection.emptiness(of: ["a", "b"].map(stream)) == nil)
        #expect(StreamSelection().selects(stream("x")))
    }

    @Test(
        arguments: [
            ([], [], ["a", "b"], "--include", "a"), (["b"], ["b"], ["a", "b"], "--exclude", "b"),
            (["a", "b"], ["a"], ["a"], "--shard", "b"),
        ] as [(Set<String>, Set<String>, Set<String>, String, String)])
    func `the filter that left nothing is named, with a stream that reached it`(
        include: Set<String>, exclude: Set<String>, shard: Set<String>, flag: String, example: String
    ) throws {
        let emptiness = try #require(
            selection(include: include, exclude: exclude, shard: shard).emptiness(of: ["b", "a"].map(stream)))
        #expect(emptiness.filter == flag && emptiness.example == stream(example) && emptiness.found == 2)
    }

    @Test func `if nothing was found no filter is blamed`() {
        let emptiness = selection(include: [], exclude: [], shard: []).emptiness(of: [])
        #expect(emptiness == EmptySelection(found: 0))
        #expect(emptiness?.description == "no stream is selected: none was found")
    }

    @Test func `the reason stays on one line`() {
        let emptiness = selection(include: [], exclude: [], shard: []).emptiness(of: [stream("a")])
        #expect(
            emptiness?.description == "no stream is selected: --include leaves none of 1, such as \(stream("a"))"
                + " (full name)")
    }
}
