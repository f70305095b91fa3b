import Datastream
import Testing

@testable import datastream_exporter

@Suite struct StreamFilterTests {
    private static func name(_ id: String) -> StreamName { StreamName(project: "p", location: "l", stream: id) }

    @Test(arguments: [
        (".*/orders", true), ("orders", false), (".*/ord.+", true), (".*/streams/o.*", true), (".*/other", false),
    ])
    func `a stream is matched by its full name`(pattern: String, isMatched: Bool) throws {
        let filter = StreamFilter(try NamePattern(pattern))
        for _ in 0..<2 { #expect(filter.matches(Self.name("orders")) == isMatched) }
    }

    @Test func `names beyond the cache's limit are matched too`() throws {
        let filter = StreamFilter(try NamePattern(".*[02468]"))
        for number in 0...StreamFilter.limit + 1 {
            #expect(filter.matches(Self.name("s\(number)")) == number.isMultiple(of: 2))
        }
        #expect(filter.matches(Self.name("s0")))
    }
}
