internal import Notation
import Synchronization
internal import System

/// HTTP through libcurl: HTTP/2 where it is offered, gzip, connections that are kept, and a bound on everything.
///
/// All transfers run on one thread. No redirect is followed, no cookie kept, and no certificate taken on trust.
package final class HTTPTransport: Sendable {
    private let settings: TransportSettings
    private let mailbox: Mailbox
    private let thread: Mutex<BlockingThread?>

    /// Starts the transport's thread.
    ///
    /// Fails with `.certificate` when the environment's authorities cannot be read, `.proxy` when its proxy is no URL of
    /// one, and `.local` without memory or a thread.
    package init(_ configuration: TransportConfiguration) throws(TransportError) {
        try CurlLibrary.ready.get()
        settings = try TransportSettings(configuration)
        let loop = try TransferLoop(settings)
        mailbox = loop.mailbox
        do throws(SystemError) {
            thread = try Mutex(BlockingThread { loop.run() })
        } catch {
            throw TransportError(.local, "no thread for the transfers: \(error.reason)")
        }
    }

    deinit { shutdown() }

    /// Sends a request and returns its whole answer, whatever the status.
    ///
    /// Cancelling the task ends the transfer at once. Nothing is repeated, but for a request that libcurl sends again since
    /// the server had closed a kept connection before it.
    package func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let destination = try Destination(request.url, linkLocalHosts: settings.linkLocalHosts)
        guard request.headers.fields.allSatisfy(\.isSendable) else {
            throw TransportError(.local, "\(destination.name): a header field cannot be sent")
        }
        let ticket = Ticket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (reply: Submission.Reply) in
                let submission = Submission(
                    request: request, destination: destination,
                    proxy: settings.proxy(for: request, to: destination), ticket: ticket, reply: reply)
                guard !mailbox.submit(submission) else { return }
                reply.resume(
                    returning: .failure(TransportError(.cancelled, "the transport was shut down")))
            }
        } onCancel: {
            mailbox.cancel(ticket)
        }
        return try result.get()
    }

    /// Ends all transfers as cancelled, and waits for the thread's end; later requests fail likewise.
    package func shutdown() {
        mailbox.close()
        _ = thread.withLock { $0.take() }
    }
}
