import Testing

struct ScrapeTextTests {
    private static let head = "# HELP a_total h\n# TYPE a_total counter\n"

    @Test(arguments: [
        "a_total 1\na_total 2\n", "a_total{x=\"1\"} 1\na_total{x=\"1\"} 1\n",
        "a_total{x=\"1\",y=\"2\"} 1\na_total{y=\"2\",x=\"1\"} 1\n",
        "b_total 1\n", "a_total_bucket 1\n", "a_total{x=\"1\",x=\"2\"} 1\n", "a_total 1 1795428000\n", "a_total x\n",
        "a_total  1\n",
        "a_total{x=\"a\"b\"} 1\n", "a_total{x=\"\\t\"} 1\n", "a_total{x=\"\0\"} 1\n", "a_total{} 1\n", "a_total 1",
        "\n",
        "# HELP a_total h\n", "# TYPE a_total counter\n", "# TYPE b_total counter\n", "# a comment\n",
    ])
    func `what breaks a promise is seen`(lines: String) {
        #expect(!ScrapeText(Array((Self.head + lines).utf8)).problems.isEmpty)
    }

    @Test(arguments: [
        "", "a_total 1\n", "a_total{x=\"a\\\"b\\\\c\\nd\"} +Inf\na_total{x=\"a\"} NaN\n",
        "a_total{x=\"\u{E9}\"} 1\na_total{x=\"e\u{301}\"} 1\n",
    ])
    func `what keeps them is read`(lines: String) {
        #expect(ScrapeText(Array((Self.head + lines).utf8)).problems == [])
    }
}
