import CCurl
import Glibc

/// libcurl's process-wide state, initialised once before the first handle.
enum CurlLibrary {
    /// Initialises libcurl on first use; an error if that failed.
    static let ready: Result<Void, TransportError> = {
        // libcurl would write the keys of every TLS session to the file named by this variable.
        unsetenv("SSLKEYLOGFILE")
        let code = curl_global_init(Int(CURL_GLOBAL_SSL))
        guard code == CURLE_OK else {
            return .failure(TransportError(.local, "libcurl: \(String(cString: curl_easy_strerror(code)))"))
        }
        return .success(())
    }()
}
