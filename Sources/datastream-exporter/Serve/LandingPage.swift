/// The page at `/`: what this is and where its metrics are.
enum LandingPage {
    /// Nothing is loaded from anywhere; the page brings its own style.
    static let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

    static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>datastream-exporter</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
        </style>
        </head>
        <body>
        <h1>datastream-exporter</h1>
        <p>Prometheus exporter for Google Cloud Datastream, version \(Build.version).</p>
        <ul>
        <li><a href="/metrics">Metrics</a></li>
        <li><a href="/-/healthy">Health</a></li>
        <li><a href="/-/ready">Readiness</a></li>
        </ul>
        </body>
        </html>

        """
}
