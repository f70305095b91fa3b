internal import Datastream
internal import DatastreamMetrics
internal import DatastreamSimulator
internal import GoogleAuth
internal import HTTPTransport
internal import Notation
internal import Polling
internal import Serving

/// How the values of flags are read: from text to a value, or to why it cannot be one.
enum ValueReaders {
    static let resourceID: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
        guard ResourceName.isID(text) else { throw ValueProblem("\(quoted(text)) is not an id") }
        return text
    }

    static let path: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
        guard !text.isEmpty else { throw ValueProblem("\(quoted(text)) is not a path") }
        guard PlausiblePath.isPlausible(text) else { throw ValueProblem(PlausiblePath.mistake) }
        return text
    }

    static let urlPath: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
        guard text.hasPrefix("/"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"?#%\"<>".utf8.contains($0) })
        else {
            throw ValueProblem("\(quoted(text)) is not a path such as /metrics")
        }
        guard !MetricsEndpoint.healthPaths.contains(text) else { throw ValueProblem("\(quoted(text)) is taken") }
        return text
    }

    static let accountEmail: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
        guard ServiceAccountName.isName(text) else {
            throw ValueProblem("\(quoted(text)) is not a service account such as NAME@PROJECT.iam.gserviceaccount.com")
        }
        return text
    }

    static let universeDomain: @Sendable (String) throws(ValueProblem) -> Universe = { text throws(ValueProblem) in
        guard let universe = Universe(text) else { throw ValueProblem("\(quoted(text)) is not a domain in lower case") }
        return universe
    }

    static let endpointURL: @Sendable (String) throws(ValueProblem) -> Endpoint = { text throws(ValueProblem) in
        do throws(TransportError) { return try Endpoint(text) } catch { throw ValueProblem(error.message) }
    }

    static let streamName: @Sendable (String) throws(ValueProblem) -> StreamName = { text throws(ValueProblem) in
        guard let name = StreamName(text) else {
            throw ValueProblem("\(quoted(text)) is not projects/PROJECT/locations/LOCATION/streams/STREAM")
        }
        return name
    }

    static let streamNameOrID: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
        guard StreamName(text) != nil || ResourceName.isID(text) else {
            throw ValueProblem("\(quoted(text)) is neither a stream's resource name nor its id")
        }
        return text
    }

    static let text: @Sendable (String) throws(ValueProblem) -> String = { text throws(ValueProblem) in
        guard !text.isEmpty else { throw ValueProblem("is empty") }
        return text
    }

    /// An empty expression is no expression, as an empty variable is an unset one.
    static let pattern: @Sendable (String) throws(ValueProblem) -> NamePattern? = { text throws(ValueProblem) in
        text.isEmpty ? nil : try NamePattern(text)
    }

    static let count: @Sendable (String) throws(ValueProblem) -> Int = { text throws(ValueProblem) in
        guard let count = Int(text), count >= 0, !text.hasPrefix("+") else {
            throw ValueProblem("\(quoted(text)) is not a whole number ≥ 0")
        }
        return count
    }

    static let positiveCount: @Sendable (String) throws(ValueProblem) -> Int = { text throws(ValueProblem) in
        guard let count = Int(text), count > 0, !text.hasPrefix("+") else {
            throw ValueProblem("\(quoted(text)) is not a whole number ≥ 1")
        }
        return count
    }

    static let concurrency: @Sendable (String) throws(ValueProblem) -> Int = { text throws(ValueProblem) in
        let count = try positiveCount(text)
        guard count <= 100 else { throw ValueProblem("must be at most 100") }
        return count
    }

    static let duration: @Sendable (String) throws(ValueProblem) -> Duration = { text throws(ValueProblem) in
        guard let duration = PrometheusDuration.parse(text) else {
            throw ValueProblem("\(quoted(text)) is not a duration such as 30s or 1h30m")
        }
        guard duration > .zero else { throw ValueProblem("must be above 0") }
        return duration
    }

    static let shardChoice: @Sendable (String) throws(ValueProblem) -> ShardChoice = { text throws(ValueProblem) in
        guard let choice = ShardChoice(text) else {
            throw ValueProblem("\(quoted(text)) is neither auto nor a whole number ≥ 0")
        }
        return choice
    }

    static let listenAddress: @Sendable (String) throws(ValueProblem) -> ListenAddress = { text throws(ValueProblem) in
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

    static let extraFamily: @Sendable (String) throws(ValueProblem) -> [String] = { text throws(ValueProblem) in
        switch text {
        case "none": return []
        case "all": return ObjectOptions.extraFamilies
        default:
            guard ObjectOptions.extraFamilies.contains(text) else {
                throw ValueProblem(
                    "\(quoted(text)) is not one of \(ObjectOptions.extraFamilies.joined(separator: ", "))")
            }
            return [text]
        }
    }

    static let seed: @Sendable (String) throws(ValueProblem) -> UInt64 = { text throws(ValueProblem) in
        guard let seed = UInt64(text) else { throw ValueProblem("\(quoted(text)) is not a whole number ≥ 0") }
        return seed
    }

    static let speed: @Sendable (String) throws(ValueProblem) -> Double = { text throws(ValueProblem) in
        let range = SimulatorConfiguration.speeds
        guard let speed = Double(text), range.contains(speed) else {
            throw ValueProblem("\(quoted(text)) is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return speed
    }

    static let fault: @Sendable (String) throws(ValueProblem) -> Fault = { text throws(ValueProblem) in
        guard !SecretText.isLikely(text) else { throw ValueProblem("\(quoted(text)) is not a fault") }
        do throws(FaultError) { return try Fault(parsing: text) } catch { throw ValueProblem(error.description) }
    }

    static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
        _: Choice.Type
    ) -> @Sendable (String) throws(ValueProblem) -> Choice {
        { text throws(ValueProblem) in
            guard let choice = Choice(rawValue: text) else {
                throw ValueProblem(
                    "\(quoted(text)) is not one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return choice
        }
    }
}
