extension Format<MessageTemplate.Review> {
    /// The key beside a language's channels.
    static let key = "reviewed"

    static var review: Self {
        .mapping(
            "\"\(key)\"",
            [
                Key(
                    required: "by", \.by, .word(.text()),
                    "Who speaks the language and read the texts: a work id, or an office."),
                Key(required: "on", \.on, .word(.day)),
            ]
        ) { values in
            guard let by = values[\.by], let day = values[\.on] else { return nil }
            return MessageTemplate.Review(by: by, on: day)
        }
    }
}
