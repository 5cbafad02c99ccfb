internal import Tables

/// A request to a city, as the Open311 GeoReport bulk format has it.
///
/// The format has no field for who asks. Where it happened (`address`, `lat`, `long`) is read over
/// and written empty, because it often is somebody's home.
public struct ServiceRequest: Hashable, Sendable {
    public var id: String
    public var requested: WireTime
    public var updated: WireTime?
    /// Nil while it is open.
    public var closed: WireTime?
    /// Typically `open` or `closed`; systems have words of their own.
    public var status: String
    public var notes: String
    /// The way by which it came, such as `Phone`; nil if it isn't stated.
    public var source: String?
    /// The name of its type.
    public var service: String
    public var subtype: String
    public var description: String
    public var agency: String

    public init(
        id: String, requested: WireTime, updated: WireTime?, closed: WireTime?, status: String,
        notes: String, source: String?, service: String, subtype: String, description: String,
        agency: String
    ) {
        self.id = id
        self.requested = requested
        self.updated = updated
        self.closed = closed
        self.status = status
        self.notes = notes
        self.source = source
        self.service = service
        self.subtype = subtype
        self.description = description
        self.agency = agency
    }

    /// The forms of a file.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case csv, json, xml
    }

    /// A request that can't be read. The others can.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The line, from 1.
        public var line: Int
        /// `column 63`, or the name of the field.
        public var place: String
        /// A clause for people.
        public var reason: String

        /// `line 2, column 63: ` and the reason.
        public var description: String { "line \(line), \(place): \(reason)" }

        init(line: Int, place: String, reason: String) {
            (self.line, self.place, self.reason) = (line, place, reason)
        }

        init(_ fault: TableFault) {
            self.init(line: fault.line, place: "column \(fault.column)", reason: fault.reason)
        }
    }

    /// The fields in the order of the format's table.
    static let fields = [
        "service_request_id", "requested_datetime", "updated_datetime", "closed_date",
        "status_description", "status_notes", "source", "service_name", "service_subtype",
        "description", "agency_responsible", "address", "lat", "long",
    ]

    /// Reads a file's requests, and says what is wrong with each that can't be read.
    public static func read(
        _ bytes: [UInt8], as format: Format
    ) -> [Result<ServiceRequest, Fault>] {
        switch format {
        case .csv: readCSV(bytes)
        case .json:
            JSONListReader.rows(of: bytes).map { row in
                row.mapError(Fault.init).flatMap { row in
                    request(row.line) { row.object.scalars(at: $0).first }
                }
            }
        case .xml:
            FlatXMLReader.records("request", of: bytes).map { record in
                record.mapError(Fault.init).flatMap { record in
                    request(record.line) { record.fields[$0] }
                }
            }
        }
    }

    private static func readCSV(_ bytes: [UInt8]) -> [Result<ServiceRequest, Fault>] {
        var rows = DelimitedReader.rows(of: bytes)
        guard !rows.isEmpty else {
            return [.failure(Fault(line: 1, place: "column 1", reason: "the file is empty"))]
        }
        let header: [String]
        switch rows.removeFirst() {
        case .success(let row): header = row.cells
        case .failure(let fault): return [.failure(Fault(fault))]
        }
        let missing = ["service_request_id", "requested_datetime"].filter { !header.contains($0) }
        guard missing.isEmpty else {
            let names = missing.joined(separator: ", ")
            return [
                .failure(
                    Fault(line: 1, place: names, reason: "the header doesn't have this column"))
            ]
        }
        let places = Dictionary(zip(header, 0...)) { first, _ in first }
        return rows.compactMap { row in
            if case .success(let row) = row, row.isBlank { return nil }
            return row.mapError(Fault.init).flatMap { row in
                guard row.cells.count == header.count else {
                    return .failure(
                        Fault(
                            line: row.line, place: "column 1",
                            reason:
                                "the row has \(row.cells.count) cells, and the header \(header.count)"
                        ))
                }
                return request(row.line) { places[$0].map { row.cells[$0] } }
            }
        }
    }

    private static func request(
        _ line: Int, _ field: (String) -> String?
    ) -> Result<ServiceRequest, Fault> {
        func text(_ name: String) -> String { field(name) ?? "" }
        do throws(Fault) {
            func time(_ name: String) throws(Fault) -> WireTime? {
                let text = text(name)
                if text.isEmpty { return nil }
                guard let time = WireTime(rfc3339: text) else {
                    throw Fault(
                        line: line, place: name,
                        reason:
                            "\"\(text.prefix(40))\" isn't a time with its offset, such as 2010-04-14T06:37:38-08:00"
                    )
                }
                return time
            }
            guard !text("service_request_id").isEmpty else {
                throw Fault(line: line, place: "service_request_id", reason: "the id is missing")
            }
            guard let requested = try time("requested_datetime") else {
                throw Fault(line: line, place: "requested_datetime", reason: "the time is missing")
            }
            guard !text("description").isEmpty || !text("service_name").isEmpty else {
                throw Fault(
                    line: line, place: "description", reason: "nothing says what is asked for")
            }
            // The format's table says closed_date, and its own examples closed_datetime.
            let closed = try time(text("closed_date").isEmpty ? "closed_datetime" : "closed_date")
            return .success(
                ServiceRequest(
                    id: text("service_request_id"), requested: requested,
                    updated: try time("updated_datetime"), closed: closed,
                    status: text("status_description"), notes: text("status_notes"),
                    source: text("source").isEmpty ? nil : text("source"),
                    service: text("service_name"), subtype: text("service_subtype"),
                    description: text("description"), agency: text("agency_responsible")))
        } catch {
            return .failure(error)
        }
    }
}
