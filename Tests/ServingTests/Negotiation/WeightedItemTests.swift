import Testing

@testable import Serving

@Suite struct WeightedItemTests {
    /// The items of a header, formatted as text.
    private func items(_ header: String?) -> [String] {
        WeightedItem.list(header).map { item in
            let parameters = item.parameters.sorted { $0.key < $1.key }.map { ";\($0.key)=\($0.value)" }
            return "\(item.value)\(parameters.joined()) \(item.weight)"
        }
    }

    @Test(arguments: [
        (nil, []), ("", []), (",, ,;q=1,\t", []),
        ("gzip", ["gzip 1.0"]), (" GZip \t", ["gzip 1.0"]), ("gzip,br;q=0.5", ["gzip 1.0", "br 0.5"]),
        ("a/b ; Version=1.0.0 ;\tCharset = UTF-8; Q = 0.3", ["a/b;charset=UTF-8;version=1.0.0 0.3"]),
        ("a/b;v=1;v=2;q=0.1;q=0.9", ["a/b;v=1 0.1"]),
        ("a/b;q=0.5;v=1", ["a/b;v=1 0.5"]),
        (#"a/b;v="1.0.0";q="0.5""#, ["a/b;v=1.0.0 0.5"]),
        (#"a/b;v="x,y;q=0",c/d"#, ["a/b;v=x,y;q=0 1.0", "c/d 1.0"]),
        (#"a/b;v="x\",\\",c/d"#, [#"a/b;v=x",\ 1.0"#, "c/d 1.0"]),
        (#"a/b;v="x\\",c/d"#, [#"a/b;v=x\ 1.0"#, "c/d 1.0"]),
        (#""a,b",c"#, [#""a,b" 1.0"#, "c 1.0"]),
        (#"a/b;v="no end,c/d"#, [#"a/b;v="no end,c/d 1.0"#]),
        (#"a/b;v="\"#, [#"a/b;v="\ 1.0"#]), (#"a/b;v=""#, [#"a/b;v=" 1.0"#]), (#"a/b;v="""#, ["a/b;v= 1.0"]),
        ("a/b;;flag;v=", ["a/b;v= 1.0"]), ("é\u{301}", ["é\u{301} 1.0"]),
    ])
    func `a header is a list of values with parameters`(header: String?, expected: [String]) {
        #expect(items(header) == expected)
    }

    @Test(arguments: [
        ("1", 1), ("0", 0), ("0.5", 0.5), ("0.50", 0.5), ("0.001", 0.001), ("0.0001", 0.0001), ("1.000", 1), ("1.", 1),
        ("0.", 0), (".5", 0.5), ("2", 1), ("99999999999999999999", 1), ("", 0), ("abc", 0), ("-1", 0), ("+1", 0),
        ("1e1", 0), ("inf", 0), ("nan", 0), ("0x1", 0), (".", 0), ("1.2.3", 0), ("0,5", 0), ("٣", 0),
    ])
    func `a weight is from 0 to 1, and 0 if it is invalid`(text: String, weight: Double) {
        #expect(WeightedItem.list("gzip;q=\(text)").first?.weight == weight)
    }

    @Test func `a long header is read to its end`() {
        let header = (0..<500).map { "a/\($0);q=0.\($0 % 10)" }.joined(separator: ", ")
        #expect(WeightedItem.list(header).count == 500)
    }
}
