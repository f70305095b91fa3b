import CCurl
import Glibc

/// libcurl's process-wide state, set up once before the first handle.
enum CurlLibrary {
    /// Sets libcurl up when it is first asked for; an error when that failed.
    static let ready: Result<Void, TransportError> = {
        // libcurl would write the keys of every TLS session to the file that this names.
        unsetenv("SSLKEYLOGFILE")
        let code = curl_global_init(Int(CURL_GLOBAL_SSL))
        guard code == CURLE_OK else {
            return .failure(TransportError(.local, "libcurl: \(String(cString: curl_easy_strerror(code)))"))
        }
        return .success(())
    }()
}
