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
        guard ResourceName.isID(text) else { throw ValueProblem("\(quoted(text)) is not an id") }
        return text
    }

    /// A project's ID or number; neither contains capital letters.
    static func projectID(_ text: String) throws(ValueProblem) -> String {
        guard !text.contains(where: \.isUppercase) else { throw ValueProblem("\(quoted(text)) is not an id") }
        return try resourceID(text)
    }

    static func urlPath(_ text: String) throws(ValueProblem) -> String {
        guard text.hasPrefix("/"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"?#%\"<>".utf8.contains($0) })
        else {
            throw ValueProblem("\(quoted(text)) is not a path such as /metrics")
        }
        guard !MetricsEndpoint.healthPaths.contains(text) else { throw ValueProblem("\(quoted(text)) is taken") }
        return text
    }

    static func accountEmail(_ text: String) throws(ValueProblem) -> String {
        guard ServiceAccountName.isName(text) else {
            throw ValueProblem("\(quoted(text)) is not a service account such as NAME@PROJECT.iam.gserviceaccount.com")
        }
        return text
    }

    static func universeDomain(_ text: String) throws(ValueProblem) -> Universe {
        guard let universe = Universe(text) else { throw ValueProblem("\(quoted(text)) is not a domain in lower case") }
        return universe
    }

    static func endpointURL(_ text: String) throws(ValueProblem) -> Endpoint {
        do throws(TransportError) { return try Endpoint(text) } catch { throw ValueProblem(error.message) }
    }

    static func streamName(_ text: String) throws(ValueProblem) -> StreamName {
        guard let name = StreamName(text) else {
            throw ValueProblem("\(quoted(text)) is not projects/PROJECT/locations/LOCATION/streams/STREAM")
        }
        return name
    }

    static func streamNameOrID(_ text: String) throws(ValueProblem) -> String {
        guard StreamName(text) != nil || ResourceName.isID(text) else {
            throw ValueProblem("\(quoted(text)) is neither a stream's resource name nor its id")
        }
        return text
    }

    /// An empty expression counts as none, just as an empty variable counts as unset.
    static func pattern(_ text: String) throws(ValueProblem) -> NamePattern? {
        text.isEmpty ? nil : try NamePattern(text)
    }

    static func shardChoice(_ text: String) throws(ValueProblem) -> ShardChoice {
        guard let choice = ShardChoice(text) else {
            throw ValueProblem("\(quoted(text)) is neither auto nor a whole number ≥ 0")
        }
        return choice
    }

    static func listenAddress(_ text: String) throws(ValueProblem) -> ListenAddress {
        if text.hasPrefix(ListenAddress.pathPrefix),
            !PlausiblePath.isPlausible(String(text.dropFirst(ListenAddress.pathPrefix.count)))
        {
            throw ValueProblem(PlausiblePath.mistake)
        }
        guard !SecretText.isLikely(text) else { throw ValueProblem("\(quoted(text)) is not an address such as :10155") }
        do throws(ListenAddressError) { return try ListenAddress(parsing: text) } catch {
            throw ValueProblem("\(quoted(text)) is not an address such as :10155 or 127.0.0.1:10155: \(error.reason)")
        }
    }

    static func extraFamily(_ text: String) throws(ValueProblem) -> [String] {
        switch text {
        case "none": return []
        case "all": return ObjectOptions.extraFamilies
        default:
            guard ObjectOptions.extraFamilies.contains(text) else {
                throw ValueProblem(notOne(text, of: ObjectOptions.extraFamilies))
            }
            return [text]
        }
    }

    static func seed(_ text: String) throws(ValueProblem) -> UInt64 {
        guard let seed = UInt64(text) else { throw ValueProblem("\(quoted(text)) is not a whole number ≥ 0") }
        return seed
    }

    static func speed(_ text: String) throws(ValueProblem) -> Double {
        let range = SimulatorConfiguration.speeds
        guard let speed = Double(text), range.contains(speed) else {
            throw ValueProblem("\(quoted(text)) is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return speed
    }

    /// At least 1: a backfill that takes as long as the previous one is not overdue.
    static func overdueFactor(_ text: String) throws(ValueProblem) -> Double {
        guard let factor = Double(text), (1...1_000_000).contains(factor) else {
            throw ValueProblem("\(quoted(text)) is not a number from 1 to 1000000")
        }
        return factor
    }

    static func fault(_ text: String) throws(ValueProblem) -> Fault {
        guard !SecretText.isLikely(text) else { throw ValueProblem("\(quoted(text)) is not a fault") }
        do throws(FaultError) { return try Fault(parsing: text) } catch { throw ValueProblem(error.description) }
    }
}
