import Exposition
import Testing

struct ExpositionFormatTests {
    @Test(arguments: [
        (ExpositionFormat.text, "text/plain; version=0.0.4; charset=utf-8"),
        (.openMetrics, "application/openmetrics-text; version=1.0.0; charset=utf-8"),
    ])
    func `a format has the content type by which Prometheus knows it`(format: ExpositionFormat, type: String) {
        #expect(format.contentType == type)
    }
}
