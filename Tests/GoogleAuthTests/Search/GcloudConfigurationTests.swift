import Foundation
import TestSupport
import Testing

@testable import GoogleAuth

@Suite struct GcloudConfigurationTests {
    @Test(
        arguments: [
            ("[core]\nproject = p\n", "p"), ("[core]\naccount=a\nproject=p", "p"),
            ("[compute]\nproject=x\n[core]\n", nil),
            ("[core]\nproject =\n", nil), ("project = p\n", nil), ("", nil), ("[core]\r\nproject = p\r\n", "p"),
        ] as [(String, String?)])
    func `the project is read from the section core`(settings: String, project: String?) {
        #expect(GcloudConfiguration.project(in: settings) == project)
    }

    private func configuration(_ variables: [String: String]) -> GcloudConfiguration {
        GcloudConfiguration(environment: Outside(variables).environment)
    }

    @Test func `the folder is the configured one, or else in the home folder`() {
        #expect(
            configuration(["HOME": "/home/u"]).credentialsPath
                == "/home/u/.config/gcloud/application_default_credentials.json")
        #expect(configuration(["HOME": "/home/u", "CLOUDSDK_CONFIG": "/g"]).folder == "/g")
        #expect(configuration([:]).credentialsPath == nil)
    }

    @Test func `the project is that of the active configuration`() throws {
        let folder = try Folder()
        try folder.write("[core]\nproject = one\n".utf8, to: "configurations/config_default")
        try folder.write("[core]\nproject = two\n".utf8, to: "configurations/config_work")
        let own = ["CLOUDSDK_CONFIG": folder.url.path]
        #expect(configuration(own).project == "one")
        try folder.write("work\n".utf8, to: "active_config")
        #expect(configuration(own).project == "two")
        #expect(configuration(own.merging(["CLOUDSDK_ACTIVE_CONFIG_NAME": "default"]) { $1 }).project == "one")
        #expect(configuration(own.merging(["CLOUDSDK_CORE_PROJECT": "three"]) { $1 }).project == "three")
        #expect(configuration(own.merging(["CLOUDSDK_ACTIVE_CONFIG_NAME": "../x"]) { $1 }).project == nil)
    }
}
