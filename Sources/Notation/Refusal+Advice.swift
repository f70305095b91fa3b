/// Turns an API's refusal into a message and advice. No other code does this.
extension Refusal {
    /// How much of the server's message is shown, in bytes.
    private static let maximumWords = 500

    /// What is wrong and what to do about it, in one line.
    ///
    /// - Parameters:
    ///   - request: the request that was refused.
    ///   - alwaysQuoting: whether to show the server's message even if there is advice. Otherwise the message is then
    ///     left out, since it is free text and may contain anything.
    /// - Returns: the line, without a line end.
    package func explanation(of request: RefusedRequest, alwaysQuoting: Bool) -> String {
        let advice = advice(on: request)
        var text = summary
        if advice == nil || alwaysQuoting, !words.isEmpty { text += ": \(words)" }
        guard let next = advice ?? unknownLink.map({ "see \($0)" }) else { return text }
        while text.hasSuffix(".") { text.removeLast() }
        return "\(text); \(next)"
    }

    /// The server's message about the refusal, limited in length and on one line.
    private var words: String {
        var words = message
        for violation in violations where !message.contains(violation) {
            words += words.isEmpty ? violation : " (\(violation))"
        }
        return VisibleText.escaped(Self.cut(words))
    }

    /// The permission that the caller lacks, as far as the answer shows; nil if the cause is something else.
    package func missingPermission(for request: RefusedRequest) -> String? {
        guard httpStatus == 403, !isRateLimit, cause.isEmpty || cause == "IAM_PERMISSION_DENIED" else { return nil }
        return namedPermission ?? request.permission
    }

    /// What to do; nil if there is no known advice.
    package func advice(on request: RefusedRequest) -> String? {
        if let cure = Self.cures[cause] { return cure(self, request) }
        if let permission = missingPermission(for: request) { return Self.lacking(permission) }
        // The cause of an unknown reason is unknown too, so there is no advice.
        guard cause.isEmpty else { return nil }
        return switch httpStatus {
        case 301, 302, 303, 307, 308: "redirects are not followed"
        case 401: "there is no access token, or it was rejected twice"
        case 404: "check the name"
        default: nil
        }
    }

    /// Google's own page about a reason that is unknown here.
    private var unknownLink: String? {
        cause.isEmpty ? nil : links.first { $0.hasPrefix("https://") && Self.isWord($0) }
    }

    /// The reason, or its equivalent in older answers without one.
    private var cause: String {
        if !reason.isEmpty { return reason }
        if violations.contains(where: { $0.hasPrefix("VPC_SERVICE_CONTROLS") }) { return "SECURITY_POLICY_VIOLATED" }
        return Self.telltales.first { message.contains($0.words) }?.reason ?? ""
    }

    private static let telltales = [
        (words: "API has not been used in", reason: "SERVICE_DISABLED"),
        (words: "insufficient authentication scopes", reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
        (words: "vpcServiceControlsUniqueIdentifier", reason: "SECURITY_POLICY_VIOLATED"),
        (words: "prohibited by organization's policy", reason: "SECURITY_POLICY_VIOLATED"),
        (words: "requires billing to be enabled", reason: "BILLING_DISABLED"),
        (words: "constraints/", reason: "ORG_POLICY_VIOLATED"),
    ]

    // MARK: - Cures

    private static let cures: [String: @Sendable (Refusal, RefusedRequest) -> String] = [
        "SERVICE_DISABLED": { $0.disabledAPI($1) },
        "USER_PROJECT_DENIED": { refusal, request in
            let project = refusal.consumer ?? request.quotaProject
            return "the caller is not allowed to use the quota project\(project.map { " \($0)" } ?? ""): grant it "
                + "serviceusage.services.use there, which roles/serviceusage.serviceUsageConsumer has, or name another project "
                + "with --google.quota-project"
        },
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT": { _, _ in
            "the token lacks the scope cloud-platform: set the machine's access scopes, or log in again"
        },
        "BILLING_DISABLED": { refusal, request in
            let project = refusal.consumer ?? request.project ?? ""
            return "billing is disabled for the project \(project): link a billing account at "
                + "https://console.cloud.google.com/billing/linkedaccount?project=\(project)"
        },
        "CONSUMER_INVALID": { refusal, request in
            "the project \(refusal.consumer ?? request.quotaProject ?? request.project ?? ""), for which the request counts, does "
                + "not exist or was deleted: check --google.project-ids and the quota project"
        },
        "CONSUMER_SUSPENDED": { refusal, request in
            "Google has suspended the project \(refusal.consumer ?? request.project ?? ""): see its page in the Cloud console"
        },
        "RESOURCE_PROJECT_INVALID": { _, request in
            "the project \(request.project ?? "") does not exist or was deleted: check --google.project-ids"
        },
        "SECURITY_POLICY_VIOLATED": { refusal, _ in
            let id = refusal.perimeterID.map { " and give them the unique id \($0)" } ?? ""
            return "a VPC Service Controls perimeter blocks the caller: ask its administrators\(id)"
        },
        "ORG_POLICY_VIOLATED": { refusal, _ in refusal.brokenPolicy },
        "ORG_RESTRICTION_VIOLATION": { refusal, _ in refusal.brokenPolicy },
        "RESOURCE_USAGE_RESTRICTION_VIOLATED": { refusal, _ in refusal.brokenPolicy },
        "LOCATION_ORG_POLICY_VIOLATED": { refusal, _ in refusal.brokenPolicy },
        "LOCATION_POLICY_VIOLATED": { refusal, _ in refusal.brokenPolicy },
        "CUSTOM_ORG_POLICY_VIOLATION": { refusal, _ in refusal.brokenPolicy },
        "ACCESS_TOKEN_EXPIRED": { _, _ in "the access token has expired: renew it, and check this machine's clock" },
        "ACCESS_TOKEN_TYPE_UNSUPPORTED": { _, _ in
            "the token is not an OAuth 2.0 access token, the only kind that the API accepts"
        },
        "CREDENTIALS_MISSING": { _, _ in "no access token was sent: the API needs credentials" },
        "ACCOUNT_STATE_INVALID": { _, _ in "the caller's account is disabled or was deleted" },
        "RATE_LIMIT_EXCEEDED": { refusal, request in
            let project =
                (refusal.consumer ?? request.quotaProject ?? request.project).map { " of the project \($0)" } ?? ""
            return
                "the quota\(project) is used up for now: lower --datastream.max-requests-per-minute, or ask Google for more"
        },
    ]

