internal import Channels

/// Counts a text by X's rules.
enum CountingBenchmarks {
    /// Typical messages: plain, with links, with other scripts, with emoji.
    static let texts = [
        "Fire at Pier 9: 12 blocks are evacuated. Keep windows shut, stay away from the harbour."
            + " Next update at 15:00.",
        "Shelter open: gymnasium, Hill Road. Details and maps: https://harbour.example/fire/9"
            + " (also in Spanish).",
        "Incendio en el muelle 9: cierre ventanas y puertas. Más información a las 15:00."
            + " No llame al 911 salvo emergencia.",
        "⚠️ Road closed: Harbour Street between 3rd and 9th. Use the bridge. 🚒🚒",
        "False: there is NO chlorine on the pier. The picture shows a fire of 2014. Please don't"
            + " share it; see harbour.example/rumors",
    ]

    static func run(_ settings: Benchmark.Settings) throws {
        guard let channel = ChannelCatalogue.channel(.x) else {
            throw BenchError("The catalogue has no channel x.")
        }
        let rounds = settings.scale.pick(2_000, 40_000)
        var names: [(String, [String])] = [("mixed", texts)]
        names += zip(["plain", "link", "spanish", "emoji"], texts).map { ($0, [$1]) }
        for (name, texts) in names {
            let runs = try Runs.alternating({
                rate(rounds * texts.count) {
                    var units = 0
                    for _ in 0..<rounds { for text in texts { units += channel.count(text).units } }
                    precondition(units > 0, "every text has a length")
                }
            })
            try Figure("count-x-\(name)", runs[0], unit: "texts/s").report()
        }
    }
}
