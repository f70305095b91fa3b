internal import CommandLine
internal import Datastream
internal import DatastreamMetrics
internal import DatastreamSimulator
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling
internal import Serving

/// Readers of values whose types come from the layers below.
extension ValueReaders {
    static func resourceID(_ text: String) throws(ValueProblem) -> String {
        try require(ResourceName.isID(text), text, "is not an id")
        return text
    }

    /// A project's ID or number; neither contains capital letters.
    static func projectID(_ text: String) throws(ValueProblem) -> String {
        try require(!text.contains(where: \.isUppercase), text, "is not an id")
        return try resourceID(text)
    }

    static func urlPath(_ text: String) throws(ValueProblem) -> String {
        let isPlain = text.utf8.allSatisfy { $0.isVisibleASCII && !"?#%\"<>".utf8.contains($0) }
        try require(text.hasPrefix("/") && isPlain, text, "is not a path such as /metrics")
        try require(!MetricsEndpoint.healthPaths.contains(text), text, "is taken")
        return text
    }

    static func accountEmail(_ text: String) throws(ValueProblem) -> String {
        let isName = ServiceAccountName.isName(text)
        try require(isName, text, "is not a service account such as NAME@PROJECT.iam.gserviceaccount.com")
        return text
    }

    static func universeDomain(_ text: String) throws(ValueProblem) -> Universe {
        try require(Universe(text), text, "is not a domain in lower case")
    }

    static func endpointURL(_ text: String) throws(ValueProblem) -> Endpoint {
        do throws(TransportError) { return try Endpoint(text) } catch { throw ValueProblem(error.message) }
    }

    static func streamName(_ text: String) throws(ValueProblem) -> StreamName {
        try require(StreamName(text), text, "is not projects/PROJECT/locations/LOCATION/streams/STREAM")
    }

    static func streamNameOrID(_ text: String) throws(ValueProblem) -> String {
        let isEither = StreamName(text) != nil || ResourceName.isID(text)
        try require(isEither, text, "is neither a stream's resource name nor its id")
        return text
    }

    /// An empty expression counts as none, just as an empty variable counts as unset.
    static func pattern(_ text: String) throws(ValueProblem) -> NamePattern? {
        text.isEmpty ? nil : try NamePattern(text)
    }

    static func shardChoice(_ text: String) throws(ValueProblem) -> ShardChoice {
        try require(ShardChoice(text), text, "is neither auto nor a whole number ≥ 0")
    }

    static func listenAddress(_ text: String) throws(ValueProblem) -> ListenAddress {
        if text.hasPrefix(ListenAddress.pathPrefix),
            !PlausiblePath.isPlausible(String(text.dropFirst(ListenAddress.pathPrefix.count)))
        {
            throw ValueProblem(PlausiblePath.mistake)
        }
        try require(!SecretText.isLikely(text), text, "is not an address such as :10155")
        do throws(ListenAddressError) { return try ListenAddress(parsing: text) } catch {
            throw ValueProblem("\(quoted(text)) is not an address such as :10155 or 127.0.0.1:10155: \(error.reason)")
        }
    }

    static func extraFamily(_ text: String) throws(ValueProblem) -> [String] {
        switch text {
        case "none": return []
        case "all": return ObjectOptions.extraFamilies
        default:
            try require(ObjectOptions.extraFamilies.contains(text), text, notOne(of: ObjectOptions.extraFamilies))
            return [text]
        }
    }

    static func seed(_ text: String) throws(ValueProblem) -> UInt64 {
        try require(UInt64(text), text, "is not a whole number ≥ 0")
    }

    static func speed(_ text: String) throws(ValueProblem) -> Double {
        try number(text, in: SimulatorConfiguration.speeds)
    }

    /// At least 1: a backfill that takes as long as the previous one is not overdue.
    static func overdueFactor(_ text: String) throws(ValueProblem) -> Double {
        try number(text, in: 1...1_000_000)
    }

    private static func number(_ text: String, in range: ClosedRange<Double>) throws(ValueProblem) -> Double {
        let bounds = [range.lowerBound, range.upperBound].map { Int(exactly: $0).map(String.init) ?? "\($0)" }
        let number = Double(text).flatMap { range.contains($0) ? $0 : nil }
        return try require(number, text, "is not a number from \(bounds.joined(separator: " to "))")
    }

    static func fault(_ text: String) throws(ValueProblem) -> Fault {
        try require(!SecretText.isLikely(text), text, "is not a fault")
        do throws(FaultError) { return try Fault(parsing: text) } catch { throw ValueProblem(error.description) }
    }
}
