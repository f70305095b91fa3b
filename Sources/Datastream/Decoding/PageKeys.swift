internal import Notation

/// Keys that all listings share; a generic type cannot have static stored properties.
enum PageKeys {
    static let nextPageToken = JSONKey("nextPageToken", "next_page_token")
    static let unreachable: JSONKey = "unreachable"
    static let streamObjects = JSONKey("streamObjects", "stream_objects")
    static let streams: JSONKey = "streams"
    static let locations: JSONKey = "locations"
    static let locationId = JSONKey("locationId", "location_id")
    static let error: JSONKey = "error"
}
