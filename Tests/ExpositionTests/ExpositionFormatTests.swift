import Exposition
import Testing

struct ExpositionFormatTests {
    @Test(arguments: [
        (ExpositionFormat.text, "text/plain; version=0.0.4; charset=utf-8"),
        (.openMetrics, "application/openmetrics-text; version=1.0.0; charset=utf-8"),
    ])
    func `each format has the content type that Prometheus expects`(format: ExpositionFormat, type: String) {
        #expect(format.contentType == type)
    }
}
