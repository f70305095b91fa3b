/// The output format of `catalog`.
enum CatalogFormat: String, CaseIterable {
    case markdown, json
}
