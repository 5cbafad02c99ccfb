/// A piece of XML or HTML. Its writer escapes every text, so code never pastes markup together.
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
