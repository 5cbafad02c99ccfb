/// A drawing, with a description in words. The table next to it has the same content.
package struct Picture {
    package var id: String
    package var title: String
    package var description: String
    /// The meaning of its shapes and letters.
    package var key: String
    package var width: Double
    package var height: Double
    package var content: [Markup]

    package init(
        id: String, title: String, description: String, key: String, width: Double, height: Double,
        content: [Markup]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.key = key
        self.width = width
        self.height = height
        self.content = content
    }

    /// The bytes of an SVG file.
    package var file: [UInt8] {
        var writer = HTMLWriter(keepsDirection: false)
        writer.write(
            drawing([
                ("xmlns", "http://www.w3.org/2000/svg"), ("width", svg(width)),
                ("height", svg(height)), ("font-family", "sans-serif"),
            ]))
        return writer.bytes
    }

    private func drawing(_ attributes: [(name: String, value: String)] = []) -> Markup {
        .element(
            "svg",
            attributes + [
                ("viewBox", "0 0 \(svg(width)) \(svg(height))"), ("role", "img"),
                ("aria-labelledby", "\(id)-title \(id)-description"),
            ],
            [
                .leaf("title", title, [("id", "\(id)-title")]),
                .leaf("desc", description, [("id", "\(id)-description")]),
            ] + content)
    }

    var figure: Markup {
        .element(
            "figure", [],
            [
                HTMLPage.scrolling(drawing(), title),
                .element("figcaption", [], [.leaf("strong", title), .text(". " + key)]),
            ])
    }
}

/// Colors that people with color blindness can tell apart (Okabe and Ito's, most of them lightened
/// so that dark letters on them have a contrast of at least 4.5 to 1). Shapes and letters show the
/// same.
package enum Ink {
    package static let dark = "#1a1a1a"
    package static let line = "#8c8c8c"
    package static let faint = "#e3e6ea"
    package static let grid = "#c9ced4"
    package static let sky = "#9fd3f5"
    package static let blue = "#0b4a82"
    package static let orange = "#f5c26b"
    package static let green = "#7fd1b9"
    package static let yellow = "#f6ee8f"
    package static let vermillion = "#f2a57c"
    package static let purple = "#e3b4cf"
    package static let red = "#a3270f"
}

/// A number for SVG, in tenths.
func svg(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
}

/// The shapes that pictures are made of.
package enum Shape {
    package static func text(
        _ text: String, _ x: Double, _ y: Double, size: Double = 12, anchor: String = "start",
        isBold: Bool = false
    ) -> Markup {
        var attributes = [
            (name: "x", value: svg(x)), ("y", svg(y)), ("font-size", svg(size)),
            ("text-anchor", anchor),
        ]
        if isBold { attributes.append(("font-weight", "bold")) }
        return .leaf("text", text, attributes)
    }

    package static func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String,
        stroke: String = Ink.dark, strokeWidth: Double = 1, isDashed: Bool = false
    ) -> Markup {
        var attributes = [
            (name: "x", value: svg(x)), ("y", svg(y)), ("width", svg(max(width, 0))),
            ("height", svg(height)), ("fill", fill), ("stroke", stroke),
            ("stroke-width", svg(strokeWidth)),
        ]
        if isDashed { attributes.append(("stroke-dasharray", "4 3")) }
        return .element("rect", attributes, [])
    }

    package static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String = Ink.dark,
        width: Double = 1, isDashed: Bool = false
    ) -> Markup {
        var attributes = [
            (name: "x1", value: svg(x1)), ("y1", svg(y1)), ("x2", svg(x2)), ("y2", svg(y2)),
            ("stroke", stroke), ("stroke-width", svg(width)),
        ]
        if isDashed { attributes.append(("stroke-dasharray", "2 3")) }
        return .element("line", attributes, [])
    }

    package static func polygon(_ points: [(Double, Double)], fill: String) -> Markup {
        .element(
            "polygon",
            [
                ("points", points.map { "\(svg($0)),\(svg($1))" }.joined(separator: " ")),
                ("fill", fill), ("stroke", Ink.dark), ("stroke-width", "1"),
            ], [])
    }

    /// An arrowhead that points up to `y`.
    package static func arrowhead(_ x: Double, _ y: Double, size: Double = 6) -> Markup {
        polygon([(x, y), (x - 3.5, y + size), (x + 3.5, y + size)], fill: Ink.blue)
    }

    package static func circle(_ x: Double, _ y: Double, _ radius: Double, fill: String) -> Markup {
        .element(
            "circle",
            [
                ("cx", svg(x)), ("cy", svg(y)), ("r", svg(radius)), ("fill", fill),
                ("stroke", Ink.dark), ("stroke-width", "1"),
            ], [])
    }

    package static func cross(_ x: Double, _ y: Double, _ radius: Double = 4.5) -> [Markup] {
        [
            line(x - radius, y - radius, x + radius, y + radius, stroke: Ink.red, width: 2),
            line(x - radius, y + radius, x + radius, y - radius, stroke: Ink.red, width: 2),
        ]
    }

    package static func diamond(_ x: Double, _ y: Double, _ radius: Double = 6, fill: String)
        -> Markup
    {
        polygon(
            [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill: fill)
    }
}

/// The text that fits into that many characters of a picture; the table next to it has the full
/// text.
package func label(_ text: String, _ room: Int, else short: String) -> String {
    text.count <= room && text.utf8.count <= room * 2 ? text : short
}
