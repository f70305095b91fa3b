internal import Datastream

/// Table names typical of one kind of source, a different one for each number.
struct TableNames: Sendable {
    private let type: String
    private let namespaces: [String]
    private let suffix: @Sendable (Int) -> String

    /// The names of a kind of source.
    init(sourceType: String) {
        type = sourceType
        switch sourceType {
        case "oracle":
            namespaces = ["SALES", "HR", "INVENTORY", "GL"]
            suffix = { $0 == 0 ? "" : "_P\($0)" }
        case "postgresql":
            namespaces = ["public", "billing", "reporting"]
            suffix = { $0 == 0 ? "" : "_y2025m\($0 < 10 ? "0" : "")\($0)" }
        case "sqlServer":
            namespaces = ["dbo", "warehouse"]
            suffix = { $0 == 0 ? "" : "_archive_\($0)" }
        case "mongodb":
            namespaces = ["catalog", "search"]
            suffix = { $0 == 0 ? "" : ".v\($0)" }
        case "salesforce":
            namespaces = [""]
            suffix = { $0 == 0 ? "" : "_\($0)__c" }
        case "spanner":
            // The default schema of a Spanner database has no name.
            namespaces = ["", "ledger", "audit"]
            suffix = { $0 == 0 ? "" : "_\($0)" }
        default:
            namespaces = ["shop", "payments", "logistics", "marketing", "identity"]
            suffix = { $0 == 0 ? "" : "_shard\($0)" }
        }
    }

    /// The identity in its source of the object with this number.
    func source(_ number: Int) -> SourceObject {
        let namespace = namespaces[number % namespaces.count]
        let round = number / namespaces.count
        let word = Self.words[round % Self.words.count]
        let table = styled(word) + suffix(round / Self.words.count)
        return SourceObject(type: type, namespace: namespace, table: table)
    }

    private func styled(_ word: String) -> String {
        switch type {
        case "oracle": word.uppercased()
        case "salesforce", "sqlServer", "spanner":
            word.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        default: word
        }
    }

    private static let words = [
        "orders", "order_items", "customers", "addresses", "invoices", "invoice_lines", "payments", "refunds",
        "products", "product_prices", "categories", "suppliers", "shipments", "parcels", "warehouses", "stock_levels",
        "carts", "cart_items", "sessions", "users", "roles", "permissions", "audit_log", "events", "notifications",
        "coupons", "campaigns", "tickets", "ticket_comments", "contracts", "subscriptions", "plans", "ledgers",
        "journal_entries", "accounts", "tax_rates", "currencies", "exchange_rates", "returns", "reviews",
    ]
}
