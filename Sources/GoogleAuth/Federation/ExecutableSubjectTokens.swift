internal import Notation
internal import System

/// Subject tokens that a program prints.
struct ExecutableSubjectTokens: Sendable {
    let account: ExternalAccount
    let source: ExecutableSource
    let environment: AuthEnvironment

    /// The token from the program's last answer while it is valid, otherwise from a new run.
    func token() async throws(TokenFailure) -> Secret {
        guard environment.variables[ExecutableSource.permission] == "1" else {
            throw failure("set \(ExecutableSource.permission)=1 to allow that it is run")
        }
        if let token = try kept(isRequired: false) { return token }
        let run = ProgramRun(arguments: source.arguments, environment: variables, timeout: source.timeout)
        let output: [UInt8]
        do throws(ProgramRun.Problem) { output = try await environment.run(run) } catch { throw failure(error.reason) }
        if output.isEmpty, let token = try kept(isRequired: true) { return token }
        switch try answer(output) {
        case .token(let token, _): return token
        case .refused(let reason), .expired(let reason): throw failure(reason)
        }
    }

    /// The result of reading an answer.
    private enum Answer {
        case token(Secret, isTimed: Bool)
        case expired(String)
        case refused(String)
    }

    /// The token in the file where the program keeps its answers; nil if the file has no valid token.
    private func kept(isRequired: Bool) throws(TokenFailure) -> Secret? {
        guard let path = source.outputFile else { return nil }
        let bytes: [UInt8]
        do throws(BoundedFile.Problem) {
            bytes = try environment.read(path, CredentialFile.maximumBytes, nil)?.bytes ?? []
        } catch {
            if isRequired { throw failure("output_file: \(error.reason)") }
            return nil
        }
        // A file that is not JSON is only partly written. The program will write it again.
        if !isRequired, (try? JSON(parsing: bytes)) == nil { return nil }
        guard case .token(let token, let isTimed) = try answer(bytes), isTimed || isRequired else { return nil }
        return token
    }

    private func answer(_ bytes: [UInt8]) throws(TokenFailure) -> Answer {
        do throws(CredentialsProblem) { return try read(CredentialFields(parsing: bytes)) } catch {
            throw failure("its answer cannot be read: \(error.description)")
        }
    }

    private func read(_ fields: CredentialFields) throws(CredentialsProblem) -> Answer {
        guard let version = try fields.number("version") else { throw fields.problem("version", "missing") }
        guard version <= 1 else { return .refused("version: only 1 is known") }
        guard let isGood = try fields.boolean("success") else { throw fields.problem("success", "missing") }
        guard isGood else {
            // The program's message is free text and may hold anything.
            let code = try fields.required("code")
            _ = try fields.required("message")
            return .refused("it says that it failed, with the code \(SecretText.shown(code))")
        }
        let expiry = try fields.number("expiration_time")
        if let expiry, expiry < Double(environment.clock.now().seconds) { return .expired("its token has expired") }
        let member: String
        switch try fields.required("token_type") {
        case "urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:id_token": member = "id_token"
        case "urn:ietf:params:oauth:token-type:saml2": member = "saml_response"
        default: return .refused("token_type: neither jwt, id_token nor saml2")
        }
        return .token(Secret(try fields.required(member).trimmed), isTimed: expiry != nil)
    }

    /// The program's environment: the exporter's own, without the exporter's settings, plus the request's details.
    private var variables: [String: String] {
        var variables = environment.variables.filter { !$0.key.hasPrefix("DATASTREAM_EXPORTER_") }
        let prefix = "GOOGLE_EXTERNAL_ACCOUNT_"
        variables[prefix + "AUDIENCE"] = account.audience
        variables[prefix + "TOKEN_TYPE"] = account.subjectTokenType
        variables[prefix + "ID"] = account.impersonation?.email ?? ""
        variables[prefix + "INTERACTIVE"] = "0"
        variables[prefix + "REVOKE"] = "0"
        variables[prefix + "IMPERSONATED_EMAIL"] = account.impersonation?.email
        variables[prefix + "OUTPUT_FILE"] = source.outputFile
        return variables
    }

    private func failure(_ reason: String) -> TokenFailure {
        TokenFailure("credential_source.executable: \(SecretText.shown(source.arguments.first ?? "")): \(reason)")
    }
}
