/// How the list of metrics is written.
enum CatalogFormat: String, CaseIterable {
    case markdown, json
}
