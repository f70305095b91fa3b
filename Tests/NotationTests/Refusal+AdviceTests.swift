import Testing

@testable import Notation

@Suite struct RefusalAdviceTests {
    private func refusal(
        _ status: Int, _ reason: String = "", _ metadata: [String: String] = [:], message: String = "",
        violations: [String] = []
    ) -> Refusal {
        var refusal = Refusal(httpStatus: status)
        refusal.reason = reason
        refusal.metadata = metadata
        refusal.message = message
        refusal.violations = violations
        return refusal
    }

    private let request = RefusedRequest(project: "shop", quotaProject: nil, permission: "datastream.objects.list")

    @Test func `a disabled API must be enabled in the project that the request counted for`() {
        func advice(
            _ consumer: String?, message: String = "", quota: String? = nil, reason: String = "SERVICE_DISABLED"
        ) -> String? {
            refusal(403, reason, consumer.map { ["consumer": $0] } ?? [:], message: message).advice(
                on: RefusedRequest(project: "shop", quotaProject: quota, permission: "p"))
        }
        let enable = "enable it at https://console.cloud.google.com/apis/library/datastream.googleapis.com?project="
        let own = "the Datastream API is disabled in the project shop: \(enable)shop"
        #expect(advice("projects/shop") == own)
        #expect(advice(nil) == own)
        #expect(
            advice("projects/billing", quota: "billing")
                == "the Datastream API is disabled in the project billing, the quota project, for which requests count, not shop: "
                + "\(enable)billing, or name another with --google.quota-project")
        #expect(
            advice("projects/123")?.contains(
                "123, the quota project, for which requests count, unless that is the number of shop") == true)
        #expect(advice("projects/a b") == own)
        let old =
            "Datastream API has not been used in project 7 before. Enable it at https://x/overview?project=7 then retry."
        #expect(advice(nil, message: old, reason: "")?.contains("\(enable)7") == true)
    }

    @Test(
        arguments: [
            (
                "USER_PROJECT_DENIED", ["consumer": "projects/pays"],
                "is not allowed to use the quota project pays: grant it serviceusage.services.use"
            ),
            ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", [:], "scope cloud-platform"),
            (
                "BILLING_DISABLED", ["consumer": "projects/pays"],
                "billing is disabled for the project pays: link a billing account at"
            ),
            (
                "CONSUMER_INVALID", ["consumer": "projects/gone"],
                "the project gone, for which the request counts, does not exist"
            ),
            (
                "SECURITY_POLICY_VIOLATED", ["uid": "u-1_x"],
                "VPC Service Controls perimeter blocks the caller: ask its administrators and give them the unique id u-1_x"
            ),
            ("ORG_RESTRICTION_VIOLATION", [:], "a policy of the organisation forbids it"),
            (
                "RESOURCE_USAGE_RESTRICTION_VIOLATED", ["x": "constraints/gcp.restrictServiceUsage"],
                "the organisation, constraints/gcp.restrictServiceUsage, forbids"
            ),
            ("RATE_LIMIT_EXCEEDED", ["consumer": "projects/7"], "the quota of the project 7 is used up"),
            (
                "IAM_PERMISSION_DENIED", ["permission": "datastream.streams.get"],
                "the caller lacks datastream.streams.get, which roles/datastream.viewer has"
            ),
            (
                "IAM_PERMISSION_DENIED", [:],
                "the caller lacks datastream.objects.list, which roles/datastream.viewer has"
            ),
        ] as [(String, [String: String], String)])
    func `each reason has its own advice`(reason: String, metadata: [String: String], text: String) {
        let advice = refusal(403, reason, metadata).advice(on: request)
        #expect(advice?.contains(text) == true, "\(advice ?? "")")
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is said not to be followed`(status: Int) {
        #expect(Refusal(httpStatus: status).advice(on: request) == "redirects are not followed")
    }

    @Test(arguments: [
        (
            "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: abc-1",
            "the unique id abc-1"
        ),
        ("Constraint constraints/gcp.resourceLocations violated for x", "constraints/gcp.resourceLocations"),
        ("Request had insufficient authentication scopes.", "scope cloud-platform"),
        (
            "Permission 'datastream.objects.startBackfillJob' denied on 'x'",
            "startBackfillJob, which roles/datastream.admin has"
        ),
        (
            "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
            "roles/iam.serviceAccountTokenCreator"
        ),
        ("The caller does not have permission", "lacks datastream.objects.list, which roles/datastream.viewer has"),
    ])
    func `without a reason the message is read`(message: String, text: String) {
        let advice = refusal(403, message: message).advice(on: request)
        #expect(advice?.contains(text) == true, "\(advice ?? "")")
    }

    @Test func `a perimeter's id is found in a violation`() {
        let refusal = refusal(403, violations: ["VPC_SERVICE_CONTROLS projects/1 abc_2"])
        #expect(refusal.advice(on: request)?.hasSuffix("the unique id abc_2") == true)
        #expect(refusal.missingPermission(for: request) == nil)
    }

    @Test func `an unknown reason gives Google's message without advice`() {
        var refusal = refusal(403, "NEW_REASON", message: "It is so.")
        refusal.status = "PERMISSION_DENIED"
        #expect(
            refusal.explanation(of: request, alwaysQuoting: false) == "HTTP 403 PERMISSION_DENIED NEW_REASON: It is so."
        )
        #expect(refusal.missingPermission(for: request) == nil)
        refusal.links = ["javascript:x", "https://cloud.google.com/help"]
        #expect(
            refusal.explanation(of: request, alwaysQuoting: false).hasSuffix(
                ": It is so; see https://cloud.google.com/help"))
    }

    @Test func `the server's message follows the advice on request`() {
        let refusal = refusal(403, message: "No.", violations: ["A b"])
        let cure = "; the caller lacks datastream.objects.list, which roles/datastream.viewer has"
        #expect(refusal.explanation(of: request, alwaysQuoting: true) == "HTTP 403: No. (A b)\(cure)")
        #expect(refusal.explanation(of: request, alwaysQuoting: false) == "HTTP 403\(cure)")
    }

    @Test func `impersonation needs its role`() {
        let request = RefusedRequest(impersonationWithQuotaProject: nil)
        let lacking =
            "HTTP 403; the caller lacks iam.serviceAccounts.getAccessToken, which roles/iam.serviceAccountTokenCreator has"
        #expect(refusal(403).explanation(of: request, alwaysQuoting: false) == lacking)
        let disabled = refusal(403, "SERVICE_DISABLED", ["consumer": "projects/7"]).advice(on: request)
        #expect(disabled?.contains("the IAM Service Account Credentials API is disabled in the project 7") == true)
        #expect(disabled?.contains("library/iamcredentials.googleapis.com?project=7") == true)
    }

    @Test func `the server's message is bounded and safe for a terminal`() {
        let text = refusal(400, message: "\u{1B}]0;\u{202E}" + String(repeating: "x", count: 5_000)).explanation(
            of: request, alwaysQuoting: false)
        #expect(text.hasPrefix(#"HTTP 400: \u001b]0;\u202exxx"#) && text.utf8.count < 600)
    }

    @Test(arguments: [(429, ""), (403, "rateLimitExceeded"), (500, ""), (400, "")])
    func `no missing permission is reported for other failures`(status: Int, reason: String) {
        #expect(refusal(status, reason).missingPermission(for: request) == nil)
        #expect(refusal(status, reason).advice(on: request) == nil)
    }
}
