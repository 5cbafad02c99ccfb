/// Words that no public account uses, in English and Spanish. Both lists are searched in every text:
/// none of the words means something else in the other language.
enum PublicWords {
    static let vulgar = PhraseList([
        "fuck", "fucks", "fucked", "fucking", "fucker", "fuckers", "motherfucker", "motherfuckers",
        "wtf", "stfu", "shit", "shits", "shitty", "bullshit", "shitshow", "dipshit", "asshole",
        "assholes", "dumbass", "jackass", "badass", "kick ass", "kicked ass", "bitch", "bitches",
        "bastard", "bastards", "cunt", "dickhead", "dickheads", "douchebag", "douchebags",
        "piss", "pissed", "pissed off", "crap", "crappy", "goddamn", "goddamned", "damn it",
        "dammit", "what the hell", "screw you", "screw them", "whore", "slut",
        "mierda", "mierdas", "puta", "putas", "puto", "putos", "hijo de puta", "hijos de puta",
        "hijueputa", "pendejo", "pendejos", "pendeja", "pendejada", "pendejadas", "cabron",
        "cabrones", "cabrona", "chingar", "chingada", "chingado", "chinga", "chinguen", "chingados",
        "verga", "culero", "culeros", "carajo", "joder", "jodido", "jodidos", "mamada",
        "mamadas", "no mames", "guey", "gilipollas", "maricon", "maricones", "me cago en",
    ])

    static let electioneering = PhraseList([
        "vote for", "vote against", "vote yes on", "vote no on",
        "vote yes", "vote no", "vote out", "vote him out", "vote her out", "vote them out",
        "re-elect", "reelect", "re elect", "elect sheriff", "elect mayor", "cast your vote for",
        "cast your ballot for", "your vote for", "support his campaign", "support her campaign",
        "support our campaign", "support his candidacy", "support her candidacy",
        "our candidate", "the right candidate", "we endorse", "endorses", "has endorsed",
        "campaign donation", "campaign donations", "donate to the campaign",
        "vote por", "voten por", "vota por", "votar por", "voto por", "vote en contra",
        "voten en contra", "vota en contra", "votar en contra", "vote si a", "vote no a",
        "reelija", "reelijan", "reelige", "reelegir", "su voto por",
        "nuestro candidato", "nuestra candidata", "apoye la candidatura", "apoyen la candidatura",
        "apoye su campaña", "apoyen su campaña",
    ])
}
