import Testing

@testable import GoogleAuth

@Suite struct FormBodyTests {
    @Test func `a form is encoded as in Google's library, and empty fields are omitted`() {
        let form = FormBody(["a": "x y/é+&=%~_.-", "b": nil, "c": "", "d": "1"])
        #expect(String(decoding: form.bytes, as: UTF8.self) == "a=x+y%2F%C3%A9%2B%26%3D%25~_.-&d=1")
    }
}
