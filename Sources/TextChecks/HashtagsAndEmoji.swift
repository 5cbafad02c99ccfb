internal import Channels

extension TextJudge {
    /// Finds hashtags whose words don't begin with capitals. Without a dictionary only the first
    /// letter can be checked, and that a long hashtag has no other capital.
    func hashtags(_ text: WordText) -> [TextRemark] {
        text.words.compactMap { word in
            let start = word.scalars.lowerBound
            guard start > 0,
                text.scalars[start - 1] == "#" || text.scalars[start - 1] == "\u{FF03}",
                start < 2 || !WordText.isWord(text.scalars[start - 2]),
                !text.links.contains(where: { $0.contains(start) }), word.letters > 0,
                !word.isNumber
            else { return nil }
            let isAllCapitals = word.lower == 0 && word.upper > 6
            let first = text.scalars[word.scalars].first { $0.properties.isAlphabetic }
            guard isAllCapitals || first?.properties.isLowercase == true else { return nil }
            let place = (start - 1)..<word.scalars.upperBound
            return remark(
                .hashtagCase, place, in: text, "\(text.quoted(place)) isn't in CamelCase.",
                remedy: "Capitalize each word, as in #StayHome.")
        }
    }

    /// Finds three or more emoji with only spaces between.
    func emojiRuns(_ text: WordText) -> [TextRemark] {
        let values = text.scalars.map(\.value)
        var remarks: [TextRemark] = []
        var run: (start: Int, end: Int, count: Int)?
        func close() {
            if let run, run.count >= 3 {
                remarks.append(
                    remark(
                        .emojiRun, run.start..<run.end, in: text,
                        "\(run.count) emoji in a row.",
                        remedy: "Use at most one, after the text."))
            }
            run = nil
        }
        var place = 0
        while place < values.count {
            if let match = EmojiSequences.match(in: values, at: place) {
                run = (run?.start ?? place, place + match.length, (run?.count ?? 0) + 1)
                place += match.length
            } else {
                let isBetween =
                    WordText.isSpace(text.scalars[place]) || values[place] == 0x200D
                    || values[place] == 0xFE0F
                if !isBetween { close() }
                place += 1
            }
        }
        close()
        return remarks
    }
}
