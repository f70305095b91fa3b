import Serving
import Testing

@testable import DatastreamSimulator

struct ListingQueryTests {
    @Test(arguments: [
        ("0", 50), ("1", 1), ("50", 50), ("1000", 1_000), ("1001", 1_000), ("2147483647", 1_000),
    ])
    func `a page size is capped at a thousand`(text: String, size: Int) throws {
        #expect(try ListingQuery([QueryItem(name: "pageSize", value: text)]).pageSize == size)
    }

    @Test(arguments: [
        ("pageSize", "-1"), ("pageSize", "many"), ("pageSize", ""), ("pageSize", "2147483648"), ("alt", "proto"),
        ("$alt", "media;enum-encoding=int"),
    ])
    func `a meaningless query is an invalid argument`(name: String, value: String) {
        #expect { try ListingQuery([QueryItem(name: name, value: value)]) } throws: {
            ($0 as? APIFailure)?.status == "INVALID_ARGUMENT"
        }
    }

    @Test func `the default is a page of fifty, indented, with enum names`() throws {
        let query = try ListingQuery([])
        #expect(query.pageSize == 50 && query.pageToken.isEmpty && query.isPretty && query.enums == .names)
    }

    @Test func `the format of the answer can be chosen, and Google's other parameters change nothing`() throws {
        let items = [
            ("$alt", "json;enum-encoding=int"), ("prettyPrint", "false"), ("fields", "nextPageToken"),
            ("$.xgafv", "2"), ("key", "k"), ("quotaUser", "q"), ("alt", "json"), ("filter", "x"), ("orderBy", "name"),
        ]
        let query = try ListingQuery(items.map { QueryItem(name: $0, value: $1) })
        #expect(query.enums == .numbers && !query.isPretty && query.pageSize == 50)
    }
}
