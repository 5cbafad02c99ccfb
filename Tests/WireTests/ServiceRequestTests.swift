import Foundation
import Testing

@testable import Wire

/// Open311's three forms. The specification's own examples are broken in all of them.
@Suite struct ServiceRequestTests {
    private func read(
        _ text: String, as format: ServiceRequest.Format
    ) -> (ids: [String], faults: [String]) {
        var (ids, faults): ([String], [String]) = ([], [])
        for result in ServiceRequest.read(Array(text.utf8), as: format) {
            switch result {
            case .success(let request): ids.append(request.id)
            case .failure(let fault): faults.append(fault.description)
            }
        }
        return (ids, faults)
    }

    private static let good =
        #"{"service_request_id": 1, "requested_datetime": "2010-04-14T06:37:38Z", "description": "a}b"}"#

    @Test func `in JSON, a broken object costs only itself`() {
        let text = """
            [
              \(Self.good),
              {
                "service_request_id":638344,
                "requested_datetime":"2010-04-14T06:37:38-08:00",
                "source","Phone",
                "description":"sample description"
              },
              {"service_request_id": "2, "requested_datetime": "2010-04-14T06:37:38Z"},
              {"service_request_id": 3, "requested_datetime": "2010-04-14T06:37:38Z"},
              \(Self.good.replacing("\": 1", with: "\": 4")),
              {"service_request_id": 5,
            """
        let found = read(text, as: .json)
        #expect(found.ids == ["1", "4"])
        #expect(
            found.faults == [
                "line 6, column 13: a colon is missing",
                "line 9, column 3: this object is never closed",
                "line 10, description: nothing says what is asked for",
                "line 12, column 3: this object is never closed",
                "line 12, column 28: the list is never closed",
            ])
    }

    @Test func `a file that is no list is one fault`() {
        #expect(
            read("{}", as: .json).faults == [
                "line 1, column 1: the file isn't a list of JSON objects"
            ])
        #expect(read("", as: .json).faults.count == 1)
        #expect(read("", as: .csv).faults == ["line 1, column 1: the file is empty"])
        #expect(read("<a/>", as: .xml).faults.count == 1)
        #expect(
            read("id,when\n1,2\n", as: .csv).faults == [
                "line 1, service_request_id, requested_datetime: the header doesn't have this column"
            ])
    }

    @Test func `in XML, a broken record costs only itself`() {
        func record(_ inside: String) -> String { "<request>\n\(inside)\n</request>\n" }
        let time = "<requested_datetime>2010-04-14T06:37:38-08:00</requested_datetime>"
        let text =
            "<?xml version=\"1.0\"?>\n<service_requests>\n"
            + record(
                "<service_request_id>1</service_request_id>\(time)<description>A &amp; B &#233;</description><lat/>"
            )
            + record("<service_request_id>2</service_request_id>\n<source>Phone/source>")
            + "<request>\n<service_request_id>3</service_request_id>\n"
            + record("<service_request_id>4</service_request_id>\n<a></b>")
            + record(
                "<service_request_id>5</service_request_id>\(time)<service_name>x</service_name>")
            + record("<service_request_id>6</service_request_id><a b=\"c\">d</a>")
            + record("<service_request_id>7</service_request_id><a>&nbsp;</a>")
            + "</service_requests>"
        let found = read(text, as: .xml)
        #expect(found.ids == ["1", "5"])
        #expect(
            found.faults == [
                "line 8, column 1: this <source> is never closed",
                "line 10, column 1: this <request> is never closed",
                "line 14, column 4: </a> is missing",
                "line 20, column 43: this isn't the beginning of a plain field",
                "line 23, column 46: an & in this text stands for nothing",
            ])
    }

    @Test(arguments: ServiceRequest.Format.allCases)
    func `what is written is read again`(_ format: ServiceRequest.Format) throws {
        let time = try #require(
            WireTime(rfc3339: "2010-04-14T06:37:38-08:00"))
        let request = ServiceRequest(
            id: "x-1", requested: time, updated: time, closed: time, status: "closed",
            notes: "Two\nlines, \"quoted\"", source: "Phone", service: "Question", subtype: "",
            description: "Is <b> & </b> \"safe\"?", agency: "City; Hall")
        var open = request
        (open.id, open.closed) = ("x-2", nil)
        let text = try ServiceRequest.text(of: [request, open], as: format)
        let read = ServiceRequest.read(Array(text.utf8), as: format)
        #expect(read == [.success(request), .success(open)])
    }
}