    private func disabledAPI(_ request: RefusedRequest) -> String {
        let api = request.api
        let consumer = consumer ?? messageProject
        let place = consumer ?? request.quotaProject ?? request.project ?? ""
        let enable = "enable it at https://console.cloud.google.com/apis/library/\(api.service)?project=\(place)"
        guard let consumer, consumer != request.project else {
            return "the \(api.title) is disabled in the project \(place): \(enable)"
        }
        // Google identifies projects by number here, and a number cannot be compared with an ID.
        let own =
            request.project.map { consumer.isDigits ? ", unless that is the number of \($0)" : ", not \($0)" } ?? ""
        return
            "the \(api.title) is disabled in the project \(consumer), the quota project, for which requests count\(own): "
            + "\(enable), or name another with --google.quota-project"
    }

    private static func lacking(_ permission: String) -> String {
        let role = role(with: permission).map { ", which \($0) has" } ?? ""
        return "the caller lacks \(permission)\(role)"
    }

    /// The smallest predefined role with a permission; nil if none is known.
    private static func role(with permission: String) -> String? {
        let parts = permission.split(separator: ".").map(String.init)
        guard parts.count == 3 else { return nil }
        switch (parts[0], parts[1]) {
        case ("datastream", _):
            let reads = ["get", "list", "lookup", "fetchErrors"].contains(parts[2])
            return reads ? "roles/datastream.viewer" : "roles/datastream.admin"
        case ("iam", "serviceAccounts"):
            let creates = ["getAccessToken", "getOpenIdToken", "implicitDelegation", "signBlob", "signJwt"].contains(
                parts[2])
            return creates ? "roles/iam.serviceAccountTokenCreator" : nil
        case ("serviceusage", "services"): return parts[2] == "use" ? "roles/serviceusage.serviceUsageConsumer" : nil
        default: return nil
        }
    }

    // MARK: - What an answer names

    /// The ID or number of the project that the request counted against.
    private var consumer: String? {
        guard let name = metadata["consumer"] else { return nil }
        let prefix = ["projects/", "project_number:", "project:"].first(where: name.hasPrefix) ?? ""
        let project = String(name.dropFirst(prefix.count))
        return project.utf8.count <= 100 && Self.isWord(project) ? project : nil
    }

    /// The project in the link of older answers about a disabled API.
    private var messageProject: String? {
        guard let start = message.firstRange(of: "overview?project=")?.upperBound else { return nil }
        let project = message[start...].prefix { $0.isASCIIAlphanumeric || "-.:".contains($0) }
        return (1...100).contains(project.count) ? String(project) : nil
    }

    /// The permission that the answer names.
    private var namedPermission: String? {
        if let permission = metadata["permission"], Self.isPermission(permission[...]) { return permission }
        guard message.contains("ermission") else { return nil }
        let words = message.split { !($0.isASCIIAlphanumeric || "._".contains($0)) }
        return words.first(where: Self.isPermission).map(String.init)
    }

    private static func isPermission(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && word.utf8.count <= 100 && !word.contains("google") && parts[2] != "com"
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCIIAlphanumeric || $0 == "_" } }
    }

    /// The ID by which a perimeter's administrators can find the event.
    private var perimeterID: String? {
        let named = metadata["uid"] ?? metadata["vpcServiceControlsUniqueIdentifier"]
        if let named, Self.isWord(named) { return named }
        let mark = "vpcServiceControlsUniqueIdentifier"
        for text in [message] + violations {
            guard let end = text.firstRange(of: mark)?.upperBound else { continue }
            let id = text[end...].drop { ":= ".contains($0) }.prefix { $0.isASCIIAlphanumeric || "-_".contains($0) }
            if !id.isEmpty { return String(id.prefix(200)) }
        }
        let violation = violations.first { $0.hasPrefix("VPC_SERVICE_CONTROLS") }?.split(separator: " ").last.map(
            String.init)
        return violation.flatMap { $0 != "VPC_SERVICE_CONTROLS" && Self.isWord($0) ? $0 : nil }
    }

    private var brokenPolicy: String {
        let mark = "constraints/"
        let named = ([message] + violations + metadata.values.sorted()).lazy.compactMap { text -> String? in
            guard let start = text.firstRange(of: mark)?.lowerBound else { return nil }
            return String(text[start...].prefix { $0.isASCIIAlphanumeric || "-_./".contains($0) }.prefix(200))
        }.first
        return
            "a policy of the organisation\(named.map { ", \($0)," } ?? "") forbids it: ask its administrators"
    }

    /// Whether a text from the server is safe to use in one of our sentences.
    private static func isWord(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"'`<>\\".utf8.contains($0) }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > maximumWords else { return text }
        return String(decoding: text.utf8.prefix(maximumWords), as: UTF8.self) + "..."
    }
}
