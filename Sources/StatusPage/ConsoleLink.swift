internal import Datastream
internal import Notation

/// The link to a stream in Google's console.
enum ConsoleLink {
    /// The address of the stream's page.
    static func url(of name: StreamName) -> String {
        "https://console.cloud.google.com/datastream/streams/locations/\(PercentEncoding.encoded(name.location))/instances/"
            + "\(PercentEncoding.encoded(name.stream))?project=\(PercentEncoding.encoded(name.project))"
    }
}
