import Testing

@testable import Serving

@Suite struct BasicCredentialsTests {
    @Test(arguments: [
        ("Basic dXNlcjpwYXNz", "user", "pass"), ("basic dXNlcjpwYXNz", "user", "pass"), ("Basic Og==", "", ""),
        ("Basic YTpiOmM=", "a", "b:c"), ("BASIC dTo=", "u", ""), ("Basic w7w6w7Y=", "ü", "ö"),
    ])
    func `a user and a password are read`(header: String, user: String, password: String) {
        let credentials = BasicCredentials(header)
        #expect(credentials?.user == user)
        #expect(credentials?.password == Array(password.utf8))
    }

    @Test(arguments: [
        nil, "", "Basic", "Basic ", "Bearer dXNlcjpwYXNz", "Basic dXNlcg==", "Basic dXNlcjpwYXN", "Basic dXNl=jpwYXNz",
        "Basic dXNlcjpwYXNz, Basic dXNlcjpwYXNz", "Basic !!!!", "Basic ====", "Basic /zo=", "Basic dXNlcjpwYXNz ",
    ])
    func `any other header is nobody`(header: String?) { #expect(BasicCredentials(header) == nil) }
}
