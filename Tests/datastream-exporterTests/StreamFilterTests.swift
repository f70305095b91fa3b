import Datastream
import Testing

@testable import datastream_exporter

@Suite struct StreamFilterTests {
    private static func name(_ id: String) -> StreamName { StreamName(project: "p", location: "l", stream: id) }

    @Test(arguments: [
        ("", "", true), (".*/orders", "", true), ("orders", "", false), ("", ".*/ord.+", false),
        (".*", ".*orders", false), (".*/streams/o.*", ".*/other", true),
    ])
    func `a stream is chosen by its full name`(include: String, exclude: String, isChosen: Bool) throws {
        let filter = StreamFilter(
            include: include.isEmpty ? nil : try NamePattern(include),
            exclude: exclude.isEmpty ? nil : try NamePattern(exclude))
        for _ in 0..<2 { #expect(filter.selects(Self.name("orders")) == isChosen) }
    }

    @Test func `more names than are kept are answered all the same`() throws {
        let filter = StreamFilter(include: try NamePattern(".*[02468]"), exclude: nil)
        for number in 0...StreamFilter.limit + 1 {
            #expect(filter.selects(Self.name("s\(number)")) == number.isMultiple(of: 2))
        }
        #expect(filter.selects(Self.name("s0")))
    }
}
