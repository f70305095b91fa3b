import CommandLine
import Notation
import Testing

@testable import datastream_exporter

@Suite struct FlagValuesProjectsTests {
    private func projects(_ arguments: [String], _ environment: [String: String]) throws -> [String] {
        try FlagValues(arguments, flags: Command.objectsGet.flags, environment: environment).projects(environment)
    }

    @Test(arguments: ["GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT"])
    func `a variable without a valid project is refused, and not shown if it may be a secret`(variable: String) {
        let key = #"{"private_key":"-----BEGIN PRIVATE KEY-----"}"#
        for (value, shown) in [(key, SecretText.placeholder), ("a b", "\"a b\"")] {
            #expect(throws: CommandFailure.usage("\(variable): \(shown) is not an id")) {
                try projects([], [variable: value])
            }
        }
    }

    @Test func `flags win over the variables of Google's tools`() throws {
        let environment = ["GOOGLE_CLOUD_PROJECT": "e", "GCLOUD_PROJECT": "f"]
        #expect(try projects(["--google.project-ids=p"], environment) == ["p"])
        #expect(try projects([], environment) == ["e"])
        #expect(try projects([], ["GCLOUD_PROJECT": "f"]) == ["f"])
        #expect(try projects([], [:]) == [])
    }
}
