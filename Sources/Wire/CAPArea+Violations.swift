internal import Documents

extension CAPArea {
    func judge(at place: String, _ findings: inout CAPFindings) {
        if areaDescription.foldedSpace.isEmpty {
            findings.add(
                .requiredText, "\(place)/areaDesc", "it is empty",
                mend: "Describe the area in words")
        }
        for (index, polygon) in polygons.enumerated() {
            polygon.judge(at: "\(place)/polygon[\(index + 1)]", &findings)
        }
        for (index, circle) in circles.enumerated() {
            guard
                !circle.center.isOnEarth || circle.radiusInKilometers < 0
                    || circle.radiusInKilometers > CAPCircle.largestRadius
                    || !circle.radiusInKilometers.isFinite
            else { continue }
            findings.add(
                .circleForm, "\(place)/circle[\(index + 1)]",
                "\"\(circle.text)\" isn't a circle on Earth",
                mend: "Write LATITUDE,LONGITUDE RADIUS in degrees and kilometers, such as"
                    + " 32.77,-96.81 1.5")
        }
    }
}

extension CAPCircle {
    /// Half of Earth's circumference, in kilometers: no place is farther away.
    fileprivate static let largestRadius = 20_037.0
}

extension CAPPolygon {
    /// With more points than this, crossings are not checked, because the check takes quadratic
    /// time.
    private static let mostForCrossings = 500

    fileprivate func judge(at place: String, _ findings: inout CAPFindings) {
        guard points.allSatisfy(\.isOnEarth) else {
            return findings.add(
                .polygonForm, place, "a point is not on Earth",
                mend: "Write each as LATITUDE,LONGITUDE in degrees, latitude first")
        }
        guard points.first == points.last, !points.isEmpty else {
            return findings.add(
                .polygonOpen, place, "the last point is not the first one again",
                mend: "Close it by repeating the first point at the end")
        }
        guard points.count >= 4, Set(points).count >= 3 else {
            return findings.add(
                .polygonForm, place, "it has fewer than three corners",
                mend: "Give at least four points, the last the same as the first")
        }
        if points.count <= Self.mostForCrossings, crossesItself {
            return findings.add(
                .polygonCrosses, place,
                "its line crosses itself, so inside and outside are unclear",
                mend: "List the corners in order around the area")
        }
        guard area > Self.leastArea else {
            return findings.add(
                .polygonForm, place, "the polygon's corners lie on one line, which has no area",
                mend: "Give corners that go around the area")
        }
    }

    /// The smallest area in square degrees; about one square meter.
    private static let leastArea = 1e-10

    /// The area in square degrees, by the shoelace formula.
    private var area: Double {
        // Relative to the first corner: differences of large products would be rounding errors.
        guard let origin = points.first else { return 0 }
        let corners = points.map {
            (x: $0.longitude - origin.longitude, y: $0.latitude - origin.latitude)
        }
        let doubled = zip(corners, corners.dropFirst()).reduce(0) {
            $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y)
        }
        return abs(doubled) / 2
    }

    private var crossesItself: Bool {
        let sides = zip(points, points.dropFirst()).map { ($0, $1) }
        for (i, first) in sides.enumerated() {
            for second in sides.dropFirst(i + 1) where Self.cross(first, second) { return true }
        }
        return false
    }

    /// Whether two sides cross at a point inside both; touching ends don't count.
    private static func cross(
        _ first: (CAPPoint, CAPPoint), _ second: (CAPPoint, CAPPoint)
    ) -> Bool {
        func side(_ point: CAPPoint, of line: (CAPPoint, CAPPoint)) -> Double {
            (line.1.longitude - line.0.longitude) * (point.latitude - line.0.latitude)
                - (line.1.latitude - line.0.latitude) * (point.longitude - line.0.longitude)
        }
        return side(second.0, of: first) * side(second.1, of: first) < 0
            && side(first.0, of: second) * side(first.1, of: second) < 0
    }
}
