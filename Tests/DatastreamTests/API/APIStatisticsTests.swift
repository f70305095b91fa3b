import Testing

@testable import Datastream

struct APIStatisticsTests {
    @Test func `an answer counts its request, bytes and time`() {
        var statistics = APIStatistics()
        statistics.count(method: "objects.list", status: 200, bytes: 700, duration: .milliseconds(70), throttled: false)
        statistics.count(method: "objects.list", status: 200, bytes: 300, duration: .seconds(3), throttled: false)
        statistics.count(method: "objects.list", status: 429, bytes: 20, duration: .milliseconds(10), throttled: true)
        statistics.count(method: "streams.list", status: nil, bytes: 0, duration: .seconds(60), throttled: false)
        #expect(
            statistics.requests == [
                .init(method: "objects.list", code: "200"): 2, .init(method: "objects.list", code: "429"): 1,
                .init(method: "streams.list", code: "000"): 1,
            ])
        #expect(statistics.responseBytes == ["objects.list": 1_020, "streams.list": 0])
        #expect(statistics.throttled == ["objects.list": 1, "streams.list": 0])
        #expect(statistics.durations["objects.list"]?.counts == [1, 1, 0, 0, 0, 0, 1, 0, 0, 0])
        #expect(statistics.durations["streams.list"]?.counts.last == 1)
        #expect(statistics.pages == [:])
        #expect(statistics.retries == [:])
    }

    @Test(arguments: [(0, "000"), (7, "007"), (99, "099"), (200, "200"), (1_000, "999"), (-5, "000"), (Int.min, "000")])
    func `a status code has three digits`(status: Int, code: String) {
        var statistics = APIStatistics()
        statistics.count(method: "m", status: status, bytes: 0, duration: .zero, throttled: false)
        #expect(statistics.requests == [.init(method: "m", code: code): 1])
    }

    @Test func `retries, pages and notes are counted`() {
        var statistics = APIStatistics()
        statistics.countRetry(method: "objects.list", reason: "503")
        statistics.countRetry(method: "objects.list", reason: "503")
        statistics.countRetry(method: "objects.list", reason: "timeout")
        statistics.countPage(method: "objects.list")
        var notes = DecodingNotes()
        notes.rejectedValues = ["Error.errorTime": 2]
        statistics.add(notes)
        statistics.add(notes)
        #expect(
            statistics.retries == [
                .init(method: "objects.list", reason: "503"): 2, .init(method: "objects.list", reason: "timeout"): 1,
            ])
        #expect(statistics.pages == ["objects.list": 1])
        #expect(statistics.notes.rejectedValues == ["Error.errorTime": 4])
    }

    @Test func `a restored histogram goes on, and a full bucket stops`() throws {
        var histogram = try #require(Histogram(bounds: [1, 2], counts: [1, .max, 3], sum: 9))
        histogram.observe(1.5)
        #expect(histogram.counts == [1, .max, 3])
        histogram.observe(3)
        #expect(histogram.counts == [1, .max, 4])
        #expect(histogram.sum == 13.5)
    }

    @Test(arguments: [([1, 2], 0), ([1, 2, 3, 4], 0), ([1, -1, 0], 0), ([0, 0, 0], .nan), ([0, 0, 0], .infinity)])
    func `an inconsistent histogram is refused`(counts: [Int], sum: Double) {
        #expect(Histogram(bounds: [1, 2], counts: counts, sum: sum) == nil)
    }

    @Test(
        arguments: [
            (-1, [1, 0, 0]), (0, [1, 0, 0]), (1, [1, 0, 0]), (1.000001, [0, 1, 0]), (2, [0, 1, 0]), (3, [0, 0, 1]),
            (.infinity, [0, 0, 1]), (.nan, [0, 0, 1]),
        ] as [(Double, [Int])])
    func `an observation falls into the first bucket that holds it`(value: Double, counts: [Int]) {
        var histogram = Histogram(bounds: [1, 2])
        histogram.observe(value)
        #expect(histogram.counts == counts)
    }

    @Test func `a histogram knows its sum`() {
        var histogram = Histogram(bounds: [1])
        #expect(histogram.counts == [0, 0])
        histogram.observe(0.25)
        histogram.observe(4)
        #expect(histogram.sum == 4.25)
        #expect(histogram.counts == [1, 1])
    }

    @Test(arguments: [(Duration.milliseconds(1_500), 1.5), (.seconds(-2), -2), (.nanoseconds(1), 1e-9), (.zero, 0)])
    func `a duration is recorded in seconds`(duration: Duration, seconds: Double) {
        #expect(duration.seconds == seconds)
    }
}
