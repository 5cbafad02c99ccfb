/// A piece of XML or HTML to be written. Whoever writes it escapes it: no markup is ever pasted
/// together.
package enum Markup {
    case element(String, [(name: String, value: String)], [Markup])
    case text(String)

    /// An element that holds only a text.
    package static func leaf(
        _ name: String, _ text: String, _ attributes: [(name: String, value: String)] = []
    ) -> Markup {
        .element(name, attributes, [.text(text)])
    }
}
